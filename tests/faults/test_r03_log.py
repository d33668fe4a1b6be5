"""R3: power fails, and of the write-ahead log an arbitrary part is on the disk: all of what was confirmed is.

A reader that looks on from the beginning keeps the log from being carried over: all that was told lies in it,
one commit behind the other. Its length at a confirmation tells how much of it has to survive.
"""

import hashlib
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile, copytree

import pytest

from tests.doubles.phone import Phone
from tests.faults.archive import FileArchive
from tests.faults.lives import Furniture, Lives
from tests.faults.mother import Mother
from tests.faults.witness import Witness

CUTS, BRIEFLY = 500, 60
PEOPLE, STEPS = 12, 4
SEED = 3
ENDS = ("cut off", "zeros", "noise")
"""What stands behind the last byte that reached the disk."""
_SEEN = "SELECT update_id FROM update_seen"
_HEAD, _FRAME = 32, 24  # bytes; https://www.sqlite.org/fileformat2.html, "WAL File Format"

pytestmark = pytest.mark.timeout(300)


@dataclass
class Crash:
    """What a house has left that was killed: `lengths` of the log, by which an update was confirmed."""

    path: Path
    log: bytes
    lengths: dict[int, int]


@pytest.fixture(scope="module")
def crash(tmp_path_factory: pytest.TempPathFactory, furnished: Path, mother: Mother) -> Crash:
    """People ask for help one after the other, and the house is killed."""
    folder = tmp_path_factory.mktemp("crash")
    copytree(furnished, folder, dirs_exist_ok=True)
    archive = FileArchive(folder / "cases.db")
    log, lengths = folder / "cases.db-wal", dict[int, int]()
    with (
        Witness(Random(SEED)) as telegram,
        Lives(folder, telegram, Furniture(archive, mother)) as house,
        closing(sqlite3.connect(archive.path, isolation_level=None)) as looking_on,
    ):
        looking_on.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        looking_on.execute("BEGIN")
        looking_on.execute(_SEEN).fetchall()
        house.begin()
        for step in range(PEOPLE * STEPS):
            Phone(telegram, 50_000 + step % PEOPLE, "kk").type("/help")
            assert telegram.wait(telegram.is_quiet, 30)
            for number in set(telegram.deliveries) - set(lengths):
                lengths[number] = log.stat().st_size
        house.die()
        left = Crash(folder / "left.db", log.read_bytes(), lengths)
        copyfile(archive.path, left.path)  # as it was at the beginning
    return left


def test_wherever_the_log_is_cut_all_that_was_confirmed_is_there_and_nothing_by_half(
    crash: Crash, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    chance, cuts = Random(SEED), so_many(CUTS, briefly=BRIEFLY)
    commits = _commits(crash.log)
    whole = {end: _opened(crash, crash.log[:end]) for end in (0, *commits)}
    sound, confirmed, missing, half, ends = 0, 0, 0, 0, Counter[str]()
    for number in range(cuts):
        cut, end = chance.randrange(len(crash.log)), ENDS[number % len(ENDS)]
        torn = _torn(crash.log, cut, end, chance)
        found = _opened(crash, torn)
        due = {update for update, length in crash.lengths.items() if length <= cut}
        ends[end] += 1
        sound += found.sound == "ok"
        confirmed += len(due)
        missing += len(due - found.seen)
        half += found != whole[max(point for point in whole if _is_left(crash.log, torn, cut, point))]

    figure(
        f"R3: power fails {cuts} times ({', '.join(f'{end} {ends[end]}' for end in ENDS)}), a log of"
        f" {len(commits)} commits cut anywhere: {sound} sound, {missing} of {confirmed} confirmed updates"
        f" missing, {half} with a commit by half"
    )
    assert len(commits) >= len(crash.lengths) == PEOPLE * STEPS
    assert confirmed > cuts
    assert (sound, missing, half) == (cuts, 0, 0)


def test_a_cut_before_the_commit_is_seen(crash: Crash) -> None:
    last = max(crash.lengths, key=lambda number: crash.lengths[number])
    before = max(length for length in crash.lengths.values() if length < crash.lengths[last])

    assert last not in _opened(crash, crash.log[:before]).seen
    assert last in _opened(crash, crash.log[: crash.lengths[last]]).seen


@dataclass(frozen=True)
class Found:
    """What SQLite makes of a database and a part of its log; `rows` is a digest of every row there is."""

    sound: str
    seen: frozenset[int]
    rows: str


def _opened(crash: Crash, log: bytes) -> Found:
    with tempfile.TemporaryDirectory() as away:
        path = Path(away, "cases.db")
        copyfile(crash.path, path)
        Path(away, "cases.db-wal").write_bytes(log)
        with closing(sqlite3.connect(path)) as opened:
            sound = opened.execute("PRAGMA integrity_check").fetchone()[0]
            seen = frozenset(number for (number,) in opened.execute(_SEEN))
            rows = hashlib.sha256("".join(opened.iterdump()).encode()).hexdigest()
    return Found(sound, seen, rows)


def _commits(log: bytes) -> list[int]:
    """Give where each commit of a log ends: its last frame tells the size of the database."""
    frame = _FRAME + int.from_bytes(log[8:12])
    ends = range(_HEAD + frame, len(log) + 1, frame)
    return [end for end in ends if int.from_bytes(log[end - frame + 4 : end - frame + 8])]


def _is_left(log: bytes, torn: bytes, cut: int, point: int) -> bool:
    """Tell whether a torn log is the whole one up to that point: zeros where zeros were are no damage."""
    return point <= cut or torn[cut:point] == log[cut:point]


def _torn(log: bytes, cut: int, end: str, chance: Random) -> bytes:
    rest = len(log) - cut
    return log[:cut] + {"cut off": b"", "zeros": bytes(rest), "noise": chance.randbytes(rest)}[end]
