"""Searches in vain: counted for the editor, without a sender; sealed after 30 days, gone after a year."""

from datetime import timedelta
from pathlib import Path

import pytest

from cases import keyring, retention
from cases.services import lookups, schema, tellers
from cases.services.lookups import LookUp
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.cases.told import NOW
from tests.doubles.recovery import PAIR

DAY = timedelta(days=1)
TERMS = retention.in_force(NOW.date())
SOUGHT = LookUp("кто поможет Айгүл 87015550101", "", "610000000", "ru", "none")
KEPT = LookUp("кто поможет … #", "", "610000000", "ru", "none")


def note(tx: Transaction, keys: Keys, sought: LookUp = SOUGHT, *, days: int = 0) -> int:
    return lookups.note(tx, keys, sought, lambda word: False, now=NOW + days * DAY)


def sweep(tx: Transaction, keys: Keys, *, days: int) -> int:
    now = NOW + days * DAY
    moments = {"sealed_before": now - TERMS.look_up, "deleted_before": now - TERMS.look_up_box}
    return lookups.sweep(tx, keys, **moments, now=now)


@pytest.mark.both
def test_the_same_searches_are_counted_the_commonest_first(database: Database, keys: Keys) -> None:
    button = LookUp("", "need.shelter", "614400000", "kk", "unchosen")
    with database.transaction() as tx:
        note(tx, keys, button)
        note(tx, keys)
        note(tx, keys)
        lookups.take_back(tx, note(tx, keys))

        assert [(one.words, one.need, one.many) for one in lookups.counted(tx, keys, since=NOW)] == [
            ("кто поможет … #", "", 2),
            ("", "need.shelter", 1),
        ]


def test_a_search_has_no_hour_and_its_length_tells_nothing(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        note(tx, keys)
        note(tx, keys, LookUp("врач", "", "", "ru", "none"))
        rows = tx.rows(schema.look_up.select())

    assert {row["asked_at"] for row in rows} == {tellers.day(NOW)}
    assert len({len(row["words"]) for row in rows}) == 1
    assert {"sender", "account"}.isdisjoint(rows[0])


@pytest.mark.both
def test_after_thirty_days_only_coordinator_and_recovery_key_can_read_it(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        note(tx, keys)
        assert sweep(tx, keys, days=29) == 0
        assert sweep(tx, keys, days=32) == 1
        assert lookups.counted(tx, keys, since=NOW) == ()

        recovery = keyring.with_recovery_key(tx, PAIR.private)
        (found,), closed = lookups.unboxed(tx, recovery)
        assert ((found.words, found.territory, found.many), closed) == ((KEPT.words, "610000000", 1), 0)
        nobody = keyring.Unlocked({})
        assert lookups.unboxed(tx, nobody) == ((), 1)

        sweep(tx, keys, days=366)
        assert lookups.unboxed(tx, recovery) == ((), 0)


@pytest.mark.sqlite
def test_no_file_of_the_database_holds_what_was_looked_for(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        note(tx, keys, LookUp("канарейка на подоконнике", "", "614400000", "ru", "none"))
    with database.transaction() as tx:
        sweep(tx, keys, days=40)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert b"614400000" in stored
    assert "канарейка".encode() not in stored
