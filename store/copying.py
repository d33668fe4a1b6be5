"""Copies of an SQLite file as it stands at one instant, also while it is written; for its owner only."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

_FROM_START_TO_END = -1


def copy(source: Path, target: Path) -> None:
    """Copy the database in `source` to a new file, for its owner only.

    Raises:
        OSError: the target exists.
        sqlite3.Error: there is no room, or the source cannot be read.
    """
    new(target).close()
    with (
        closing(sqlite3.connect(source)) as running,
        closing(sqlite3.connect(target)) as made,
    ):
        running.backup(made, pages=_FROM_START_TO_END)


def new(path: Path) -> BinaryIO:
    """Give a new file to write to, for its owner only. Raises OSError when it exists."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    return os.fdopen(handle, "wb")
