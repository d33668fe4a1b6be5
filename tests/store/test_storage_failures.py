"""Disk full, read-only, locked: nothing is kept, it is said, and all goes on when the fault has gone."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from sqlite3 import OperationalError, connect

import pytest
from sqlalchemy import text

from store import database as databases
from store import sqlite
from store.database import Database
from store.errors import StoreUnavailable
from store.transaction import Transaction
from store.writer import Writer
from tests.store.rows import kept, write, writing
from tests.store.test_writer import Gate

pytestmark = pytest.mark.sqlite

MANY = range(1000, 9000)


def fill_the_disk(transaction: Transaction) -> None:
    pages = transaction.rows(text("PRAGMA page_count"))[0]["page_count"]
    transaction.rows(text(f"PRAGMA max_page_count = {pages}"))


def make_read_only(transaction: Transaction) -> None:
    transaction.execute(text("PRAGMA query_only = ON"))


def faulted(fault: Callable[[Transaction], None]) -> Callable[[Transaction], None]:
    def unit(transaction: Transaction) -> None:
        fault(transaction)
        write(transaction, *MANY)

    return unit


@pytest.mark.parametrize("fault", [fill_the_disk, make_read_only])
def test_a_fault_of_the_disk_fails_the_whole_group_and_keeps_nothing(
    database: Database, writer: Writer, fault: Callable[[Transaction], None]
) -> None:
    gate = Gate(writer)
    good = [writer.submit(writing(1))]
    faulty = writer.submit(faulted(fault))
    good.append(writer.submit(writing(2)))
    gate.open()

    for future in (*good, faulty):
        with pytest.raises(StoreUnavailable, match=r"^Nothing was kept: .*\.$"):
            future.result(50)
    assert kept(database) == []


@pytest.mark.parametrize("fault", [fill_the_disk, make_read_only])
def test_a_fault_while_units_run_again_one_by_one_fails_the_whole_group(
    database: Database, writer: Writer, fault: Callable[[Transaction], None]
) -> None:
    runs: list[int] = []

    def guilty(transaction: Transaction) -> None:
        raise LookupError

    def faulty_when_run_again(transaction: Transaction) -> None:
        runs.append(1)
        if len(runs) == 2:
            fault(transaction)
        write(transaction, *MANY)

    gate = Gate(writer)
    futures = [writer.submit(unit) for unit in (writing(1), faulty_when_run_again, guilty, writing(2))]
    gate.open()

    assert [type(future.exception(10)) for future in futures] == [StoreUnavailable] * 4
    assert kept(database) == []


@pytest.mark.parametrize("fault", [fill_the_disk, make_read_only])
def test_the_writer_recovers_alone(
    database: Database, writer: Writer, fault: Callable[[Transaction], None]
) -> None:
    faulty = writer.submit(faulted(fault))
    with pytest.raises(StoreUnavailable):
        faulty.result(50)
    writer.submit(writing(1)).result(50)

    assert kept(database) == [1]


@pytest.mark.parametrize("fault", [fill_the_disk, make_read_only])
def test_a_unit_that_swallows_the_fault_still_has_nothing_committed(
    database: Database, fault: Callable[[Transaction], None]
) -> None:
    """SQLite may roll back by itself when the disk is full; what came after would be committed row by row."""

    def swallow(transaction: Transaction) -> None:
        write(transaction, 1)
        fault(transaction)
        write(transaction, *MANY)
        with pytest.raises(StoreUnavailable):
            transaction.flush()
        write(transaction, 2)

    with pytest.raises(StoreUnavailable), database.transaction() as transaction:
        swallow(transaction)

    assert kept(database) == []


def test_a_fault_inside_a_savepoint_fails_everything(database: Database) -> None:
    def part(transaction: Transaction) -> None:
        with transaction.savepoint():
            fill_the_disk(transaction)
            write(transaction, *MANY)

    def whole(transaction: Transaction) -> None:
        write(transaction, 1)
        with pytest.raises(StoreUnavailable):
            part(transaction)

    with pytest.raises(StoreUnavailable), database.transaction() as transaction:
        whole(transaction)

    assert kept(database) == []


def test_a_database_locked_by_another_is_unavailable_and_then_available_again(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    database = databases.open_database(url)
    database.upgrade()
    writer = Writer(database)
    other = connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    locked = [writer.submit(writing(number)) for number in range(3)]
    for future in locked:
        with pytest.raises(StoreUnavailable, match="locked"):
            future.result(50)
    other.execute("ROLLBACK")
    other.close()
    writer.submit(writing(7)).result(50)
    writer.close()
    database.close()

    assert kept(database) == [7]


def test_a_transaction_keeps_other_writers_out_from_its_begin(database: Database) -> None:
    other = connect(database.path, isolation_level=None, timeout=0)
    with database.transaction(), pytest.raises(OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_file_that_may_not_grow_is_unavailable_and_nothing_else(database: Database) -> None:
    """A limit on the size of files makes the driver fail with one of its finer codes (SQLITE_IOERR_WRITE)."""
    script = (
        "import resource, sys; from store import database, errors; from tests.store import rows\n"
        "opened = database.open_database(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    with opened.transaction() as transaction: rows.write(transaction, *range(20_000))\n"
        "except errors.StoreUnavailable as error: sys.exit(str(error))\n"
    )
    root = Path(databases.__file__).parent.parent
    child = subprocess.run(
        [sys.executable, "-c", script, database.url], cwd=root, capture_output=True, text=True, check=False
    )

    assert child.stderr.startswith("Nothing was kept: the disk ")
    assert kept(database) == []


def test_a_damaged_file_is_unavailable(database: Database) -> None:
    database.close()
    database.path.write_bytes(b"not a database" * 1000)

    with pytest.raises(StoreUnavailable, match="not a database"), database.transaction():
        pass


def test_a_mistake_in_a_statement_is_not_taken_for_a_fault_of_the_disk(
    database: Database, writer: Writer
) -> None:
    gate = Gate(writer)
    good = writer.submit(writing(1))
    wrong = writer.submit(lambda tx: tx.rows(text("SELECT nothing FROM nowhere")))
    gate.open()

    assert good.exception(10) is None
    assert not isinstance(wrong.exception(10), StoreUnavailable | None)
    assert kept(database) == [1]


def test_no_error_tells_the_values_of_a_row(database: Database) -> None:
    def refused() -> str:
        try:
            with database.transaction() as transaction:
                transaction.rows(text("SELECT nothing FROM nowhere WHERE x = :x"), {"x": "Aigerim"})
        except Exception as error:  # noqa: BLE001 – whatever it is, it is read here
            return repr(error) + str(error)
        return ""

    assert "nowhere" in refused()
    assert "Aigerim" not in refused()
