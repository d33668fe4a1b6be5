"""A copy of directory.db to work in, put in its place when it is done: readers see the old or the new."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from directory import version
from directory.errors import DirectoryBusy, DirectoryDamaged, DirectoryMissing

_SUFFIX = ".import"


@contextmanager
def changing(path: Path, *, keep: bool) -> Iterator[Database]:
    """The database to write in, in one transaction; without `keep` nothing of it stays.

    Nobody else can change the file meanwhile; everybody can read it.

    Raises:
        DirectoryMissing, DirectoryDamaged: there is no directory, or it is of another version.
        DirectoryBusy: somebody else is changing it.
    """
    if not path.is_file():
        raise DirectoryMissing(path.name)
    before = path.stat().st_ino
    held = sqlite3.connect(path, timeout=0, isolation_level=None)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=_SUFFIX)
    os.close(handle)
    try:
        _hold(held, path)
        if path.stat().st_ino != before:
            raise DirectoryBusy(path.name)
        _sweep(path, beside)
        yield from _worked(path, Path(beside))
        if keep:
            Path(beside).chmod(path.stat().st_mode & 0o777)
            Path(beside).replace(path)
    finally:
        held.close()
        for left in (beside, f"{beside}-journal"):
            Path(left).unlink(missing_ok=True)


def _sweep(path: Path, beside: str) -> None:
    """Take away what an import that was killed has left: it may hold addresses that are hidden today."""
    for left in path.parent.glob(f"{path.name}*{_SUFFIX}*"):
        if not str(left).startswith(beside):
            left.unlink(missing_ok=True)


def _worked(path: Path, beside: Path) -> Iterator[Database]:
    with sqlite3.connect(path) as source, sqlite3.connect(beside) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    database = Database(beside)
    try:
        database.execute("PRAGMA secure_delete = ON")  # an address that is taken out is overwritten
        with database.atomic():
            yield database
    finally:
        database.close()


def _hold(held: sqlite3.Connection, path: Path) -> None:
    try:
        held.execute("BEGIN IMMEDIATE")
        found = held.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DirectoryBusy(path.name) from error
        raise
    except sqlite3.DatabaseError as error:
        raise DirectoryDamaged(path.name) from error
    if found != version.NUMBER:
        raise DirectoryDamaged(path.name)
