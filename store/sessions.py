"""Locks of a PostgreSQL session: they are free again the moment the process is gone that had them.

They are gone as well when the server begins anew, or cuts the session off: whoever has one looks after it.
"""

import threading
from collections.abc import Callable
from typing import Any

import psycopg

from store.errors import DatabaseHeld, StoreUnavailable

SERVING = 2
"""The number of the lock that every serving process shares, and who moves a database has alone."""
_OTHERS = (  # processes of ours besides this one
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name LIKE 'hotline %' AND application_name <> current_setting('application_name'))"
)
_LOST = "Nothing was kept: while the server began anew, another process took this database. Start again."

Connect = Callable[[], psycopg.Connection[Any]]


class Holding:
    """The database for this process: together with other servers, or `alone`. Threads may share it."""

    def __init__(self, connect: Connect, *, alone: bool) -> None:
        self._connect = connect
        self._alone = alone
        self._gate = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._is_lost = False

    def take(self) -> None:
        """Take it, or take it again. Raises DatabaseHeld."""
        which = "pg_try_advisory_lock" if self._alone else "pg_try_advisory_lock_shared"
        self.close()
        self._connection = connection = self._connect()
        if not tried(connection, f"SELECT {which}({SERVING})"):
            raise DatabaseHeld(
                "Other processes serve this database. Stop all of them first."
                if self._alone
                else "This database is being moved. Wait until that is done."
            )
        if self._alone and tried(connection, _OTHERS):  # they have no lock while the server begins anew
            raise DatabaseHeld("Other processes are connected to this database. Stop all of them first.")

    def keep(self) -> None:
        """See that it is still ours; where only the session was lost, take it again.

        Raises:
            StoreUnavailable: somebody else has taken it meanwhile, and perhaps moved it: it is lost for good.
        """
        with self._gate:
            if not self._is_lost and self._is_alive():
                return
            try:
                if not self._is_lost:
                    self.take()
                    return
            except DatabaseHeld:
                self._is_lost = True
                self.close()
            raise StoreUnavailable(_LOST)

    def close(self) -> None:
        """Leave it to others."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _is_alive(self) -> bool:
        """Tell whether the session lives: as long as it does, so does the lock."""
        try:
            return self._connection is not None and tried(self._connection, "SELECT true")
        except psycopg.Error:
            return False


class Leading:
    """The only one that does something, of all processes. Threads may share it."""

    def __init__(self, connect: Connect, key: int) -> None:
        self._connect = connect
        self._key = key
        self._gate = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._is_left = False

    def held(self) -> bool:
        """Tell whether we lead; False as well where the database does not answer."""
        with self._gate:
            try:
                return self._try()
            except psycopg.Error:
                self._let_go()
                return False

    def close(self) -> None:
        """Leave it to others, for good: what another thread is still asking takes nothing."""
        with self._gate:
            self._is_left = True
            self._let_go()

    def _try(self) -> bool:
        if self._is_left:
            return False
        if self._connection is not None:
            return tried(self._connection, "SELECT true")  # as long as the session lives, so does the lock
        connection = self._connect()
        if tried(connection, f"SELECT pg_try_advisory_lock({self._key})"):
            self._connection = connection
            return True
        connection.close()
        return False

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def tried(connection: psycopg.Connection[Any], sql: str) -> bool:
    """Give the truth value that this statement answers with."""
    row = connection.execute(sql.encode()).fetchone()
    return bool(row and row[0])
