"""The search over directory.db as a running house holds it: made anew when the file has changed."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from directory import reading
from directory.reading import Directory
from directory.search import finding
from directory.search import learned as learned_
from directory.search.finding import Finder
from directory.search.learned import Learned
from directory.service import Service

_State = tuple[tuple[int, int, int], ...]  # inode, nanoseconds of the last change, bytes: of each file


class Shelf:
    """The newest search that is ready. Threads may ask for it and teach it; one at a time may renew it."""

    def __init__(self, directory: Directory, file: Path | None) -> None:
        """`file`: where the directory was read from; without one nothing changes but what is learned."""
        self._directory, self._file = directory, file
        self._learned = learned_.NOTHING
        self._finder: Finder | None = None
        self._making = Lock()
        self._seen = (self._state(), self._learned)
        self._read = self._seen[0]
        self.number = 0
        """How often the search was made anew."""

    @property
    def finder(self) -> Finder:
        """All services, ready to be found: made when somebody first looks for help."""
        if self._finder is None:
            with self._making:
                if self._finder is None:
                    self._finder = finding.finder_of(self._directory, self._learned)
        return self._finder

    @property
    def services(self) -> Mapping[str, Service]:
        """All services by their ids, as the newest search knows them."""
        return self._directory.services

    @property
    def is_behind(self) -> bool:
        """Whether the search knows less than `services`: somebody has changed the file just now."""
        return self._read != self._seen[0]

    def learn(self, learned: Learned) -> None:
        """Let words and doubts count from the next renewal on; cheap where they are the same as before."""
        self._learned = learned

    def reread(self) -> None:
        """Read the services of a changed file, for who has changed it; the search is made by `renew`, later.

        Raises:
            DirectoryMissing, DirectoryDamaged: the file cannot be read; the services stay as they are.
        """
        with self._making:
            self._open(self._state())

    def renew(self) -> bool:
        """Make the search anew if the file, or what was learned, is not what it was; tells whether it was.

        Takes as long as reading the directory does: the search as it was answers meanwhile. What cannot be
        read is not tried again before it has changed.

        Raises:
            DirectoryMissing, DirectoryDamaged: the file cannot be read; the search stays as it is.
        """
        with self._making:
            wanted = (self._state(), self._learned)
            if wanted == self._seen:
                return False
            self._seen = wanted
            self._open(wanted[0])
            self._finder = finding.finder_of(self._directory, wanted[1])
            self.number += 1
            return True

    def _open(self, state: _State) -> None:
        if self._file is not None and state != self._read:
            self._read = state
            self._directory = reading.open_again(self._file, self._directory)

    def _state(self) -> _State:
        """What tells a changed file from the same one; the log beside it belongs to it."""
        if self._file is None:
            return ()
        beside = self._file.with_name(f"{self._file.name}-wal")
        return tuple([_stamp(path) for path in (self._file, beside)])


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:  # an import puts another file in its place; the log is often not there
        return 0, 0, 0
    return told.st_ino, told.st_mtime_ns, told.st_size
