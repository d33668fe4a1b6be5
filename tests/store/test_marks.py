"""Marks, counts and versions, as those ask for them who watch over a house: the same on every database."""

from datetime import UTC, datetime, timedelta

from cases import schema as cases
from store import depth, duties, marks, schema, updates, versions
from store.database import Database
from store.duties import Duty
from store.seal import Keys

NOW = datetime(2026, 11, 23, 7, 0, 0, 123_000, tzinfo=UTC)
KEYS = Keys(b"s" * 32, b"i" * 32)


def test_a_mark_is_put_moved_found_and_dropped(database: Database) -> None:
    with database.transaction() as tx:
        marks.put(tx, "alarm:mail:silent:since", NOW)
        marks.put(tx, "alarm:mail:silent:since", NOW + timedelta(days=1))
        marks.put(tx, "backup", NOW)
    with database.reading() as tx:
        assert marks.find(tx, "alarm:mail:silent:since") == NOW + timedelta(days=1)
        assert set(marks.all_of(tx, "alarm:")) == {"alarm:mail:silent:since"}
        assert marks.find(tx, "nothing") is None
    with database.transaction() as tx:
        marks.drop(tx, "backup")
        marks.drop(tx, "nothing")
    with database.reading() as tx:
        assert (marks.find(tx, "backup"), len(marks.all_of(tx, ""))) == (None, 1)


def test_a_mark_is_no_series_of_numbers(database: Database) -> None:
    with database.transaction() as tx:
        marks.put(tx, "case", NOW)
        assert tx.next_number("case") == 1
        assert marks.find(tx, "case") == NOW


def test_what_waits_is_counted_by_kind(database: Database) -> None:
    with database.transaction() as tx:
        for number, kind in enumerate(("say:telegram", "say:demo", "escalate")):
            duties.add(tx, KEYS, Duty(kind, f"probe:{number}", NOW, b""), NOW)
        duties.add(tx, KEYS, Duty("erase:case", "in a year", NOW + timedelta(days=365), b""), NOW)
        duties.add(tx, KEYS, Duty("say:telegram", "failing", NOW, b""), NOW)
        tx.update(schema.duty, {"key": "failing"}, {"attempts": schema.FAILING, "reason": "HTTP 502"})
        updates.put_aside(tx, KEYS, update_id=1, raw=b"x", reason="unreadable", now=NOW)
    with database.reading() as tx:
        assert depth.by_kind(tx, NOW) == {"say": 3, "escalate": 1}
        assert depth.failing(tx) == (depth.Failing("say", "HTTP 502", 1),)
        assert depth.asides(tx) == {"unreadable": 1}


def test_a_database_has_the_versions_that_the_program_wants(database: Database) -> None:
    with database.reading() as tx:
        assert versions.present(tx) == versions.wanted(())
    assert versions.wanted([cases.MIGRATIONS]) > versions.wanted(())
