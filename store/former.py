"""The former database: a copy from before its tables were brought to a newer version, for the way back.

It lies beside the database, as sealed as the database is. What is erased in the meantime is still in it, so
there is one at a time, it is overwritten before it is deleted, and nobody keeps it for long (decision 14).
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from store import copying
from store.errors import NoRoom

_BETWEEN = ".before-"
_BLOCK = 2**20


def keep(path: Path, version: str) -> Path:
    """Copy the database to `cases.db.before-VERSION`; an older copy goes.

    Raises:
        NoRoom: the disk has not twice the size left that the database has: the tables need room as well.
    """
    size = sum(file.stat().st_size for file in (path, _log_of(path)) if file.exists())
    free = shutil.disk_usage(path.parent).free
    if free < 2 * size:
        raise NoRoom(
            f"A copy before the upgrade needs {_megabytes(2 * size)} MB beside {path}, there are "
            f"{_megabytes(free)}. Nothing was changed: make room and start again."
        )
    target = path.with_name(f"{path.name}{_BETWEEN}{version}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".before-") as folder:
        draft = Path(folder) / path.name
        copying.copy(path, draft)
        _settle(draft)
        forget(path)
        draft.replace(target)
    _settle(path.parent)
    return target


def copies(path: Path) -> tuple[Path, ...]:
    """Give the copies that lie beside this database."""
    return tuple(sorted(path.parent.glob(f"{path.name}{_BETWEEN}*")))


def forget(path: Path, *, before: datetime | None = None) -> int:
    """Overwrite and delete the copies, with `before` only those made earlier; gives how many there were."""
    old = [
        one
        for one in copies(path)
        if before is None or datetime.fromtimestamp(one.stat().st_mtime, UTC) < before
    ]
    for one in old:
        _overwrite(one)
        one.unlink()
    return len(old)


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())


def _settle(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _megabytes(size: int) -> int:
    return -(-size // 2**20)
