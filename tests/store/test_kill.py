"""kill -9 at random instants: every commit that was told of is in the database, and the file is sound."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from sqlite3 import connect
from threading import Timer

import pytest

from store.database import Database
from tests.store import committing
from tests.store.rows import kept

pytestmark = pytest.mark.sqlite

KILLS = 20
ROOT = Path(__file__).parent.parent.parent


def test_no_commit_that_was_told_of_is_lost_by_kill_9(database: Database) -> None:
    chance = Random(20)
    told: list[int] = []
    command = [sys.executable, "-m", committing.__name__, database.url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, cwd=ROOT) as process:
        for _ in range(KILLS):
            first = max(kept(database), default=0) + 1
            told += _told_until_killed(process, first, after=chance.random() * 0.1)
    numbers = kept(database)

    assert len(told) > KILLS  # it did commit between the kills
    assert set(told) - set(numbers) == set()
    assert numbers == list(range(1, len(numbers) + 1))  # and no commit is there by half
    assert _soundness(database.path) == "ok"


def _told_until_killed(process: subprocess.Popen[str], first: int, *, after: float) -> list[int]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{first}\n")
    child = int(process.stdout.readline())
    told = [process.stdout.readline()]  # from here on it commits
    timer = Timer(after, os.kill, (child, signal.SIGKILL))
    timer.start()
    while (line := process.stdout.readline().strip()) != committing.DEAD:
        told.append(line)
    timer.join()
    return [int(number) for number in told]


def _soundness(path: Path) -> str:
    connection = connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()
