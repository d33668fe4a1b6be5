"""The directory that the house has opened, as the API reads it: its file, its search, its fingerprint."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from directory.publishing.register import Register
from directory.search.finding import Finder


class Library:
    """The file of the directory, and the house's search over it.

    Objects are read from the file as it is now; the search knows of what is new some seconds later.
    """

    def __init__(
        self, path: Path, search: Callable[[], Finder], renewals: Callable[[], int] = lambda: 0
    ) -> None:
        """`search`: the house's own, which it may make when it is first asked for.

        `renewals`: how often the house has made it anew.
        """
        self.path = path
        self._search, self._renewals = search, renewals
        self._first = self._now() if path.is_file() else ""
        self._read = (self._first, Register(path))

    @property
    def finder(self) -> Finder:
        """The search; the first time it may have to be made, which takes some tenths of a second."""
        return self._search()

    def fingerprint(self) -> str:
        """Changes whenever an answer may: with the file, then with the search, and with a start of the house.

        Raises:
            OSError: the file is gone.
        """
        return f"{self._first}.{self._renewals()}.{self._now()}"

    def register(self) -> Register:
        """What is the same for every question to the file as it is now.

        Raises:
            OSError: the file is gone.
        """
        state, register = self._read
        if state != (now := self._now()):
            register = Register(self.path)
            self._read = (now, register)
        return register

    def _now(self) -> str:
        stat = self.path.stat()
        return _digest(self.path, stat.st_ino, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _digest(path: Path, *_state: int) -> str:
    """The hash of the file, read once for each state of it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
