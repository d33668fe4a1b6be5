"""Backups: one instant of a database that is being written, in a file that only the recovery key opens."""

import shutil
import sqlite3
import subprocess
import threading
from pathlib import Path

import pyrage
import pytest

from store import backup, boxes, recovery
from store.database import Database, open_database
from store.errors import BackupRefused
from store.schema import counter

pytestmark = pytest.mark.sqlite

PAIR = boxes.make_pair()


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "var"
    opened = open_database(f"sqlite:///{folder / 'cases.db'}")
    opened.upgrade()
    opened.close()
    found = {name: folder / name for name in backup.NAMES}
    shutil.copy(found["cases.db"], found["directory.db"])
    (folder / "keys").mkdir()
    for name in backup.KEYS:
        found[name].write_text(name)
    return found


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_what_was_saved_comes_back_private_and_whole(
    tmp_path: Path, places: dict[str, Path], empty: Path
) -> None:
    backup.write(tmp_path / "b.age", places, PAIR.public)
    backup.read(tmp_path / "b.age", PAIR.private, empty)

    assert {str(path.relative_to(empty)) for path in empty.rglob("*") if path.is_file()} == set(backup.NAMES)
    assert (empty / "keys/service.key").read_text() == "keys/service.key"
    assert {path.stat().st_mode & 0o77 for path in empty.rglob("*")} == {0}
    assert (tmp_path / "b.age").stat().st_mode & 0o77 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.age", "empty", "var"]


def test_nothing_of_the_keys_can_be_read_in_the_file(tmp_path: Path, places: dict[str, Path]) -> None:
    backup.write(tmp_path / "b.age", places, PAIR.public)

    assert b"service.key" not in (tmp_path / "b.age").read_bytes()


def test_a_backup_is_never_overwritten(tmp_path: Path, places: dict[str, Path]) -> None:
    (tmp_path / "b.age").write_text("older")

    with pytest.raises(BackupRefused):
        backup.write(tmp_path / "b.age", places, PAIR.public)
    assert (tmp_path / "b.age").read_text() == "older"


def test_another_key_opens_nothing(tmp_path: Path, places: dict[str, Path], empty: Path) -> None:
    backup.write(tmp_path / "b.age", places, PAIR.public)

    with pytest.raises(BackupRefused):
        backup.read(tmp_path / "b.age", boxes.make_pair().private, empty)


@pytest.mark.parametrize("damage", ["cut", "changed", "no age file", "empty"])
def test_a_damaged_backup_is_refused(
    tmp_path: Path, places: dict[str, Path], empty: Path, damage: str
) -> None:
    file = tmp_path / "b.age"
    backup.write(file, places, PAIR.public)
    whole = file.read_bytes()
    half = len(whole) // 2
    damaged = {
        "cut": whole[:-20],
        "changed": whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :],
        "no age file": b"hello",
        "empty": b"",
    }
    file.write_bytes(damaged[damage])

    with pytest.raises(BackupRefused):
        backup.read(file, PAIR.private, empty)


def test_a_stranger_in_the_archive_is_left_out_and_a_missing_file_is_said(
    tmp_path: Path, places: dict[str, Path], empty: Path
) -> None:
    archive = tmp_path / "a.tar"
    (tmp_path / "evil").write_text("evil")
    subprocess.run(
        ["tar", "-cPf", archive, "--transform=s,evil,../evil,", "evil", "var/cases.db"],
        cwd=tmp_path,
        check=True,
    )
    recipient = pyrage.x25519.Recipient.from_str(recovery.recipient(PAIR.public))
    (tmp_path / "b.age").write_bytes(pyrage.encrypt(archive.read_bytes(), [recipient]))

    with pytest.raises(BackupRefused, match=r"cases\.db"):
        backup.read(tmp_path / "b.age", PAIR.private, empty)
    assert sorted(path.name for path in empty.rglob("*")) == ["keys"]


def test_a_backup_beside_a_busy_writer_is_one_instant(
    tmp_path: Path, places: dict[str, Path], empty: Path
) -> None:
    database = open_database(f"sqlite:///{places['cases.db']}")
    ended, begun = threading.Event(), threading.Event()
    writer = threading.Thread(target=_two_by_two, args=(database, begun, ended))
    writer.start()
    begun.wait(5)
    backup.write(tmp_path / "b.age", places, PAIR.public)
    ended.set()
    writer.join()
    database.close()
    backup.read(tmp_path / "b.age", PAIR.private, empty)

    copy = sqlite3.connect(empty / "cases.db")
    values = dict(copy.execute("SELECT name, value FROM counter WHERE name IN ('one', 'other')").fetchall())
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()
    assert values["one"] == values["other"] > 0


def _two_by_two(database: Database, begun: threading.Event, ended: threading.Event) -> None:
    """Two numbers that are the same at every instant, changed without a pause."""
    while not ended.is_set():
        with database.transaction() as tx:
            number = tx.next_number("one")
            tx.upsert(counter, {"name": "other", "value": number})
        begun.set()
