"""Whoever watches the queue, or tidies it, reads what is due: not what every living case has planned."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from store import depth, duties, lanes
from store.database import Database
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction
from tests.store.counting import steps
from tests.store.rows import NOW

YEAR = timedelta(days=365)


@pytest.fixture
def transaction(database: Database) -> Iterator[Transaction]:
    with database.transaction() as begun:
        yield begun


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "deed",
    [
        lambda tx: duties.waiting(tx, NOW),
        lambda tx: depth.by_kind(tx, NOW),
        lambda tx: depth.failing(tx),
        lambda tx: lanes.drop_undelivered(tx, before=NOW),
        lambda tx: duties.sweep(tx, before=NOW),
    ],
    ids=["waiting", "by kind", "failing", "undelivered", "settled"],
)
def test_what_is_planned_for_later_is_not_read(
    transaction: Transaction, keys: Keys, deed: Callable[[Transaction], object]
) -> None:
    _plan(transaction, keys, 0, 10)
    before = steps(transaction, deed)
    _plan(transaction, keys, 10, 500)

    assert steps(transaction, deed) <= before


def _plan(transaction: Transaction, keys: Keys, first: int, last: int) -> None:
    for number in range(first, last):
        duties.add(transaction, keys, Duty("erase:case", f"erase:case:{number}", NOW + YEAR, b""), NOW - YEAR)
    transaction.flush()
