"""Whether an error of the driver means that the storage failed, or that a row was wrong.

The difference decides what happens: a storage failure fails the whole group and is tried again later, a wrong
row fails only the unit that wrote it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from store.errors import RowRefused, StoreError, StoreUnavailable

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


def named(error: BaseException) -> StoreError | None:
    """The store's own error for an error of the driver; None when it is a mistake in the program."""
    error = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in STORAGE_CODES:
        return StoreUnavailable(f"Nothing was kept: {STORAGE_CODES[code & 0xFF]}.")
    kinds = {kind.__name__ for kind in type(error).__mro__}  # every driver uses the names of PEP 249
    if code is None and kinds & {"OperationalError", "InterfaceError"}:
        return StoreUnavailable("Nothing was kept: the database does not answer.")
    if "IntegrityError" in kinds:
        return RowRefused(f"The database refused a row: {error}.")
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the driver inside the block come out as the store's own, where they have a name."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("Nothing was done: all connections to the database are in use.") from error
    except DBAPIError as error:
        own = named(error)
        if own is None:
            raise
        raise own from error
