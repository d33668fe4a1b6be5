"""The write-behind queue: fewer calls to the database, and never another outcome."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select

from store.pending import Pending
from store.sqlite import SqliteGround
from store.statements import Shape, Statements
from store.transaction import Transaction

loose = MetaData()
parents = Table("parent", loose, Column("id", Integer, primary_key=True), Column("turn", Integer))
children = Table(
    "child",
    loose,
    Column("parent", Integer, ForeignKey("parent.id", ondelete="CASCADE")),
    Column("turn", Integer),
)


def test_rows_of_one_shape_go_to_the_database_in_one_call() -> None:
    pending = Pending()
    for number in range(1, 11):
        pending.add(Shape("insert", parents, ("id",)), (number,))
        pending.add(Shape("insert", children, ("id", "parent")), (number, number))

    assert [(shape.table, len(rows)) for shape, rows in pending.take()] == [(parents, 10), (children, 10)]
    assert pending.take() == []


def test_rows_of_two_shapes_of_one_table_stay_in_turn() -> None:
    pending = Pending()
    for shape in [Shape("insert", parents, ("id",)), Shape("upsert", parents, ("id",))] * 2:
        pending.add(shape, (1,))

    assert [len(rows) for _, rows in pending.take()] == [1, 1, 1, 1]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["insert_once", "upsert", "update", "delete"]), st.integers(1, 3)),
        st.tuples(st.just("child"), st.integers(1, 3)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_queued_rows_end_as_if_each_had_been_written_at_once(acts: list[tuple[str, int]]) -> None:
    """The grouping may only save calls; it must never change what comes out."""
    queued, direct = _play(acts, flushing=False), _play(acts, flushing=True)

    assert queued == direct


def _play(acts: list[tuple[str, int]], *, flushing: bool) -> object:
    with tempfile.TemporaryDirectory() as folder:
        ground = SqliteGround(Path(folder) / "pending.db")
        with ground.writing.connect() as connection:
            ground.begin(connection, shared=False)
            loose.create_all(connection)
            transaction = Transaction(connection, ground, Statements(ground.writing.dialect))
            for turn, (act, number) in enumerate(acts):
                _act(transaction, act, number, turn)
                if flushing:
                    transaction.flush()
            rows = transaction.rows(select(parents).order_by(parents.c.id))
            result = [dict(row) for row in rows], [dict(row) for row in transaction.rows(select(children))]
            connection.rollback()
        ground.close()
    return result


def _act(transaction: Transaction, act: str, number: int, turn: int) -> None:
    if act == "child":
        transaction.upsert(parents, {"id": number, "turn": turn})
        transaction.insert(children, {"parent": number, "turn": turn})
    elif act == "update":
        transaction.update(parents, {"id": number}, {"turn": turn})
    elif act == "delete":
        transaction.delete(parents, {"id": number})
    elif act == "upsert":
        transaction.upsert(parents, {"id": number, "turn": turn})
    else:
        transaction.insert_once(parents, {"id": number, "turn": turn})
