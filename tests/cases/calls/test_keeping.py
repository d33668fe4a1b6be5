"""Open calls are kept sealed and are their operator's alone; calls that are over are numbers."""

from datetime import date, timedelta

from cases.calls import counting, keeping
from cases.calls.schema import open_call
from cases.office import Office
from store.database import Database
from store.seal import Keys
from tests.cases.told import NOW


def test_what_was_entered_comes_back_as_it_was_kept_last(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        id = keeping.begin(tx, keys, "berik", b"first", now=NOW)
        keeping.keep(tx, keys, id, b"second", now=NOW + timedelta(seconds=9))
    with database.transaction() as tx:
        found = keeping.get(tx, keys, id, "berik")

        assert found is not None
        assert (found.body, found.touched_at - found.began_at) == (b"second", timedelta(seconds=9))


def test_a_call_is_of_no_other_operator(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        id = keeping.begin(tx, keys, "berik", b"words", now=NOW)

        assert keeping.get(tx, keys, id, "dana") is None
        assert keeping.of_operator(tx, keys, "dana") == []
        assert [one.id for one in keeping.of_operator(tx, keys, "berik")] == [id]


def test_the_words_of_a_call_are_not_in_the_database(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        keeping.begin(tx, keys, "berik", "Айгүл +77010000000".encode(), now=NOW)
        [row] = tx.rows(open_call.select())

        assert "Айгүл".encode() not in row["body"]


def test_a_call_that_is_over_leaves_a_number(database: Database, office: Office) -> None:
    midnight = NOW.replace(hour=19, minute=30)  # 00:30 of the next day in Kazakhstan
    with database.transaction() as tx:
        counting.count(tx, office.law, "silent", counting.DONE, now=NOW)
        counting.count(tx, office.law, "silent", counting.DONE, now=NOW)
        counting.count(tx, office.law, "report", counting.BROKEN, now=midnight)
        found = counting.by_day(tx, date(2026, 11, 1), date(2026, 11, 30))

    assert found == {("2026-11-23", "silent", "done"): 2, ("2026-11-24", "report", "broken"): 1}
