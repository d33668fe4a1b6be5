"""SQLite as the ground: one file, one machine, one serving process. A writing transaction is always alone."""

import fcntl
import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event

from store import failures
from store.errors import DatabaseHeld, StoreUnavailable
from store.ground import Send

BUSY_SECONDS = 5

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on the disk before it is confirmed
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # nothing readable in temporary files
)


class SqliteGround:
    """An SQLite file; one that is not there is made, for its owner only.

    Raises:
        StoreUnavailable: the file can neither be opened nor made.
    """

    is_shared = False

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            _make_private(path)
        except OSError as error:
            raise StoreUnavailable(f"{path} cannot be opened or made: {error.strerror}.") from error
        self.writing = _engine(path, reading=False)
        self.reading = _engine(path, reading=True)

    def begin(self, connection: Connection, *, shared: bool) -> None:
        """Begin to write; there is one writer at a time, shared or not."""
        _begin(connection, "BEGIN IMMEDIATE")

    def begin_reading(self, connection: Connection) -> None:
        """Begin a view that neither waits for writers nor stops them."""
        _begin(connection, "BEGIN")

    def lock(self, connection: Connection, names: Collection[str]) -> None:
        """Nothing to do: nobody else writes."""

    def take_turn(self, connection: Connection, name: str) -> bool:
        """Always: nobody else writes."""
        return True

    def next_number(self, connection: Connection, name: str, reserve: int) -> int | None:
        """None: numbers are counted in the table `counter`, without gaps."""
        return None

    def numbers(self, connection: Connection) -> dict[str, int]:
        """None of its own."""
        return {}

    def count_on(self, connection: Connection, name: str, last: int) -> bool:
        """False: the table `counter` has it."""
        return False

    def go_on_after(self, connection: Connection, table: Table) -> None:
        """Nothing to do: SQLite looks at the rows themselves."""

    @contextmanager
    def sending(self, connection: Connection) -> Iterator[Send]:
        """Send rows of one shape in one call."""
        with closing(connection.connection.cursor()) as cursor:
            yield lambda _, prepared, rows: cursor.executemany(prepared.sql, prepared.parameters(rows))

    def take_time(self, connection: Connection) -> None:
        """Nothing to do: no statement has a limit."""

    @contextmanager
    def hold(self, *, alone: bool) -> Iterator[None]:
        """Lock a file beside the database; always alone. Raises DatabaseHeld."""
        lock = self.path.with_name(self.path.name + ".lock")
        handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise DatabaseHeld(
                    f"Another process serves {self.path}. Stop it first, or choose another database."
                ) from error
            yield
        finally:
            os.close(handle)

    def leadership(self, name: str) -> "OnlyOne":
        """Give what the only serving process always has."""
        return OnlyOne()

    def empty_log(self) -> bool:
        """Carry the write-ahead log over into the file and cut it to nothing."""
        try:
            with closing(sqlite3.connect(self.path, timeout=0.5)) as connection:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise failures.named(error) or error from error
        return not busy

    def renew(self) -> None:
        """Nothing to do: a connection that failed was not put back."""

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.reading.dispose()
        self.writing.dispose()


class OnlyOne:
    """The only process leads in everything."""

    def held(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """There is nobody to leave it to."""


def _begin(connection: Connection, sql: str) -> None:
    connection.begin()  # for SQLAlchemy to know that there is something to commit
    driver: Any = connection.connection.driver_connection
    driver.execute(sql)


def _make_private(path: Path) -> None:
    """Make the file where it is missing; one that is there is never opened by anybody but SQLite.

    To close a file takes every lock of this process away (POSIX), those of SQLite's connections among them.
    """
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _engine(path: Path, *, reading: bool) -> Engine:
    # isolation_level None: the driver never begins by itself, we say BEGIN IMMEDIATE.
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
        hide_parameters=True,  # no values in errors
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, record: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if reading:
            connection.execute("PRAGMA query_only = ON")

    return engine
