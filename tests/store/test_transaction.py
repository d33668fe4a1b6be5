"""The unit of work: queued rows, numbers without gaps, parts that fail alone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    select,
)

from store.database import Database
from store.errors import ReadingOnly, RowRefused
from store.schema import Moment, counter, update_seen
from store.transaction import Transaction
from tests.store.rows import NOW, kept, write

pytestmark = pytest.mark.both

family = MetaData()
parent = Table(
    "parent",
    family,
    Column("id", Integer, primary_key=True),
    Column("name", Text, unique=True),
    Column("born_at", Moment),
    Column("sealed", LargeBinary),
    sqlite_strict=True,
)
child = Table(
    "child",
    family,
    Column("id", Integer, primary_key=True),
    Column("parent", Integer, ForeignKey("parent.id"), nullable=False),
    sqlite_strict=True,
)


@pytest.fixture
def families(database: Database) -> Database:
    with database.transaction() as transaction:
        family.create_all(transaction._connection)
    return database


def test_a_row_does_not_overtake_a_later_change_of_its_table(families: Database) -> None:
    with families.transaction() as transaction:
        transaction.insert(parent, {"id": 1, "name": "a"})
        transaction.update(parent, {"id": 1}, {"name": "b"})
        transaction.insert(parent, {"id": 2, "name": "a"})
        transaction.update(parent, {"id": 2}, {"name": "c"})

        assert [row["name"] for row in transaction.rows(select(parent).order_by(parent.c.id))] == ["b", "c"]


def test_a_child_does_not_overtake_its_parent(families: Database) -> None:
    with families.transaction() as transaction:
        transaction.insert(parent, {"id": 1, "name": "a"})
        transaction.insert(child, {"id": 1, "parent": 1})
        transaction.update(parent, {"id": 1}, {"name": "b"})
        transaction.insert(parent, {"id": 2, "name": "c"})
        transaction.insert(child, {"id": 2, "parent": 2})
        transaction.delete(child, {"id": 1})
        transaction.delete(parent, {"id": 1})
        transaction.delete(child, {"id": 2})
        transaction.delete(parent, {"id": 2})

        assert transaction.rows(select(parent)) == []


def test_an_upsert_replaces_only_the_columns_given(families: Database) -> None:
    with families.transaction() as transaction:
        transaction.upsert(parent, {"id": 1, "name": "a", "sealed": b"x", "born_at": NOW})
        transaction.upsert(parent, {"id": 1, "sealed": b"y"})

        assert [dict(row) for row in transaction.rows(select(parent))] == [
            {"id": 1, "name": "a", "sealed": b"y", "born_at": NOW}
        ]


def test_insert_once_leaves_what_is_there(families: Database) -> None:
    with families.transaction() as transaction:
        transaction.insert_once(parent, {"name": "a", "sealed": b"x"})
        transaction.insert_once(parent, {"name": "a", "sealed": b"y"})

        assert [row["sealed"] for row in transaction.rows(select(parent))] == [b"x"]


def test_a_column_can_be_both_part_of_the_key_and_changed(families: Database) -> None:
    with families.transaction() as transaction:
        transaction.insert(parent, {"id": 1, "name": "a", "born_at": NOW})
        transaction.update(parent, {"name": "a", "born_at": NOW}, {"born_at": None, "name": "b"})

        rows = transaction.rows(select(parent.c.name, parent.c.born_at))
        assert [dict(row) for row in rows] == [{"name": "b", "born_at": None}]


def test_execute_tells_how_many_rows_it_touched(families: Database) -> None:
    with families.transaction() as transaction:
        write_parents(transaction, 3)

        assert transaction.execute(delete(parent).where(parent.c.id > 1)) == 2


def test_a_row_of_a_wrong_type_is_refused(families: Database) -> None:
    with pytest.raises(RowRefused), families.transaction() as transaction:
        transaction.insert(parent, {"id": "one"})


def test_an_error_in_the_block_leaves_nothing(database: Database) -> None:
    def guilty(transaction: Transaction) -> None:
        write(transaction, 1)
        transaction.flush()
        raise LookupError

    with pytest.raises(LookupError), database.transaction() as transaction:
        guilty(transaction)

    assert kept(database) == []


def test_an_error_that_is_swallowed_does_not_let_half_of_the_rows_through(database: Database) -> None:
    def careless(transaction: Transaction) -> None:
        write(transaction, 1, 2, 2, 3)
        transaction.upsert(counter, {"name": "behind", "value": 1})
        with pytest.raises(RowRefused, match="refused a row"):
            transaction.flush()
        write(transaction, 4)

    with pytest.raises(RowRefused, match="before"), database.transaction() as transaction:
        careless(transaction)

    assert kept(database) == []


def test_a_value_that_cannot_be_written_does_not_let_the_others_through(database: Database) -> None:
    def careless(transaction: Transaction) -> None:
        write(transaction, 1)
        transaction.insert(update_seen, {"seen_at": NOW.replace(tzinfo=None), "update_id": 2})
        with pytest.raises(ValueError, match="time zone"):
            transaction.flush()

    with pytest.raises(RowRefused, match="before"), database.transaction() as transaction:
        careless(transaction)

    assert kept(database) == []


@pytest.mark.sqlite
def test_a_failed_part_takes_back_its_own_rows_and_numbers(database: Database) -> None:
    def guilty(transaction: Transaction) -> None:
        write(transaction, 2)
        transaction.flush()
        transaction.next_number("case")
        transaction.next_number("other")
        write(transaction, 3)
        raise LookupError

    with database.transaction() as transaction:
        write(transaction, 1)
        numbers = [transaction.next_number("case")]
        with pytest.raises(LookupError), transaction.savepoint():
            guilty(transaction)
        with transaction.savepoint():
            write(transaction, 4)
            with pytest.raises(RowRefused), transaction.savepoint():
                write(transaction, 5, 4)
        numbers += [transaction.next_number("case"), transaction.next_number("other")]

    assert kept(database) == [1, 4]
    assert numbers == [1, 2, 1]


@pytest.mark.sqlite
def test_numbers_go_on_in_the_next_transaction(database: Database) -> None:
    with database.transaction() as transaction:
        assert [transaction.next_number("case") for _ in range(3)] == [1, 2, 3]
    with database.transaction() as transaction:
        assert transaction.next_number("case") == 4
        transaction.flush()
        assert transaction.next_number("case") == 5
        assert transaction.next_number("report") == 1
        saved = transaction.rows(select(counter).order_by(counter.c.name))
        assert [dict(row) for row in saved] == [{"name": "case", "value": 5}, {"name": "report", "value": 1}]


def test_reading_sees_one_instant_and_writes_nothing(database: Database) -> None:
    with database.reading() as view:
        before = view.rows(select(counter))
        with database.transaction() as transaction:
            transaction.insert(counter, {"name": "case", "value": 1})
        assert view.rows(select(counter)) == before
        for attempt in (
            lambda: view.insert(counter, {"name": "x", "value": 1}),
            lambda: view.next_number("case"),
            lambda: view.execute(delete(counter)),
        ):
            with pytest.raises(ReadingOnly):
                attempt()

    with database.reading() as view:
        assert [row["value"] for row in view.rows(select(counter))] == [1]


@given(
    st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 – the strategy adds the zone
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5))]),
    )
)
def test_a_moment_comes_back_to_the_millisecond(moment: datetime) -> None:
    kind, dialect = Moment(), create_engine("sqlite://").dialect
    back = kind.process_result_value(kind.process_bind_param(moment, dialect), dialect)

    assert back is not None
    assert timedelta() <= moment - back < timedelta(milliseconds=1)
    assert back.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="time zone"), database.transaction() as transaction:
        transaction.insert(update_seen, {"update_id": 1, "seen_at": NOW.replace(tzinfo=None)})


def write_parents(transaction: Transaction, number: int) -> None:
    for each in range(1, number + 1):
        transaction.insert(parent, {"id": each})
