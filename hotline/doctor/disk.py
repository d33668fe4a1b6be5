"""The disk and the files: room, rights, owners."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from hotline.doctor import finding
from hotline.doctor.finding import Finding

LEAST, LITTLE = 200 * 2**20, 2 * 2**30
"""Bytes left below which it is wrong, and below which somebody should look."""
LEAST_FILES = 1000
LONG_LOG = 2**30
"""Bytes of a write-ahead log that is not emptied any more; the service empties it once an hour."""


def of_database(path: Path) -> Iterator[Finding]:
    """Look at the room beside the database, and at its files."""
    yield _room(path.parent)
    yield _files(path.parent)
    yield _rights("database_rights", path)
    yield _log(path.with_name(f"{path.name}-wal"))


def of_keys(folder: Path, names: tuple[str, ...]) -> Iterator[Finding]:
    """Look at the rights of key files that are there."""
    for name in names:
        if (folder / name).is_file():
            yield _rights("key_rights", folder / name)


def _room(folder: Path) -> Finding:
    left = shutil.disk_usage(folder).free
    said = f"{left / 2**30:.1f} GB left beside the database"
    if left < LEAST:
        return Finding("wrong", "disk", f"only {left / 2**20:.0f} MB left beside the database: make room now")
    return finding.of("disk", said, f"{said}: make room soon" if left < LITTLE else "", mark="look")


def _files(folder: Path) -> Finding:
    told = os.statvfs(folder)
    if not told.f_files:
        return Finding("ok", "inodes", "this file system does not count its files")
    few = f"only {told.f_favail} files can still be made beside the database (inodes): delete small files"
    return finding.of("inodes", "there is room for files", few if told.f_favail < LEAST_FILES else "")


def _rights(about: str, path: Path) -> Finding:
    told = path.stat()
    trouble = ""
    if told.st_mode & 0o077:
        trouble = f"other users of this machine can read {path}: chmod 600 {path}"
    elif told.st_uid != os.geteuid():
        trouble = (
            f"{path} belongs to another user (number {told.st_uid}): run commands as the user of the "
            "service, or give the file to it with chown"
        )
    return finding.of(about, f"{path} is its owner's only", trouble)


def _log(path: Path) -> Finding:
    size = path.stat().st_size if path.exists() else 0
    long = (
        f"the write-ahead log has grown to {size / 2**30:.1f} GB: something has been reading for hours. "
        "Stop what reads, such as an open database tool; restart the service if nothing helps"
    )
    return finding.of(
        "log_size", f"the write-ahead log has {size / 2**20:.1f} MB", long if size > LONG_LOG else ""
    )
