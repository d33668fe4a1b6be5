"""Look-ups: the same rows as the statement gives, whatever is queued, on every database."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, select, union

from store.database import Database
from store.errors import RowRefused
from store.lookup import Lookup
from store.schema import Moment, counter, update_seen
from store.transaction import Transaction
from tests.store.rows import NOW, write

pytestmark = pytest.mark.both

_SEEN = update_seen.c
STATEMENT = (
    select(update_seen)
    .where(
        _SEEN.update_id.in_(bindparam("ids", expanding=True)),
        _SEEN.seen_at <= bindparam("until", type_=Moment()),
    )
    .order_by(_SEEN.update_id)
    .limit(50)
)
SEEN = Lookup(STATEMENT)
EITHER = Lookup(
    union(
        select(_SEEN.update_id).where(_SEEN.update_id == bindparam("number")),
        select(select(_SEEN.update_id).where(_SEEN.update_id > bindparam("number")).subquery().c.update_id),
    ).order_by("update_id")
)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)


@SHARED
@given(st.lists(st.integers(0, 40), max_size=40), st.integers(-1, 1))
def test_a_look_up_gives_the_rows_of_its_statement(database: Database, ids: list[int], hours: int) -> None:
    values = {"ids": ids, "until": NOW + timedelta(hours=hours)}
    with database.transaction() as tx:
        for number in range(0, 40, 3):
            tx.insert_once(update_seen, {"update_id": number, "seen_at": NOW})

        assert [dict(row) for row in tx.rows(STATEMENT, values)] == [
            dict(row) for row in tx.rows(SEEN, values)
        ]
        assert tx.row(SEEN, values) == next(iter(tx.rows(SEEN, values)), None)


def test_a_look_up_sees_what_is_queued_for_a_table_that_it_reads(database: Database) -> None:
    with database.transaction() as tx:
        write(tx, 7)
        found = tx.row(SEEN, {"ids": (7,), "until": NOW})
        assert found is not None
        assert dict(found) == {"update_id": 7, "seen_at": NOW}
        write(tx, 8, 9)
        assert [row["update_id"] for row in tx.rows(EITHER, {"number": 7})] == [7, 8, 9]


def test_what_is_queued_for_other_tables_goes_on_waiting(database: Database) -> None:
    with database.transaction() as tx:
        tx.insert(counter, {"name": "probe", "value": 1})
        tx.rows(SEEN, {"ids": [1], "until": NOW})
        assert _waits(tx)
        tx.rows(select(counter))
        assert not _waits(tx)


def test_a_look_up_names_the_tables_inside_its_parts() -> None:
    assert set(EITHER.tables) == {update_seen}


def test_a_look_up_of_a_spoilt_transaction_is_refused_like_a_statement(database: Database) -> None:
    with pytest.raises(RowRefused), database.transaction() as tx:
        _spoil(tx)


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="time zone"), database.transaction() as tx:
        tx.rows(SEEN, {"ids": [7], "until": NOW.replace(tzinfo=None)})


def _spoil(tx: Transaction) -> None:
    write(tx, 7, 7)
    with pytest.raises(RowRefused):
        tx.rows(SEEN, {"ids": [7], "until": NOW})
    tx.rows(Lookup(select(counter)))


def _waits(tx: Transaction) -> bool:
    return tx._pending.touches([counter])
