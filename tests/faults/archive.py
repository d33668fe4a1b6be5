"""Where a house keeps what it was told: its address, and what lies there as a kill has left it."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy
from typing import Any, Protocol

import psycopg

_SEEN = "SELECT update_id FROM update_seen WHERE update_id >= ?"
_CARRYING = "SELECT count(*) FROM duty WHERE settled_at IS NULL AND lease_until IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Left:
    """What a kill has left. `sound` is what the database says of its own files."""

    seen: frozenset[int]  # updates that are on disk
    carrying: int  # messages claimed and not settled; of several processes, by the one that was killed
    sound: str


class Archive(Protocol):
    """The database of one house, seen from outside; it outlives all lives."""

    @property
    def url(self) -> str:
        """What HOTLINE_DATABASE is to be."""

    def seen(self, wanted: Iterable[int]) -> set[int]:
        """Give those of these updates that are on disk now."""

    def examine(self, victim: int = 0) -> Left:
        """Look without disturbing: the next life finds everything as the kill has left it.

        `victim` is the process that was killed, where others may be alive.
        """


@dataclass(frozen=True, slots=True)
class FileArchive:
    """An SQLite file with its write-ahead log.

    One look at a time: whoever closes a plain copy of a file takes away every lock that SQLite holds on that
    file in the same process (POSIX), and a look that has just begun to recover the log would go on without.
    """

    path: Path
    gate: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def url(self) -> str:
        """What HOTLINE_DATABASE is to be."""
        return f"sqlite:///{self.path}"

    def seen(self, wanted: Iterable[int]) -> set[int]:
        """Give those of these updates that are on disk now."""
        asked = set(wanted)
        # Opened for each look: a connection that stays would keep the next life from recovering the file.
        with self.gate, closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as reading:
            return asked & {number for (number,) in reading.execute(_SEEN, (min(asked),))}

    def examine(self, victim: int = 0) -> Left:
        """Look at a copy."""
        with tempfile.TemporaryDirectory() as away:
            with self.gate:
                for path in self.path.parent.glob(f"{self.path.name}*"):
                    copy(path, away)
            return look(Path(away, self.path.name))


def look(path: Path) -> Left:
    """Open an SQLite file, which carries over what its log holds, and look."""
    with closing(sqlite3.connect(path)) as opened:
        return Left(
            frozenset(number for (number,) in opened.execute(_SEEN, (0,))),
            opened.execute(_CARRYING).fetchone()[0],
            opened.execute("PRAGMA integrity_check").fetchone()[0],
        )


@dataclass(frozen=True, slots=True)
class ServerArchive:
    """A database of a PostgreSQL server, which goes on while processes of the house die."""

    url: str

    def seen(self, wanted: Iterable[int]) -> set[int]:
        """Give those of these updates that are committed now."""
        asked = set(wanted)
        return asked & {number for (number,) in self._rows("SELECT update_id FROM update_seen")}

    def examine(self, victim: int = 0) -> Left:
        """Look as anybody else would."""
        held = f"SELECT holder FROM duty WHERE settled_at IS NULL AND holder LIKE '%-{victim}-%'"
        seen = frozenset(number for (number,) in self._rows("SELECT update_id FROM update_seen"))
        return Left(seen, len(self._rows(held)), "ok")

    def leases(self) -> list[tuple[str, float]]:
        """Give who holds a duty, and until when, in seconds since 1970."""
        held = "SELECT holder, lease_until FROM duty WHERE settled_at IS NULL AND lease_until IS NOT NULL"
        return [(holder, until / 1000) for holder, until in self._rows(held)]

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql.encode()).fetchall()
