"""A recovery key that tests know, so that they can read what the service has sealed and cannot open."""

from cases import keyring
from cases.keyring import Unlocked
from store import boxes
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW

PAIR = boxes.pair_of(b"recovery" * 4)


def found(database: Database) -> None:
    """Begin the keyring of a fresh database with it."""
    with database.transaction() as tx:
        keyring.found(tx, PAIR, now=NOW)


def unlocked(tx: Transaction) -> Unlocked:
    """Give all keys."""
    return keyring.with_recovery_key(tx, PAIR.private)
