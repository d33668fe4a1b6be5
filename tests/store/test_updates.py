"""Every update is heard once, and one that cannot be understood is not lost."""

from datetime import timedelta

import pytest

from store import updates
from store.database import Database
from store.errors import SealBroken
from store.seal import Keys
from store.transaction import Transaction
from tests.store.rows import NOW

pytestmark = pytest.mark.both


def test_only_ids_not_seen_before_are_given(database: Database) -> None:
    with database.transaction() as transaction:
        assert updates.remember(transaction, [5, 6, 6], now=NOW) == {5, 6}
        assert updates.remember(transaction, [6, 7], now=NOW) == {7}
    with database.transaction() as transaction:
        assert updates.remember(transaction, [5, 6, 7], now=NOW) == set()
        assert updates.remember(transaction, [], now=NOW) == set()


def test_a_smaller_id_is_new_when_it_was_never_seen(database: Database) -> None:
    with database.transaction() as transaction:
        updates.remember(transaction, [900_000_000], now=NOW)

        assert updates.remember(transaction, [3], now=NOW) == {3}


def test_an_id_is_not_remembered_when_its_transaction_fails(database: Database) -> None:
    def guilty(transaction: Transaction) -> None:
        updates.remember(transaction, [1], now=NOW)
        transaction.flush()
        raise LookupError

    with pytest.raises(LookupError), database.transaction() as transaction:
        guilty(transaction)

    with database.transaction() as transaction:
        assert updates.remember(transaction, [1], now=NOW) == {1}


def test_old_ids_are_forgotten(database: Database) -> None:
    with database.transaction() as transaction:
        updates.remember(transaction, [1, 2], now=NOW - timedelta(days=8))
        updates.remember(transaction, [3], now=NOW)

        assert updates.forget(transaction, before=NOW - timedelta(days=7)) == 2
        assert updates.remember(transaction, [1, 3], now=NOW) == {1}


@pytest.mark.sqlite
def test_an_update_put_aside_is_sealed_and_can_be_taken_up_again(database: Database, keys: Keys) -> None:
    with database.transaction() as transaction:
        for raw in (b'{"text": "Aigerim"}', b"{"):
            updates.put_aside(transaction, keys, update_id=8, raw=raw, reason="unreadable", now=NOW)
    database.close()  # brings the log into the file
    assert b"Aigerim" not in database.path.read_bytes()

    with database.transaction() as transaction:
        first, second = updates.asides(transaction, keys)
        assert (first.update_id, first.raw, first.reason, first.put_at) == (
            8,
            b'{"text": "Aigerim"}',
            "unreadable",
            NOW,
        )
        updates.drop_aside(transaction, first.id)
        assert updates.asides(transaction, keys) == [second]


def test_what_was_put_aside_does_not_open_with_other_keys(database: Database, keys: Keys) -> None:
    with database.transaction() as transaction:
        updates.put_aside(transaction, keys, update_id=None, raw=b"{", reason="unreadable", now=NOW)
        with pytest.raises(SealBroken):
            updates.asides(transaction, Keys(bytes(32), bytes(32)))


def test_what_nobody_mended_goes_in_time(database: Database, keys: Keys) -> None:
    with database.transaction() as transaction:
        for days in (31, 29):
            put_at = NOW - timedelta(days=days)
            updates.put_aside(transaction, keys, update_id=days, raw=b"{", reason="unreadable", now=put_at)

        assert updates.sweep_asides(transaction, before=NOW - timedelta(days=30)) == 1
        assert [one.update_id for one in updates.asides(transaction, keys)] == [29]
