"""How the writing goes is measured from outside: units, commits, failures, and how long they take."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from hotline.commits import BOUNDS, Spread
from hotline.ringing import RingingWriter
from store import database as databases
from store import marks
from store.database import Database
from store.errors import RowRefused, StoreUnavailable
from store.transaction import Transaction
from tests.hotline.test_worker import NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = databases.open_database(f"sqlite:///{tmp_path}/cases.db")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def writer(database: Database) -> Iterator[RingingWriter]:
    opened = RingingWriter(database, lambda: None)
    yield opened
    opened.close()


def note(tx: Transaction) -> None:
    marks.put(tx, "probe", NOW)


def held_up(writer: RingingWriter, units: list[Any]) -> list[Future[Any]]:
    """Hand units in while the writer is busy, so that they share the next commit."""
    busy, go_on = threading.Event(), threading.Event()

    def hold(tx: Transaction) -> None:
        note(tx)
        busy.set()
        go_on.wait(50)

    futures = [writer.submit(hold)]
    busy.wait(50)
    futures += [writer.submit_quietly(unit) for unit in units]
    go_on.set()
    return futures


def test_units_that_share_a_commit_are_counted_as_one_commit(writer: RingingWriter) -> None:
    for future in held_up(writer, [note] * 20):
        future.result(50)
    writer.close()
    told = writer.commits

    assert (told.units, told.commits, told.lost) == (21, 2, 0)
    assert (sum(told.waiting.counts), sum(told.lasting.counts)) == (21, 2)
    assert told.lasting.seconds <= told.waiting.seconds
    assert told.kept_at is not None


def test_units_that_run_again_alone_are_counted_once(writer: RingingWriter) -> None:
    def refused(tx: Transaction) -> None:
        raise RowRefused

    *rest, bad = held_up(writer, [note, note, refused])
    for future in rest:
        future.result(50)
    assert isinstance(bad.exception(10), RowRefused)
    writer.close()

    assert (writer.commits.units, writer.commits.commits, writer.commits.lost) == (4, 2, 0)


def test_what_the_storage_did_not_keep_is_counted_until_it_keeps_again(writer: RingingWriter) -> None:
    def failing(tx: Transaction) -> None:
        raise StoreUnavailable

    writer.submit(note).result(50)
    assert isinstance(writer.submit(failing).exception(10), StoreUnavailable)
    assert isinstance(writer.submit(failing).exception(10), StoreUnavailable)
    writer.close()
    since = writer.commits.failing_since
    assert (writer.commits.lost, writer.commits.units) == (2, 1)
    assert since is not None

    again = RingingWriter(writer.database, lambda: None)
    again.commits.failing_since = since
    again.submit(note).result(50)
    again.close()
    assert again.commits.failing_since is None


def test_a_transaction_that_wrote_nothing_does_not_say_that_the_disk_is_well(writer: RingingWriter) -> None:
    told = writer.commits
    told.failing_since = NOW
    writer.submit(lambda tx: None).result(50)
    before = told.failing_since, told.commits
    writer.submit(note).result(50)

    assert [before, (told.failing_since, told.commits)] == [(NOW, 0), (None, 1)]


def test_a_spread_knows_how_often_something_took_how_long() -> None:
    spread = Spread()
    for seconds in (0.0, BOUNDS[0], 0.3, 99.0):
        spread.add(seconds)

    assert (spread.counts[0], spread.counts[BOUNDS.index(0.5)], spread.counts[-1]) == (2, 1, 1)
    assert spread.seconds == 99.0 + 0.3 + BOUNDS[0]
