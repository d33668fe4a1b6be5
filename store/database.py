"""The cases database: opened with the care that it needs, upgraded, and handed out as transactions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from store import failures, former, versions
from store.errors import Clash, DatabaseRefused, StoreUnavailable
from store.ground import Ground, Leadership
from store.sqlite import SqliteGround
from store.statements import Statements
from store.transaction import Transaction


class Database:
    """An open database. Threads may share it; a transaction belongs to the thread that began it."""

    def __init__(self, url: str, ground: Ground, migrations: Sequence[Path]) -> None:
        self.url = url
        self._ground = ground
        self._migrations = tuple(migrations)
        self._statements = Statements(ground.writing.dialect)

    @property
    def is_shared(self) -> bool:
        """Tell whether several processes may serve it; on SQLite only one does."""
        return self._ground.is_shared

    @property
    def path(self) -> Path:
        """The file of an SQLite database. Raises DatabaseRefused where it is another."""
        return path_of(self.url)

    def upgrade(self) -> None:
        """Bring the tables of all rooms to the newest version, all in one transaction.

        An SQLite file that has tables is copied before they change: see `store.former`.

        Raises:
            SchemaTooNew: the database knows a version that this program does not.
            NoRoom: there is none for the copy; nothing was changed.
        """
        with self.reading() as view:
            if versions.present(view) == versions.wanted(self._migrations):
                return
        from store import upgrading  # here: Alembic takes long to load, and there is seldom anything to do

        with self._begun(self._ground.writing, self._begin_alone) as connection, self._translated():
            self._ground.take_time(connection)  # an index over years of rows may take longer than a minute
            plan = upgrading.plan(connection, self._migrations)
            if plan.former and not plan.is_done and not self.is_shared:
                former.keep(self.path, plan.former)
            if not plan.is_done:
                plan.carry_out(connection)
            connection.commit()

    def forget_former(self, *, before: datetime | None = None) -> int:
        """Delete the copies from before an upgrade, all or those made earlier; gives how many there were."""
        return 0 if self.is_shared else former.forget(self.path, before=before)

    @contextmanager
    def transaction(self, *, shared: bool = False) -> Iterator[Transaction]:
        """One write transaction, committed at the end of the block and rolled back at an error.

        Nobody else writes meanwhile; with `shared`, others that began so may, where the database can do that:
        see `Transaction.alone`. For commands and tests; a running server hands its work to `Writer` instead.
        """

        def begin(connection: Connection) -> None:
            self._ground.begin(connection, shared=shared)

        with self._begun(self._ground.writing, begin) as connection:
            transaction = Transaction(connection, self._ground, self._statements, shared=shared)
            yield transaction
            transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of the database at one instant, that neither waits for writers nor stops them."""
        with self._begun(self._ground.reading, self._ground.begin_reading) as connection:
            yield Transaction(connection, self._ground, self._statements, reading=True)
            connection.rollback()

    @contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Keeps the database for this process while it serves, until the block ends or the process dies.

        On SQLite it is the only server; on PostgreSQL others may serve beside it, unless one wants to be
        `alone`. Commands may still use plain transactions.

        Raises:
            DatabaseHeld: another process holds it.
        """
        with ExitStack() as held:
            with self._translated():
                held.enter_context(self._ground.hold(alone=alone))
            yield

    def leadership(self, name: str) -> Leadership:
        """Give the means to become the only process that does something, such as to ask Telegram for updates.

        On SQLite, where one process serves, that one always is.
        """
        return self._ground.leadership(name)

    def empty_log(self) -> bool:
        """Carry the write-ahead log over into the file and cut it to nothing: what was erased is gone then.

        Not inside a transaction. False: somebody was reading or writing; try again later. PostgreSQL does it
        by itself.

        Raises:
            StoreUnavailable: the storage failed.
        """
        return self._ground.empty_log()

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._ground.close()

    def _translated(self) -> AbstractContextManager[None]:
        return failures.translated(self._ground.writing.dialect.loaded_dbapi.Error)

    def _begin_alone(self, connection: Connection) -> None:
        self._ground.begin(connection, shared=False)

    @contextmanager
    def _begun(self, engine: Engine, begin: Callable[[Connection], None]) -> Iterator[Connection]:
        with self._translated():
            connection = engine.connect()
        try:
            with self._translated():
                begin(connection)
            yield connection
        except BaseException as error:
            failed = isinstance(error, StoreUnavailable) and not isinstance(error, Clash)
            _abandon(connection, reopen=failed)
            if failed:
                self._ground.renew()
            raise
        finally:
            connection.close()


def open_database(url: str, *, migrations: Sequence[Path] = ()) -> Database:
    """The database at `url`: `sqlite:///var/cases.db`, or `postgresql://user:password@host/name`.

    An SQLite file that is not there is made, for its owner only. `migrations` are the folders of the other
    rooms' migrations, used by `Database.upgrade`.

    Raises:
        DatabaseRefused: the address is neither.
        StoreUnavailable: the file can neither be opened nor made.
    """
    return Database(url, _ground(url), migrations)


def is_postgres(url: str) -> bool:
    """Tell whether the address is that of a PostgreSQL database. Raises DatabaseRefused when it is none."""
    return _is_postgres(_parsed(url))


def path_of(url: str) -> Path:
    """The file that the address names. Raises DatabaseRefused when it is not that of an SQLite file."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise DatabaseRefused(
            f"{parsed.render_as_string()} is not supported. "
            "Use sqlite:///var/cases.db, or postgresql://user@host/name."
        )
    return Path(str(parsed.database))


def _ground(url: str) -> Ground:
    parsed = _parsed(url)
    if not _is_postgres(parsed):
        return SqliteGround(path_of(url))
    from store.postgres import PostgresGround  # here: its driver takes a quarter of a second to load

    return PostgresGround(parsed)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseRefused from error


def _is_postgres(parsed: URL) -> bool:
    return parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg")


def _abandon(connection: Connection, *, reopen: bool) -> None:
    try:
        connection.rollback()
    except DBAPIError:
        reopen = True
    if reopen:  # a connection that was opened while the disk was read-only would stay so
        connection.invalidate()
