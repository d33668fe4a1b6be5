"""The unit of work: rows are queued and written together, just before they are needed or committed."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, RowMapping, Table, inspect
from sqlalchemy.exc import DBAPIError

from store import failures
from store.errors import Clash, ReadingOnly, RowRefused, StoreUnavailable
from store.ground import Ground
from store.lookup import Lookup
from store.pending import Likeness, Pending
from store.series import Series
from store.statements import Shape, Statements, Values

Row = Mapping[str, object]
R = TypeVar("R")
T = TypeVar("T")
_RESERVE = 64
Closing = Callable[["Transaction", list[Any]], None]
"""Writes what was gathered in a transaction, at its end."""


class Transaction:
    """One transaction, given to a unit of work. Everything in it is committed together, or nothing.

    Queued rows keep their order within a table; rows of one shape (same table, same columns) are sent in one
    call, so a unit is quickest when it writes rows of few shapes: `upsert`, not now `insert`, now `update`.

    Raises:
        StoreUnavailable: the storage failed; from then on every call fails, and nothing will be committed.
        RowRefused: a row broke a rule of its table. Queued rows are only refused when they are flushed; then
            those behind them are gone as well, so outside of a `savepoint` nothing more can be committed.
    """

    __slots__ = (
        "_connection",
        "_depth",
        "_driver_error",
        "_failure",
        "_gathered",
        "_ground",
        "_pending",
        "_reading",
        "_recalled",
        "_series",
        "_shared",
        "_spoilt",
        "_statements",
        "has_written",
    )

    def __init__(
        self,
        connection: Connection,
        ground: Ground,
        statements: Statements,
        *,
        reading: bool = False,
        shared: bool = False,
    ) -> None:
        self._connection = connection
        self._ground = ground
        self._statements = statements
        self._reading = reading
        self._shared = shared and ground.is_shared
        self._recalled: dict[Hashable, Any] = {}
        self._gathered: dict[Closing, list[Any]] = {}
        self._pending = Pending()
        self._series = Series(connection, ground)
        self._failure = ""  # the storage failed: nothing can be rescued
        self._spoilt = False  # queued rows were lost: only the roll-back of a savepoint helps
        self._driver_error: type[Exception] = connection.dialect.loaded_dbapi.Error
        self._depth = 0
        self.has_written = False  # a commit of nothing tells nothing about the disk

    def insert(self, table: Table, row: Row) -> None:
        """Queue a new row."""
        self._queue(("insert", table, tuple(row), ()), tuple(row.values()))

    def insert_once(self, table: Table, row: Row) -> None:
        """Queue a new row; where a unique key is taken already, the row that is there stays as it is."""
        self._queue(("insert_once", table, tuple(row), ()), tuple(row.values()))

    def upsert(self, table: Table, row: Row) -> None:
        """Queue a row; where its primary key exists already, the columns given here are replaced."""
        self._queue(("upsert", table, tuple(row), ()), tuple(row.values()))

    def update(self, table: Table, key: Row, row: Row) -> None:
        """Queue a change of all rows whose columns equal `key`. None equals nothing."""
        self._queue(("update", table, tuple(row), tuple(key)), (*row.values(), *key.values()))

    def delete(self, table: Table, key: Row) -> None:
        """Queue the removal of all rows whose columns equal `key`. None equals nothing."""
        self._queue(("delete", table, (), tuple(key)), tuple(key.values()))

    def rows(self, statement: Executable | Lookup, values: Row | None = None) -> Sequence[RowMapping]:
        """All rows of a statement; what is queued is written first, so that it is seen.

        On the hot path keep a `Lookup` in a module and hand its bound `values` in: building a statement costs
        more than running it. For a look-up only what is queued for its own tables is written first.
        """
        if isinstance(statement, Lookup):
            return self._look_up(statement, values or {})
        self.flush()
        return self._run(lambda: self._connection.execute(statement, values or {}).mappings().all())

    def row(self, statement: Executable | Lookup, values: Row | None = None) -> RowMapping | None:
        """The first row of a statement, or None."""
        if isinstance(statement, Lookup):
            found = self._look_up(statement, values or {})
            return found[0] if found else None
        self.flush()
        return self._run(lambda: self._connection.execute(statement, values or {}).mappings().first())

    def execute(self, statement: Executable, values: Row | None = None) -> int:
        """Run a statement that changes rows, after what is queued; the number of rows touched."""
        self._refuse_when_reading()
        self.flush()
        touched = self._run(lambda: self._connection.execute(statement, values or {}).rowcount)
        self.has_written = self.has_written or touched != 0
        return touched

    def next_number(self, name: str) -> int:
        """The next number of a series: 1, 2, 3 …

        Without gaps on SQLite, where it is rolled back with the rest; on PostgreSQL undone work leaves one.
        """
        return self._numbered(name, 1)

    def next_id(self, name: str) -> int:
        """A number of a series that nobody looks at: on PostgreSQL cheaper, with gaps and out of order."""
        return self._numbered(name, _RESERVE)

    @contextmanager
    def counting(self) -> Iterator[Series]:
        """The series themselves, for who moves a whole database. Errors are the store's own."""
        with failures.translated(self._driver_error):
            yield self._series

    def _numbered(self, name: str, reserve: int) -> int:
        self._refuse_when_reading()
        return self._run(lambda: self._series.next(name, reserve))

    def recall(self, key: Hashable, read: Callable[[], R]) -> R:
        """What `read` gave for this key before in this transaction; else it is called now.

        For what does not change in a transaction, or is changed in the recalled object as well. Forgotten
        when a savepoint is undone.
        """
        if key not in self._recalled:
            self._recalled[key] = read()
        found: R = self._recalled[key]
        return found

    def gather(self, closing: Callable[["Transaction", list[T]], None], items: Sequence[T]) -> None:
        """Have `closing` called once with all that was gathered for it, just before the commit.

        For rows that every transaction adds to one place: it is locked as late as possible.
        """
        self._refuse_when_reading()
        self._gathered.setdefault(closing, []).extend(items)

    def close_now(self, closing: Callable[["Transaction", list[T]], None]) -> None:
        """Write now what was gathered for this: somebody wants to read it."""
        gathered = self._gathered.pop(closing, None)
        if gathered:
            closing(self, gathered)

    def alone(self) -> None:
        """From here on nobody else writes until the end.

        Units that go beyond a person's own rows call it, or are never submitted as shared.

        Raises:
            Clash: this transaction was begun shared; `Writer` runs the unit again, alone from the beginning.
        """
        if self._shared:
            raise Clash

    def lock(self, names: Collection[str]) -> None:
        """In a shared transaction: whoever locks one of these names waits until this one has ended."""
        if self._shared:
            self._run(lambda: self._ground.lock(self._connection, names))

    def take_turn(self, name: str) -> bool:
        """Tell whether no other transaction has this turn; this one then has it until it ends."""
        return self._run(lambda: self._ground.take_turn(self._connection, name))

    def take_time(self) -> None:
        """Let statements take as long as they need from here on: for who handles everything there is."""
        self._run(lambda: self._ground.take_time(self._connection))

    def has_table(self, name: str) -> bool:
        """Tell whether the database has this table."""
        return self._run(lambda: inspect(self._connection).has_table(name))

    def flush(self) -> None:
        """Write what is queued now."""
        self._series.save(self.update)
        if not self._pending:
            return
        groups = self._pending.take()
        self.has_written = True
        try:
            self._run(lambda: self._send_all(groups))
        except BaseException:
            self._spoilt = True
            raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that can fail alone: an error takes back all that was done inside, and goes on."""
        self.flush()
        self._depth += 1
        name = f"part_{self._depth}"
        given = self._series.given()
        gathered = {closing: list(items) for closing, items in self._gathered.items()}
        self._driver(f"SAVEPOINT {name}")
        try:
            yield
            self.flush()
        except BaseException:
            self._pending.clear()
            self._series.back(given)
            self._gathered = gathered
            self._recalled.clear()
            if not self._failure:  # a failed storage has rolled everything back already
                self._spoilt = False
                self._driver(f"ROLLBACK TO SAVEPOINT {name}")
                self._driver(f"RELEASE SAVEPOINT {name}")
            raise
        else:
            self._driver(f"RELEASE SAVEPOINT {name}")
        finally:
            self._depth -= 1

    def commit(self) -> None:
        """Write what is queued and make it durable. Called by the database, not by units of work."""
        while self._gathered:
            self.close_now(next(iter(self._gathered)))
        self.flush()
        self._run(self._connection.commit)

    def _queue(self, like: Likeness, values: Values) -> None:
        self._refuse_when_reading()
        self._pending.add(like, values)

    def _look_up(self, lookup: Lookup, values: Row) -> Sequence[RowMapping]:
        if self._pending.touches(lookup.tables):
            self.flush()
        asked = self._statements.asked(lookup, values)
        return cast("Sequence[RowMapping]", self._run(lambda: asked.ask(self._connection, values)))

    def _refuse_when_reading(self) -> None:
        if self._reading:
            raise ReadingOnly

    def _driver(self, sql: str) -> None:
        def tell() -> None:
            with closing(self._connection.connection.cursor()) as cursor:
                cursor.execute(sql)

        self._run(tell)

    def _send_all(self, groups: Sequence[tuple[Shape, list[Values]]]) -> None:
        # Straight to the driver: SQLAlchemy's own way costs more than the rows of a small group.
        with self._ground.sending(self._connection) as send:
            for shape, rows in groups:
                send(shape, self._statements.prepared(shape), rows)

    def _run(self, call: Callable[[], R]) -> R:
        if self._failure:
            # SQLite may have rolled back by itself: whatever ran now would be committed alone.
            raise StoreUnavailable(self._failure)
        if self._spoilt:
            raise RowRefused("A row of this transaction was refused before: nothing of it is kept.")
        try:
            return call()
        except (DBAPIError, self._driver_error) as error:
            own = failures.named(error)
            self._spoilt = self._ground.is_shared  # COMMIT would roll back there, and not say so
            if isinstance(own, StoreUnavailable):
                self._failure = str(own)
            if own is None:
                raise
            raise own from error
