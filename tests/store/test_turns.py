"""Whose turn it is when very many duties wait."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Select

from store import duties, turns
from store.database import Database
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction
from tests.store.rows import NOW

pytestmark = pytest.mark.both

SECOND = timedelta(seconds=1)


@pytest.fixture
def transaction(database: Database) -> Iterator[Transaction]:
    with database.transaction() as begun:
        yield begun


def test_what_has_no_lane_does_not_wait_behind_thousands_that_have_one(
    transaction: Transaction, keys: Keys
) -> None:
    for number in range(1000):
        _add(transaction, keys, f"answer {number}", f"lane {number % 100}")
    _add(transaction, keys, "pointer", "", SECOND)

    assert _claimed(transaction, keys, 2) == ["pointer", "answer 0"]
    assert _claimed(transaction, keys, 1) == ["answer 1"]


@pytest.mark.sqlite
@pytest.mark.parametrize("statement", [turns.FIRST, turns.CANDIDATES])
def test_claiming_from_a_long_queue_uses_the_index(
    transaction: Transaction, statement: Select[tuple[int, str]]
) -> None:
    dialect = transaction._connection.dialect
    plan = transaction._connection.exec_driver_sql(
        "EXPLAIN QUERY PLAN " + str(statement.compile(dialect=dialect)).replace("?", "0")
    ).all()

    assert ("duty_first" if statement is turns.FIRST else "duty_due") in plan[0][3]
    assert not any("TEMP B-TREE" in step[3] or step[3].startswith("SCAN") for step in plan)


def _add(transaction: Transaction, keys: Keys, key: str, lane: str, after: timedelta = timedelta()) -> None:
    duties.add(transaction, keys, Duty("say", key, NOW + after, b"", lane), NOW)


def _claimed(transaction: Transaction, keys: Keys, limit: int) -> list[str]:
    claimed = duties.claim(transaction, keys, now=NOW + SECOND, holder="worker", limit=limit)
    return [one.key for one in claimed]
