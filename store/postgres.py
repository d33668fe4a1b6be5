"""PostgreSQL as the ground: several processes, on several machines, share one database.

Who may write at the same time is decided by advisory locks, not by isolation levels: whoever has not shown
that it can run beside others writes alone, as on SQLite. So the rooms above need to know of one writer only,
and what is frequent – somebody's next answer, a new case – runs beside the same of others (decision 15).
"""

import itertools
import os
import re
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from hashlib import blake2b
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, Integer, Table, create_engine

from store.ground import Send
from store.sessions import Holding, Leading
from store.statements import Prepared, Shape, Values

_HOUSE = 1  # whoever writes alone has it; whoever shares has it shared
_NAMED = 3  # the first of two numbers: names have locks of their own beside these, and `sessions.SERVING`
_HELD = "held"  # of a connection: what we held when it was last looked after

_OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "synchronous_commit": "on",  # a commit is on the disk before it is confirmed
        "lock_timeout": "10s",
        "statement_timeout": "60s",
        "idle_in_transaction_session_timeout": "30s",  # a frozen process does not hold up the house for long
        "tcp_keepalives_idle": 10,  # the server as well notices a dead machine, and frees its posts
        "tcp_keepalives_interval": 5,
        "tcp_keepalives_count": 3,
        "timezone": "UTC",
        "search_path": "public",
    }.items()
)
_LEADING = f"{_OPTIONS} -c idle_session_timeout=90s"  # a frozen process does not keep its posts either
_CONNECTING: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT"  # who has waited for a lock sees what came before
_BEGIN_ALONE = f"{_BEGIN} pg_advisory_xact_lock({_HOUSE})"
_BEGIN_SHARED = f"{_BEGIN} pg_advisory_xact_lock_shared({_HOUSE})"
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key"  # in the order given
_NEXT = "SELECT nextval('number_{name}') FROM generate_series(1, %s)"
_ROW = re.compile(r" VALUES (\([^()]*\))")  # placeholders alone
_PLACEHOLDER = re.compile("%s")
_MOST = 6  # 64 rows in one statement
_TURN = "SELECT pg_try_advisory_xact_lock(%s)"
_SERIES = (
    "SELECT substr(sequencename, 8) AS name, last_value FROM pg_sequences "
    "WHERE starts_with(sequencename, 'number_')"
)


class PostgresGround:
    """A PostgreSQL database. Nothing is asked of the server before the first transaction."""

    is_shared = True

    def __init__(self, url: URL) -> None:
        self._url = url
        self._name = f"hotline {os.uname().nodename[:40]} {os.getpid()}"  # as the server shows us
        self.writing = _engine(url, self._name, ping=False)
        self.reading = _engine(url, self._name, ping=True)
        self._series: set[str] = set()
        self._reserved: dict[str, list[int]] = {}  # numbers that this process has taken and not yet used
        self._counting = threading.Lock()
        self._repeated: dict[tuple[str, int], bytes] = {}
        self._holding: Holding | None = None

    def begin(self, connection: Connection, *, shared: bool) -> None:
        """Begin to write, and wait until nobody writes alone; alone: until nobody writes at all.

        A connection that is new may be so because the server began anew: what we hold is looked after first.
        """
        if self._holding is not None and connection.info.get(_HELD) is not self._holding:
            self._holding.keep()
            connection.info[_HELD] = self._holding
        _begin(connection, _BEGIN_SHARED if shared else _BEGIN_ALONE)

    def begin_reading(self, connection: Connection) -> None:
        """Begin a view of one instant."""
        _begin(connection, _BEGIN_READING)

    def lock(self, connection: Connection, names: Collection[str]) -> None:
        """Lock these names, in the same order in every process, so that two cannot wait for each other."""
        if names:
            connection.exec_driver_sql(_LOCK, (sorted({_key(name) for name in names}),))

    def take_turn(self, connection: Connection, name: str) -> bool:
        """Tell whether nobody else has this turn now; does not wait."""
        return bool(connection.exec_driver_sql(_TURN, (_key(f"turn:{name}"),)).scalar_one())

    def next_number(self, connection: Connection, name: str, reserve: int) -> int | None:
        """Give the next number. A transaction that is undone leaves a gap: waiting would be the price."""
        with self._counting:
            kept = self._reserved.setdefault(name, [])
            if not kept:
                if name not in self._series:
                    self._begin_series(name)
                rows = connection.exec_driver_sql(_NEXT.format(name=name), (reserve,))
                kept += sorted((row[0] for row in rows), reverse=True)
            return int(kept.pop())

    def numbers(self, connection: Connection) -> dict[str, int]:
        """Give the last number of every series that was begun."""
        rows = connection.exec_driver_sql(_SERIES).mappings()
        return {row["name"]: row["last_value"] for row in rows if row["last_value"] is not None}

    def count_on(self, connection: Connection, name: str, last: int) -> bool:
        """Have a series go on after this number; what has another kind of name is no series."""
        if not name.isidentifier():
            return False
        self._begin_series(name)
        connection.exec_driver_sql("SELECT setval(%s, %s)", (f"number_{name}", last))
        return True

    def go_on_after(self, connection: Connection, table: Table) -> None:
        """Set the sequence of the table's only key after its highest number, where it has one."""
        key = list(table.primary_key)
        for column in key if len(key) == 1 and isinstance(key[0].type, Integer) else ():
            connection.exec_driver_sql(  # names of our own tables: they cannot be values
                f'SELECT setval(own, (SELECT max("{column.name}") FROM "{table.name}")) '  # nosec B608
                "FROM (SELECT pg_get_serial_sequence(%s, %s) AS own) AS found "
                f'WHERE own IS NOT NULL AND EXISTS (SELECT 1 FROM "{table.name}")',
                (f'"{table.name}"', column.name),
            )

    @contextmanager
    def sending(self, connection: Connection) -> Iterator[Send]:
        """Send without waiting for each answer; an error comes at the end."""
        driver: Any = connection.connection.driver_connection
        with driver.pipeline(), psycopg.RawCursor(driver) as cursor:
            yield partial(self._send, cursor)

    def _send(
        self, cursor: psycopg.RawCursor[Any], shape: Shape, prepared: Prepared, rows: Sequence[Values]
    ) -> None:
        """Send insertions many in one statement: that costs a tenth of one each."""
        told = prepared.parameters(_last_of_each(shape, rows) if shape.kind == "upsert" else rows)
        most = _MOST if shape.kind in ("insert", "insert_once", "upsert") else 0
        begun = 0
        while begun < len(told):
            many = 1 << min(most, (len(told) - begun).bit_length() - 1)  # few lengths: all are prepared soon
            values = [value for row in told[begun : begun + many] for value in row]
            cursor.execute(self._many(prepared.sql, many), values)
            begun += many

    def _many(self, sql: str, many: int) -> bytes:
        """Give a statement for so many rows, with the placeholders of the server itself."""
        found = self._repeated.get((sql, many))
        if found is None:
            whole, numbers = sql, itertools.count(1)
            if many > 1:
                head, row, tail = _ROW.split(sql, 1)
                whole = f"{head} VALUES {', '.join([row] * many)}{tail}"
            numbered = _PLACEHOLDER.sub(lambda _: f"${next(numbers)}", whole)
            found = self._repeated[sql, many] = numbered.encode()
        return found

    def take_time(self, connection: Connection) -> None:
        """Lift the limit of a statement until this transaction ends."""
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")

    @contextmanager
    def hold(self, *, alone: bool) -> Iterator[None]:
        """Hold a lock of the session, shared with other servers. Raises DatabaseHeld."""
        holding = Holding(self._apart, alone=alone)
        with closing(holding):
            holding.take()
            self._holding = holding
            try:
                yield
            finally:
                self._holding = None

    def leadership(self, name: str) -> Leading:
        """Give the means to become the only one that does this."""
        return Leading(partial(self._apart, _LEADING), _key(f"lead:{name}"))

    def empty_log(self) -> bool:
        """PostgreSQL sees to its log by itself."""
        return True

    def renew(self) -> None:
        """Forget the connections in stock, and numbers that a server that broke down may give again."""
        self._reserved = {}
        self.close()

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.reading.dispose()
        self.writing.dispose()

    def _apart(self, options: str = _OPTIONS) -> psycopg.Connection[Any]:
        driver = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(driver, autocommit=True, options=options, **_told(self._name))

    def _begin_series(self, name: str) -> None:
        """Make the sequence on a connection of its own: made inside, it would be undone with the rest."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot name a series")
        with self._apart() as connection:
            connection.execute(b"SELECT pg_advisory_lock(%d)" % _key("series"))  # two at once would collide
            connection.execute(f"CREATE SEQUENCE IF NOT EXISTS number_{name}".encode())
        self._series.add(name)


def _told(name: str) -> dict[str, Any]:
    return {**_CONNECTING, "application_name": name}


def _engine(url: URL, name: str, *, ping: bool) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",  # the driver never begins by itself, we say BEGIN
        paramstyle="format",  # rows are sent as they stand
        connect_args={**_told(name), "options": _OPTIONS},
        pool_pre_ping=ping,
        pool_size=4,
        hide_parameters=True,  # no values in errors
    )


def _last_of_each(shape: Shape, rows: Sequence[Values]) -> Sequence[Values]:
    """Leave out what a later row replaces anyway: one statement may not touch a row twice."""
    places = [shape.columns.index(column.name) for column in shape.table.primary_key]
    return list({tuple([row[place] for place in places]): row for row in rows}.values())


def _begin(connection: Connection, sql: str) -> None:
    connection.begin()  # for SQLAlchemy to know that there is something to commit
    driver: Any = connection.connection.driver_connection
    driver.execute(sql)


def _key(name: str) -> int:
    digest = blake2b(name.encode(), digest_size=7).digest()
    return (_NAMED << 56) + int.from_bytes(digest, "big")  # beside the numbers of the house
