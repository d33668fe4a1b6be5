"""R11: a backup is one instant of a house in use, and comes back whole; what cannot be restored is said.

“Equal” compares every row of the restored database with those of the one that went on: it has all rows of
all cases up to the last one that is in it, and not a row of a later one. Every report that was confirmed
before the backup began is in it, references and history are whole, every part opens with the recovery key.
"""

import io
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from cases import filing
from hotline import __main__ as program
from hotline import compose, restoring, settings
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.settings import Settings
from store import backup, boxes, recovery
from store.writer import Writer
from tests.cases.told import COTTON, DEBT, MAKTAARAL, VILLAGE, report
from tests.figures import multiplying

BACKUPS = 50
CASES = 100_000
LONGEST = 5 * 60.0  # seconds, to restore them
FEEDERS = 3
OF_DUTY = {"duty": "CAST(substr(key, instr(key, ':') + 1) AS INTEGER) <= {last}"}  # key: escalate:17


@dataclass
class House:
    """A house on the old machine, and the key on paper."""

    told: Settings
    private: bytes
    open: Composed

    @property
    def public(self) -> bytes:
        return boxes.pair_of(self.private).public

    @property
    def database(self) -> Path:
        return self.open.database.path


@dataclass
class Load:
    """Reporters, busy while they are `going`; `confirmed`: cases that they know to be on the disk."""

    house: House
    confirmed: list[int] = field(default_factory=list)
    going: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    origins: Iterator[int] = field(default_factory=count)

    def feed(self, writer: Writer) -> None:
        while self.going.wait() and not self.ended.is_set():
            turn = next(self.origins)
            facts, territory = (DEBT, VILLAGE) if turn % 3 == 0 else (COTTON, MAKTAARAL)
            told = report(f"load {turn}", facts=facts, territory=territory, answers={"words": "said"})
            filed = partial(filing.file_report, office=self.house.open.house.office, report=told, now=_now())
            self.confirmed.append(writer.submit(filed).result().number)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copy(directory_file, folder)
    return folder, prepare.prepare(restoring.within(settings.Settings(), folder), sample=True)


@pytest.fixture
def house(prepared: tuple[Path, str], tmp_path: Path) -> Iterator[House]:
    shutil.copytree(prepared[0], tmp_path / "old")
    told = restoring.within(settings.Settings(), tmp_path / "old")
    made = House(told, recovery.read(prepared[1]), compose.compose(told))
    yield made
    made.open.database.close()


@pytest.fixture
def load(house: House) -> Iterator[Load]:
    fed, writer = Load(house), Writer(house.open.database)
    with ThreadPoolExecutor(FEEDERS) as pool:
        feeding = [pool.submit(fed.feed, writer) for _ in range(FEEDERS)]
        try:
            yield fed
        finally:
            fed.ended.set()
            fed.going.set()
            for one in feeding:
                one.result()
            writer.close()


def test_a_backup_under_load_is_one_instant_and_comes_back_equal(
    house: House, load: Load, tmp_path: Path, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    many, equal, rows, before, after = so_many(BACKUPS, briefly=5), 0, 0, 0, 0
    for turn in range(many):
        folder = tmp_path / f"new{turn}"
        load.going.set()
        _wait_until(partial(_goes_on, load, len(load.confirmed)))
        known = max(load.confirmed)
        backup.write(tmp_path / f"{turn}.age", restoring.places(house.told), house.public)
        _wait_until(partial(_goes_on, load, len(load.confirmed)))
        load.going.clear()
        folder.mkdir()
        backup.read(tmp_path / f"{turn}.age", house.private, folder)
        sound = restoring.examined(restoring.within(house.told, folder), house.private)
        differing = _differing(folder / "cases.db", house.database, sound.cases)
        assert (sound.closed, _broken_references(folder / "cases.db")) == ((), [])
        assert known <= sound.cases
        equal += not differing
        before += sound.cases - known
        after += max(load.confirmed) - sound.cases
        rows += _rows(folder / "cases.db")
    figure(
        f"R11: {equal} of {many} backups under load equal, {rows} rows compared; all cases filed before are "
        f"in them; filed while they were written: {before} that are in them, {after} that are not"
    )
    assert (equal, after > 0) == (many, True)


def test_restoring_a_hundred_thousand_cases_takes_less_than_five_minutes(
    house: House,
    tmp_path: Path,
    so_many: Callable[..., int],
    figure: Callable[[str], None],
) -> None:
    many = so_many(CASES, briefly=300)
    multiplying.multiply(house.open, house.private, many)
    size = house.database.stat().st_size
    file, into = tmp_path / "b.age", restoring.within(house.told, tmp_path / "new")
    saving = time.monotonic()
    backup.write(file, restoring.places(house.told), house.public)
    begun = (time.monotonic(), time.process_time())
    with restoring.unpacked(file, house.private) as folder:
        sound = restoring.examined(restoring.within(house.told, folder), house.private)
        restoring.put(folder, restoring.places(into))
    seconds, worked = time.monotonic() - begun[0], time.process_time() - begun[1]
    figure(
        f"R11: {sound.cases} cases, {sound.parts} sealed parts, {size / 2**20:.0f} MB "
        f"({size / sound.cases / 1024:.1f} KB a case): saved in {begun[0] - saving:.0f} s; restored, "
        f"every part opened, in {seconds:.0f} s (CPU {worked:.0f} s) of {LONGEST:.0f}"
    )
    assert (sound.cases, sound.closed) == (many, ())
    assert many < CASES or seconds < LONGEST  # a part of them says nothing of the whole


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("another key", "does not open with this recovery key. Take the sheet"),
        ("cut off", "is no backup, or was cut off or changed. Take another backup."),
        ("changed", "is no backup, or was cut off or changed. Take another backup."),
        ("hello", "is no backup, or was cut off or changed. Take another backup."),
        ("is there", "exists, and nothing is overwritten. Move it away, or restore with --into"),
        ("no file", "There is no file"),
        ("no folder", "There is no folder"),
    ],
)
def test_what_cannot_be_restored_is_said_in_one_line_with_what_to_do(
    saved: tuple[Path, str], trouble: str, said: str, command: Callable[..., tuple[int, str]]
) -> None:
    folder, recovery_key = saved
    before = sorted(folder.rglob("*"))
    whole = (folder / "b.age").read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    (folder / "b.age").write_bytes(
        {"cut off": whole[:-1000], "changed": changed, "hello": b"hello"}.get(trouble, whole)
    )
    key = recovery.written(boxes.make_pair().private) if trouble == "another key" else recovery_key
    words = {
        "is there": ["restore", "b.age", "--into", "."],
        "no file": ["restore", "c.age"],
        "no folder": ["backup", "no/folder/c.age"],
    }.get(trouble, ["restore", "b.age", "--into", "new"])
    code, lines = command(*words, typed=key)

    assert (code, said in lines, lines.count("\n"), key in lines) == (2, True, 1, False)
    assert sorted(folder.rglob("*")) == before


@pytest.fixture
def saved(prepared: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A folder with a house, a backup of it, and the recovery key."""
    folder = tmp_path / "here"
    shutil.copytree(prepared[0], folder)
    told = restoring.within(settings.Settings(), folder)
    public = boxes.pair_of(recovery.read(prepared[1])).public
    backup.write(folder / "b.age", restoring.places(told), public)
    return folder, prepared[1]


@pytest.fixture
def command(
    saved: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run the program with these words; gives its exit code and what it said of what went wrong."""
    told = restoring.within(settings.Settings(), saved[0])
    for name in ("database", "directory", "keys"):
        monkeypatch.setenv(f"HOTLINE_{name.upper()}", str(getattr(told, name)))
    monkeypatch.chdir(saved[0])

    def run(*words: str, typed: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["hotline", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        with pytest.raises(SystemExit) as ended:
            program.main()
        return int(str(ended.value.code)), capsys.readouterr().err

    return run


def _differing(copy: Path, running: Path, last: int) -> list[str]:
    """Give the tables of a copy that differ from those of the database that went on, up to this case."""
    with closing(sqlite3.connect(f"file:{copy}", uri=True)) as found:
        found.execute("ATTACH ? AS running", (f"file:{running}?mode=ro",))
        return [name for name in _tables(found) if any(_unlike(found, name, last))]


def _tables(found: sqlite3.Connection) -> list[str]:
    names = found.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'counter'")
    return [name for (name,) in names if not name.startswith("sqlite_")]


def _unlike(found: sqlite3.Connection, table: str, last: int) -> Iterator[int]:
    """Count the rows that only the copy has, and those of its cases that only the other has."""
    columns = {row[1] for row in found.execute(f'PRAGMA main.table_info("{table}")')}
    ours, theirs = f'SELECT * FROM main."{table}"', f'SELECT * FROM running."{table}"'
    numbers = sorted(columns & {"number", "case_number", "other"} if table != "medium_piece" else ())
    is_known = " AND ".join(f"coalesce({name}, 0) <= {last}" for name in numbers) or OF_DUTY.get(table, "1")
    for only in (f"{ours} EXCEPT {theirs}", f"{theirs} WHERE {is_known.format(last=last)} EXCEPT {ours}"):
        yield found.execute(f"SELECT count(*) FROM ({only})").fetchone()[0]


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as found:
        return sum(found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in _tables(found))


def _broken_references(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as found:
        return found.execute("PRAGMA foreign_key_check").fetchall()


def _goes_on(load: Load, known: int) -> bool:
    return len(load.confirmed) > known


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "nobody reported anything"
        time.sleep(0.002)


def _now() -> datetime:
    return datetime.now(UTC)
