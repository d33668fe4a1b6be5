"""What the system refuses to a command is said in one sentence, with what to do."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hotline import obstacle


@pytest.mark.parametrize(
    ("number", "begins", "what_to_do"),
    [
        (errno.ENOSPC, "The disk is full (var/x):", "make room"),
        (errno.EDQUOT, "No more room is allowed (var/x):", "quota"),
        (errno.EACCES, "This user may not use it (var/x):", "as the user of the service"),
        (errno.EPERM, "This user may not change it (var/x):", "as the user of the service"),
        (errno.EROFS, "Nothing can be written (var/x):", "mounted read-only"),
        (errno.ENOENT, "There is nothing (var/x):", "look at the name"),
        (errno.EIO, "The disk does not read or write (var/x):", "backup"),
        (errno.EMFILE, "The system refuses (var/x):", "Too many open files"),
    ],
)
def test_what_the_system_refuses_is_said_with_what_to_do(number: int, begins: str, what_to_do: str) -> None:
    said = obstacle.said(OSError(number, os.strerror(number), "var/x"))

    assert said.startswith(begins)
    assert what_to_do in said
    assert said.endswith(".")


def test_a_refusal_of_the_system_itself_is_told_from_the_file_it_names(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused:
        (tmp_path / "{at}" / "x").write_text("")

    assert obstacle.said(refused.value).startswith(f"There is nothing ({tmp_path}/{{at}}/x):")


def test_a_refusal_that_names_nothing_is_said_too() -> None:
    assert obstacle.said(OSError()) == "The system refuses: OSError."


def test_a_file_of_a_database_that_is_full_damaged_or_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "none.db").write_bytes(b"canary" * 1000)
    with closing(sqlite3.connect(tmp_path / "none.db")) as none, pytest.raises(sqlite3.Error) as damaged:
        none.execute("SELECT * FROM sqlite_master")
    with closing(sqlite3.connect(tmp_path / "small.db")) as small:
        small.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.Error) as full:
            small.execute("CREATE TABLE more (than, room)")
    with closing(sqlite3.connect(":memory:")) as fine, pytest.raises(sqlite3.Error) as mistake:
        fine.execute("SELECT canary")

    assert obstacle.said(damaged.value).startswith("A database file is damaged, or is none:")
    assert obstacle.said(full.value) == "The disk is full: make room, then try again."
    assert obstacle.said(mistake.value) == ""
