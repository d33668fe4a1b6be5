"""The directory file: whole or not there at all, public, readable by any SQLite tool."""

import sqlite3
from pathlib import Path

import pytest

from directory import bodies, reading, schema, writing
from directory.errors import DirectoryDamaged, DirectoryMissing


def test_the_sample_has_each_body_where_it_sits(directory_file: Path) -> None:
    departments = reading.open_directory(directory_file).departments
    districts = {row.territory for row in departments.all() if "district" in bodies.get_body(row.body).levels}

    assert len([row for row in departments.all() if row.body == "CHILD_RIGHTS"]) == 20
    assert len([row for row in departments.all() if row.body == "EDU_LOC"]) == 17
    assert {"614400000", "611000000", "610000000", "790000000"} <= districts
    assert "314800000" not in districts


def test_without_sample_there_is_the_operator_alone(tmp_path: Path) -> None:
    path = tmp_path / "made" / "directory.db"
    writing.make_directory(path, sample=False)

    assert [row.code for row in reading.open_directory(path).departments.all()] == ["OPERATOR:KZ"]
    assert [entry.name for entry in path.parent.iterdir()] == ["directory.db"]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, directory_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "directory.db"
    path.write_bytes(directory_file.read_bytes())

    def break_off(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(schema, "create", break_off)
    with pytest.raises(OSError, match="disk full"):
        writing.make_directory(path, sample=False)

    assert [entry.name for entry in tmp_path.iterdir()] == ["directory.db"]
    assert path.read_bytes() == directory_file.read_bytes()


def test_the_file_passes_the_databases_own_checks(directory_file: Path) -> None:
    connection = sqlite3.connect(directory_file)

    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT count(*) FROM territory").fetchone() == (12_293,)
    connection.close()


def test_a_file_that_only_root_could_write_is_read(tmp_path: Path, directory_file: Path) -> None:
    path = tmp_path / "a directory %20 with ? and #.db"
    path.write_bytes(directory_file.read_bytes())
    path.chmod(0o444)

    assert reading.open_directory(path).departments.find("OPERATOR:KZ") is not None
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DirectoryMissing, match=r"directory\.db"):
        reading.open_directory(tmp_path / "directory.db")


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_what_is_no_directory_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "directory.db"
    path.write_bytes(content)

    with pytest.raises(DirectoryDamaged, match=r"directory\.db"):
        reading.open_directory(path)
