"""An installation that is well, for the doctor to look at, and ways to make it ill."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases import enrolment
from hotline.alarm import ALIVE
from hotline.commands import prepare, safekeeping
from hotline.doctor import examination
from hotline.settings import Settings
from store import database as databases
from store import marks, seal
from store.seal import Keys
from store.transaction import Transaction
from tests.doubles import once

DOCTOR = Path(examination.__file__).parent
CANARY = "Canary, a child of Turkistan"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> Path:
    """An installation with sample departments, as `hotline init --sample` leaves it, made once."""

    def make(folder: Path) -> None:
        folder.mkdir()
        shutil.copy(directory_file, folder)
        prepare.prepare(told_in(folder), sample=True)

    return once.made(tmp_path_factory, "furnished", make)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> Path:
    """An installation that is well: the operator has a chat, it was backed up, and it serves."""
    folder, now = tmp_path_factory.mktemp("prepared"), datetime.now(UTC)
    shutil.copytree(furnished, folder, dirs_exist_ok=True)

    def well(tx: Transaction, keys: Keys) -> None:
        chat = {"channel": "telegram", "chat": "-1001", "language": "kk"}
        enrolment.enrol(tx, keys, department="OPERATOR:KZ", **chat, now=now)
        marks.put(tx, safekeeping.BACKUP, now)
        marks.put(tx, ALIVE, now)

    change(folder, well)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    there = tmp_path / "house"
    shutil.copytree(prepared, there)
    monkeypatch.chdir(there)
    return there


def told_in(folder: Path, **more: object) -> Settings:
    there = {"database": f"sqlite:///{folder}/cases.db", "directory": folder / "directory.db"}
    return Settings(**{**there, "keys": folder / "keys", **more})  # type: ignore[arg-type]


def change(folder: Path, unit: Callable[[Transaction, Keys], None]) -> None:
    database = databases.open_database(f"sqlite:///{folder}/cases.db")
    try:
        with database.transaction() as tx:
            unit(tx, seal.load_keys(folder / "keys"))
    finally:
        database.close()


def marks_of(told: Settings, *, now: datetime | None = None) -> dict[str, str]:
    """Every finding that is not ok, by its code."""
    found = examination.examine(told, now or datetime.now(UTC))
    return {one.about: one.mark for one in found if one.mark != "ok"}


USUAL = {
    "alarms": "look",
    "regions": "look",
    "samples": "look",
    "telegram": "look",
} | {
    "languages": "look",
    "legal_paths": "look",
    "services": "look",
}
"""What the doctor says of a house with nobody but the operator, and no token."""
