"""The cases database: opened with the care that it needs, upgraded, and handed out as transactions."""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from store import failures, upgrading
from store.errors import DatabaseHeld, DatabaseRefused, StoreUnavailable
from store.statements import Statements
from store.transaction import Transaction

BUSY_SECONDS = 5

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on the disk before it is confirmed
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # nothing readable in temporary files
)


class Database:
    """An open database. Threads may share it; a transaction belongs to the thread that began it."""

    def __init__(self, url: str, path: Path, migrations: Sequence[Path]) -> None:
        self.url = url
        self.path = path
        self._migrations = tuple(migrations)
        self._writing = _engine(path, reading=False)
        self._reading = _engine(path, reading=True)
        self._statements = Statements(self._writing.dialect)

    def upgrade(self) -> None:
        """Bring the tables of all rooms to the newest version, all in one transaction.

        Raises:
            SchemaTooNew: the database knows a version that this program does not.
        """
        with self._begun(self._writing, "BEGIN IMMEDIATE") as connection, failures.translated():
            upgrading.upgrade(connection, self._migrations)
            connection.commit()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One write transaction, committed at the end of the block and rolled back at an error.

        For commands and tests; a running server hands its work to `Writer` instead.
        """
        with self._begun(self._writing, "BEGIN IMMEDIATE") as connection:
            transaction = Transaction(connection, self._statements)
            yield transaction
            transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of the database at one instant, that neither waits for writers nor stops them."""
        with self._begun(self._reading, "BEGIN") as connection:
            yield Transaction(connection, self._statements, reading=True)
            connection.rollback()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keeps the database for this process as its only server, until the block ends or the process dies.

        Commands may still use plain transactions.

        Raises:
            DatabaseHeld: another process holds it.
        """
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

    def empty_log(self) -> bool:
        """Carry the write-ahead log over into the file and cut it to nothing: what was erased is gone then.

        Not inside a transaction. False: somebody was reading or writing; try again later.

        Raises:
            StoreUnavailable: the storage failed.
        """
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=0.5)) as connection:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise failures.named(error) or error from error
        return not busy

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._reading.dispose()
        self._writing.dispose()

    @contextmanager
    def _begun(self, engine: Engine, begin: str) -> Iterator[Connection]:
        with failures.translated():
            connection = engine.connect()
        try:
            with failures.translated():
                connection.exec_driver_sql(begin)
            yield connection
        except BaseException as error:
            _abandon(connection, reopen=isinstance(error, StoreUnavailable))
            raise
        finally:
            connection.close()


def open_database(url: str, *, migrations: Sequence[Path] = ()) -> Database:
    """The database at `url` (`sqlite:///var/cases.db`). A file that is not there is made, for its owner only.

    `migrations` are the folders of the other rooms' migrations, used by `Database.upgrade`.

    Raises:
        DatabaseRefused: the address is not that of an SQLite file.
        StoreUnavailable: the file can neither be opened nor made.
    """
    path = path_of(url)
    try:
        _make_private(path)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be opened or made: {error.strerror}.") from error
    return Database(url, path, migrations)


def path_of(url: str) -> Path:
    """The file that the address names. Raises DatabaseRefused when it is not that of an SQLite file."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseRefused from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise DatabaseRefused(f"{parsed.render_as_string()} is not supported. Use sqlite:///var/cases.db.")
    return Path(str(parsed.database))


def _make_private(path: Path) -> None:
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    handle = os.open(path, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(handle).st_mode & 0o077:
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


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


def _abandon(connection: Connection, *, reopen: bool) -> None:
    try:
        connection.rollback()
    except DBAPIError:
        reopen = True
    if reopen:  # a connection that was opened while the disk was read-only would stay so
        connection.invalidate()
