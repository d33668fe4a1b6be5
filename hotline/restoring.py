"""Restoring: a backup is opened in a temporary folder, looked at, and only then put there."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from cases import history, keyring, soundness
from cases.soundness import Soundness
from hotline import compose
from hotline.compose import Composed
from hotline.errors import CommandRefused
from hotline.settings import Settings
from store import backup, moving
from store import database as databases


def places(told: Settings) -> dict[str, Path]:
    """Give where each file of a backup lies by these settings.

    Raises:
        CommandRefused: the database is no file.
    """
    file = compose.file_of(told)
    if file is None:
        raise CommandRefused(
            "A backup is not put straight into PostgreSQL: restore it with --into FOLDER, "
            "point HOTLINE_DATABASE at it, and run `hotline migrate-to`. See docs/OPERATIONS.md."
        )
    return {"cases.db": file, **_beside(told)}


@contextmanager
def kept(house: Composed, near: Path) -> Iterator[Mapping[str, Path]]:
    """Give the files that go into a backup; what PostgreSQL keeps is put into a file `near` for the time."""
    file = compose.file_of(house.settings)
    if file is not None:
        yield {"cases.db": file, **_beside(house.settings)}
        return
    with tempfile.TemporaryDirectory(dir=near, prefix=".backup-") as folder:
        copy = compose.open_database(within(house.settings, Path(folder)))
        copy.upgrade()
        with house.database.reading() as source, copy.transaction() as target:
            moving.move(source, target)
        copy.close()
        yield {"cases.db": Path(folder) / "cases.db", **_beside(house.settings)}


def _beside(told: Settings) -> dict[str, Path]:
    keys = {name: told.keys / Path(name).name for name in backup.KEYS}
    return {"directory.db": told.directory, **keys}


def within(told: Settings, folder: Path) -> Settings:
    """Give these settings for a house in this folder."""
    there = {"database": f"sqlite:///{folder / 'cases.db'}", "directory": folder / "directory.db"}
    return told.model_copy(update={**there, "keys": folder / "keys"})


@contextmanager
def unpacked(source: Path, private: bytes) -> Iterator[Path]:
    """Give a folder with the files of a backup; at the end it is gone, with whatever is still in it.

    Raises:
        BackupRefused: it does not open with this recovery key, or is damaged.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-") as folder:
        backup.read(source, private, Path(folder))
        yield Path(folder)


def examined(told: Settings, private: bytes) -> Soundness:
    """Open the house of these settings and look at everything that is sealed in it.

    Raises:
        CommandRefused: the database is damaged, or its history is broken.
        KeyWrong, RecoveryKeyWrong: the keys are another database's.
    """
    with closing(sqlite3.connect(databases.path_of(told.database))) as raw:
        said = [row[0] for row in raw.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise CommandRefused("The database in the backup is damaged. Take an older backup.")
    house = compose.compose(told)
    try:
        with house.database.reading() as tx:
            broken = history.verify(tx)
            if broken is not None:
                raise CommandRefused(f"The history in the backup was altered at row {broken}.")
            return soundness.examine(tx, keyring.with_recovery_key(tx, private))
    finally:
        house.database.close()


def put(folder: Path, where: Mapping[str, Path]) -> None:
    """Put the files of a backup where they belong. What is there is never overwritten.

    Raises:
        CommandRefused: something is there.
    """
    refuse_existing(where)
    for name in (*backup.KEYS, *backup.DATABASES):  # a database without its keys would be taken for a loss
        target = where[name]
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file, (folder / name).open("rb") as source:
            while block := source.read(2**20):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())


def refuse_existing(where: Mapping[str, Path]) -> None:
    """Raise CommandRefused when any of these files exists."""
    there = [str(path) for path in where.values() if path.exists()]
    if there:
        raise CommandRefused(
            f"{there[0]} exists, and nothing is overwritten. Move it away, or restore with --into FOLDER."
        )
