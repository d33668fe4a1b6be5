"""What can befall the disk under a house that is alive, by means that need no rights but one's own.

full: the process may make no file longer than 4 KiB (RLIMIT_FSIZE: EFBIG at every write beyond). locked:
another connection has begun to write and does not end. read-only, no space, broken: the kernel's answer to
the process's writes and syncs is replaced (strace: EROFS, ENOSPC, EIO).
"""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

from tests.faults import tracing

SHORTEST = 4096  # bytes

Ailment = Callable[[int, Path], AbstractContextManager[None]]
"""Befalls the process of this id, which keeps everything in this database."""


@contextmanager
def _full(process: int, path: Path) -> Iterator[None]:
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (SHORTEST, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@contextmanager
def _locked(process: int, path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _answered(call: str, error: str, process: int, path: Path) -> AbstractContextManager[None]:
    """Let these calls fail, for the files of the database."""
    files = [part for name in (path, f"{path}-wal") for part in ("-P", str(name))]
    told = ["-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}", *files]
    return tracing.attached(process, told)


AILMENTS: dict[str, Ailment] = {
    "full": _full,
    "locked": _locked,
    "read-only": partial(_answered, "pwrite64", "EROFS"),
    "no space": partial(_answered, "pwrite64", "ENOSPC"),
    "broken": partial(_answered, "fdatasync", "EIO"),
}
NEED_STRACE = ("read-only", "no space", "broken")
