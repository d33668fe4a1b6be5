"""Whether an error of the driver means that the storage failed, or that a row was wrong.

The difference decides what happens: a storage failure fails the whole group and is tried again later, a wrong
row fails only the unit that wrote it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from store.errors import Clash, DatabaseRefused, RowRefused, StoreError, StoreUnavailable

# https://www.sqlite.org/rescode.html: the primary codes that speak of the file, the disk or a lock
STORAGE_CODES = {
    sqlite3.SQLITE_PERM: "the file may not be used",
    sqlite3.SQLITE_BUSY: "the database is locked by another process",
    sqlite3.SQLITE_LOCKED: "the database is locked",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_READONLY: "the database is read-only",
    sqlite3.SQLITE_INTERRUPT: "the database was interrupted",
    sqlite3.SQLITE_IOERR: "the disk has an error",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened",
    sqlite3.SQLITE_PROTOCOL: "the database is locked",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
}


# https://www.postgresql.org/docs/current/errcodes-appendix.html: how codes begin, what they say
_SERVER = {
    "08": "the connection to the database was lost",
    "25006": "the database is read-only",
    "25P03": "the database had waited for this process for too long",
    "25P04": "this took longer than the database allows",
    "53100": "the disk of the database is full",
    "53": "the database has too little memory or too many connections",
    "55P03": "others held the database for too long",
    "57": "the database is stopping or was told to stop this",
    "58": "the disk of the database has an error",
    "XX": "the database is damaged",
}
_RIGHTS = "42501"
_WRITTEN = "(in the password, @ / and % are written %40 %2F and %25)"
# What libpq says when there is no connection yet: it has no codes for it, and its text names host and user.
_NO_CONNECTION = {
    "password authentication failed": "the password or the user's name is wrong",
    "no password supplied": "it wants a password: put it into the address, or into ~/.pgpass",
    "no pg_hba.conf entry": "the server lets nobody in from here (pg_hba.conf)",
    'role "': "the server does not know this user",
    'database "': f"the server has no database of this name {_WRITTEN}",
    "resolve": f"the server's name is not known {_WRITTEN}",
    "translate host name": f"the server's name is not known {_WRITTEN}",
    "refused": "no server answers there: is it running, and is the port right",
    "timeout": "the server does not answer in time",
    "no such file": "no server answers there: is it running",
    "certificate": "the server's certificate was not accepted (sslmode, sslrootcert)",
    "too many": "the server has no connection left",
    "starting up": "the server is just starting",
    "shutting down": "the server is just stopping",
}
_CLASHES = ("40001", "40P01")
_REFUSALS = ("22", "23", "25P02")  # bad data, broken rules, and what comes after such an error


def named(error: BaseException) -> StoreError | None:
    """The store's own error for an error of the driver; None when it is a mistake in the program."""
    error = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in STORAGE_CODES:
        return StoreUnavailable(f"Nothing was kept: {STORAGE_CODES[code & 0xFF]}.")
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _of_state(state)
    kinds = {kind.__name__ for kind in type(error).__mro__}  # every driver uses the names of PEP 249
    if code is None and kinds & {"OperationalError", "InterfaceError"}:
        return StoreUnavailable(f"The database cannot be reached: {_why(str(error))}.")
    if "ProgrammingError" in kinds and "connection" in str(error):
        return DatabaseRefused("The address of the database has an option that PostgreSQL does not know.")
    if "IntegrityError" in kinds:
        return RowRefused(f"The database refused a row: {error}.")
    return None


@contextmanager
def translated(driver: type[Exception]) -> Iterator[None]:
    """Errors of this driver inside the block come out as the store's own, where they have a name."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("Nothing was done: all connections to the database are in use.") from error
    except (DBAPIError, driver) as error:
        own = named(error)
        if own is None:
            raise
        raise own from error


def _why(told: str) -> str:
    said = told.lower()
    return next((words for phrase, words in _NO_CONNECTION.items() if phrase in said), "it does not answer")


def _of_state(state: str) -> StoreError | None:
    """Name an error of PostgreSQL by its code: its text would quote the row."""
    if state == _RIGHTS:
        return DatabaseRefused(
            "The user of the database may not make or change tables in it. Let it own the database: "
            "see docs/OPERATIONS.md, “Several machines with PostgreSQL”."
        )
    if state in _CLASHES:
        return Clash()
    if state.startswith(_REFUSALS):
        return RowRefused(f"The database refused a row (code {state}).")
    told = next((words for code, words in _SERVER.items() if state.startswith(code)), None)
    return StoreUnavailable(f"Nothing was kept: {told}.") if told else None
