"""Group commit: what was promised is on the disk, and one bad unit harms only itself."""

import threading
from concurrent.futures import Future
from typing import Any

import pytest

from store.database import Database
from store.errors import RowRefused, WriterClosed
from store.transaction import Transaction
from store.writer import Writer
from tests.store.rows import kept, write, writing

pytestmark = pytest.mark.both


class Gate:
    """A unit that makes the writer wait, so that the next units wait together and share one commit."""

    def __init__(self, writer: Writer) -> None:
        self._entered = threading.Event()
        self._opened = threading.Event()
        self._future: Future[Any] = writer.submit(self._hold)
        assert self._entered.wait(50)

    def open(self) -> None:
        self._opened.set()
        self._future.result(50)

    def _hold(self, transaction: Transaction) -> None:
        self._entered.set()
        assert self._opened.wait(50)


def test_a_thousand_units_are_all_on_the_disk(database: Database, writer: Writer) -> None:
    futures = [writer.submit(writing(number)) for number in range(1000)]
    for future in futures:
        future.result(50)

    assert kept(database) == list(range(1000))


def test_units_run_in_the_order_in_which_they_came(writer: Writer) -> None:
    futures = [writer.submit(lambda tx: tx.next_number("order")) for _ in range(200)]

    assert [future.result(50) for future in futures] == list(range(1, 201))


def test_what_waits_shares_a_commit_but_never_more_than_the_most(database: Database) -> None:
    transactions: list[Transaction] = []  # kept, so that no two have the same id
    writer = Writer(database, most=10)
    gate = Gate(writer)
    futures = [writer.submit(transactions.append) for _ in range(25)]
    gate.open()
    for future in futures:
        future.result(50)
    writer.close()

    assert [transactions.count(one) for one in dict.fromkeys(transactions)] == [10, 10, 5]


def test_a_result_comes_only_after_the_commit(database: Database, writer: Writer) -> None:
    seen: list[list[int]] = []

    def write_and_look(transaction: Transaction) -> list[int]:
        write(transaction, 2)
        transaction.flush()
        return kept(database)

    gate = Gate(writer)
    first = writer.submit(writing(1))
    first.add_done_callback(lambda future: seen.append(kept(database)))  # runs at the instant of resolving
    second = writer.submit(write_and_look)
    gate.open()

    assert second.result(50) == []  # the first has run by now, but nothing is promised yet
    assert seen == [[1, 2]]


def test_a_guilty_unit_fails_alone_and_leaves_no_rows(database: Database, writer: Writer) -> None:
    def guilty(transaction: Transaction) -> None:
        write(transaction, 100)
        transaction.flush()
        write(transaction, 101)
        raise LookupError("guilty")

    gate = Gate(writer)
    futures = [writer.submit(guilty if number == 5 else writing(number)) for number in range(10)]
    gate.open()

    assert isinstance(futures[5].exception(10), LookupError)
    assert [future.exception(10) for future in futures if future is not futures[5]] == [None] * 9
    assert kept(database) == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def test_a_row_that_is_only_refused_at_the_end_is_charged_to_its_unit(
    database: Database, writer: Writer
) -> None:
    gate = Gate(writer)
    futures = [writer.submit(writing(number)) for number in (1, 2, 1, 3)]
    gate.open()
    errors = [future.exception(10) for future in futures]

    assert [type(error) for error in errors] == [type(None), type(None), RowRefused, type(None)]
    assert kept(database) == [1, 2, 3]


@pytest.mark.sqlite
def test_a_number_given_to_a_guilty_unit_is_given_again(writer: Writer) -> None:
    def guilty(transaction: Transaction) -> None:
        transaction.next_number("case")
        raise LookupError

    gate = Gate(writer)
    first = writer.submit(lambda tx: tx.next_number("case"))
    wrong = writer.submit(guilty)
    second = writer.submit(lambda tx: tx.next_number("case"))
    gate.open()

    assert isinstance(wrong.exception(10), LookupError)
    assert (first.result(50), second.result(50)) == (1, 2)


def test_a_unit_that_nobody_waits_for_any_more_is_not_run(database: Database, writer: Writer) -> None:
    gate = Gate(writer)
    given_up = writer.submit(writing(1))
    wanted = writer.submit(writing(2))
    assert given_up.cancel()
    gate.open()
    wanted.result(50)

    assert kept(database) == [2]


def test_the_writer_outlives_a_unit_that_wants_to_end_the_process(database: Database, writer: Writer) -> None:
    def leave(transaction: Transaction) -> None:
        raise SystemExit(1)

    assert isinstance(writer.submit(leave).exception(10), SystemExit)
    writer.submit(writing(1)).result(50)
    assert kept(database) == [1]


def test_closing_finishes_what_waits_and_refuses_what_comes_later(database: Database) -> None:
    writer = Writer(database)
    futures = [writer.submit(writing(number)) for number in range(100)]
    writer.close()

    assert all(future.done() for future in futures)
    assert kept(database) == list(range(100))
    with pytest.raises(WriterClosed):
        writer.submit(lambda tx: None)
