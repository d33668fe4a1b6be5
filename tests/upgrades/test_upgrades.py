"""Databases that former versions of the program wrote are brought up to date, and nothing in them is lost.

`written/` has one for every step of the tables, as SQL, made by the very version that it is of: one report
sent by a reporter who wants to be told, one halfway, messages that had not been sent yet. Whoever adds a
migration has the version before it write its own: see `tests.upgrades.writing`.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from bot.carrier import Carried
from cases import case, history, keyring, parts
from conversations.saying import Saying
from directory import reading
from directory import writing as directories
from hotline import acts, compose, housekeeping, restoring, settings
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.delivery import Carry, Delivery
from hotline.ringing import RingingWriter
from hotline.worker import Worker
from store import database as databases
from store import former, recovery, upgrading
from store.errors import NoRoom, SchemaTooNew
from tests.conversations import followers
from tests.conversations.conftest import NOON, Talker
from tests.doubles.recovery import PAIR
from tests.upgrades import writing

WRITTEN = sorted((Path(__file__).parent / "written").glob("*.sql"))
LIVE = {"alembic_version", "counter"}
TAKEN_OVER = {"sealed_part", "part_key"}  # the first version sealed for the service, later ones for readers
PATIENCE = 30.0


@dataclass
class Old:
    """A house that a former version left."""

    folder: Path
    text: str

    @property
    def database(self) -> Path:
        return self.folder / "cases.db"

    @property
    def receipt(self) -> str:
        found = writing.RECEIPT.search(self.text)
        assert found
        return found.group()

    @property
    def had_keyring(self) -> bool:
        return "holder_key" in self.text

    def open(self) -> tuple[Composed, bytes]:
        """Do what a newer version asks for; gives the house and the recovery key."""
        told = restoring.within(settings.Settings(), self.folder)
        printed = prepare.prepare(told, sample=False)
        return compose.compose(told), recovery.read(printed) if printed else PAIR.private

    def missing(self) -> dict[str, set[tuple[object, ...]]]:
        """Give by table the rows of that time that are not there any more, by the columns of that time."""
        with closing(sqlite3.connect(":memory:")) as then, closing(sqlite3.connect(self.database)) as now:
            then.executescript(self.text)
            names = {name for (name,) in then.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return {
                name: set(then.execute(f'SELECT * FROM "{name}"'))
                - set(now.execute(f'SELECT {_columns(then, name)} FROM "{name}"'))
                for name in names
                if not name.startswith("sqlite_")
            }


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("places") / "directory.db"
    directories.make_directory(path, sample=False)
    return path


@pytest.fixture
def leave(places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Old]:
    """Lay down the house that a former version left."""
    directory = reading.open_directory(places)
    monkeypatch.setattr(reading, "open_directory", lambda path: directory)  # read once for all tests

    def make(written: Path) -> Old:
        folder, text = tmp_path / "var", written.read_text(encoding="utf-8")
        (folder / "keys").mkdir(parents=True)
        (folder / "keys/service.key").write_text(writing.SERVICE.hex())
        (folder / "keys/index.key").write_text(writing.INDEX.hex())
        shutil.copy(places, folder / "directory.db")
        with closing(sqlite3.connect(folder / "cases.db")) as raw:
            raw.executescript(text)
        return Old(folder, text)

    return make


@pytest.fixture
def old(leave: Callable[[Path], Old]) -> Old:
    return leave(WRITTEN[0])


@pytest.mark.parametrize("written", WRITTEN, ids=lambda path: path.stem)
def test_nothing_of_a_former_version_is_lost(leave: Callable[[Path], Old], written: Path) -> None:
    old = leave(written)
    opened, private = old.open()

    assert {name for name, rows in old.missing().items() if rows} - LIVE == (
        set() if old.had_keyring else TAKEN_OVER
    )
    _case_is_shown_opens_and_is_found(old, opened, private)
    _report_goes_on(opened)
    _unsent_is_carried(old, opened)
    with opened.database.reading() as tx:
        assert history.verify(tx) is None
    opened.database.close()


def _case_is_shown_opens_and_is_found(old: Old, opened: Composed, private: bytes) -> None:
    with opened.database.reading() as tx:
        rows = case.listing(tx)
        told = parts.read(tx, keyring.with_recovery_key(tx, private), rows[0].number, "report")
    another = Talker(opened.database, opened.house, name="another chat")
    followers.follow(another, old.receipt)

    assert [(row.number, row.state, row.lead) for row in rows] == [(1, "received", writing.OPERATOR)]
    assert told["facts"] == {"activity": ["construction"]}
    assert "Sent to the department" in another.screen()


def _report_goes_on(opened: Composed) -> None:
    """A button goes on from the question; where the script has changed since, that is asked anew first."""
    halfway = Talker(opened.database, opened.house, name="halfway")
    halfway.news()
    asked = halfway.tap("Send now")
    if len(asked) == 1:
        assert "earlier question" in asked[0].text
        halfway.tap("Send now")

    with opened.database.reading() as tx:
        assert len(case.listing(tx)) == 2
    assert writing.RECEIPT.search(halfway.screen())


def _unsent_is_carried(old: Old, opened: Composed) -> None:
    carried = asyncio.run(
        _carried(opened, 4)
    )  # three of then, and the pointer to the case that was just filed

    assert sorted(said.address.chat for said in carried) == ["-100200300", "-100200300", "4711", "4711"]


def test_the_way_back_is_the_copy_from_before(old: Old) -> None:
    opened, _ = old.open()
    Talker(opened.database, opened.house, name="later").report_up_to_the_place()
    opened.database.close()
    (copy,) = former.copies(old.database)
    version = copy.name.partition(".before-")[2]
    older = databases.open_database(f"sqlite:///{old.database}", migrations=[])
    with pytest.raises(SchemaTooNew, match="Back to the version before"):
        older.upgrade()
    older.close()

    aside = old.folder / "after"  # as docs/OPERATIONS.md tells it
    aside.mkdir()
    for file in old.folder.glob("cases.db*"):
        if file != copy and file.name != "cases.db.lock":
            file.rename(aside / file.name)
    copy.rename(old.database)

    with closing(sqlite3.connect(old.database)) as raw:
        heads = [head for (head,) in raw.execute("SELECT version_num FROM alembic_version ORDER BY 1")]
        assert "-".join(heads) == version
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert {name for name, rows in old.missing().items() if rows} == set()
    assert old.database.stat().st_mode & 0o077 == 0


def test_a_copy_is_made_once_lives_a_week_and_is_overwritten(old: Old) -> None:
    old.open()[0].database.close()
    opened, _ = old.open()
    (copy,) = former.copies(old.database)
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    held = old.folder / "held"
    held.hardlink_to(copy)  # what its blocks hold after it is gone

    assert opened.database.forget_former(before=made) == 0
    assert opened.database.forget_former(before=made + timedelta(seconds=1)) == 1
    assert (former.copies(old.database), set(held.read_bytes())) == ((), {0})
    opened.database.close()


def test_the_service_deletes_the_copy_after_a_week(old: Old) -> None:
    opened, _ = old.open()
    for days, left in ((6, 1), (8, 0)):
        now = datetime.now(UTC) + timedelta(days=days)
        asyncio.run(_worked(opened, now, partial(_has_copies, old.database, left)))

    assert timedelta(days=7) == housekeeping.FORMER_LIVES
    opened.database.close()


def test_without_room_for_a_copy_nothing_is_changed(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 0))

    with pytest.raises(NoRoom, match="make room and start again"):
        old.open()
    with closing(sqlite3.connect(old.database)) as raw:
        assert "\n".join(raw.iterdump()) in old.text
    assert former.copies(old.database) == ()


def test_every_version_that_is_not_the_newest_has_left_a_database() -> None:
    config = upgrading._configuration(compose.MIGRATIONS)
    scripts = ScriptDirectory.from_config(config)
    replaced = {script.revision for script in scripts.walk_revisions()} - set(scripts.get_heads())
    kept = {
        word for path in WRITTEN for word in path.read_text().partition("\n")[0].replace(",", " ").split()
    }

    assert replaced - kept == set()


def test_this_version_can_write_what_the_next_one_will_read(places: Path, tmp_path: Path) -> None:
    text = writing.written(tmp_path, reading.open_directory(places))
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.executescript(text)

        assert raw.execute('SELECT count(*) FROM "case"').fetchone() == (1,)


def _has_copies(database: Path, many: int) -> bool:
    return len(former.copies(database)) == many


async def _carried(opened: Composed, many: int) -> list[Saying]:
    carried: list[Saying] = []

    async def carry(said: Saying) -> Carried:
        carried.append(said)
        return Carried(len(carried))

    await _worked(opened, NOON + timedelta(minutes=1), lambda: len(carried) >= many, carry)
    return carried


async def _worked(
    opened: Composed, now: datetime, is_done: Callable[[], bool], carry: Carry | None = None
) -> None:
    """Let a worker work at this moment until the condition holds."""
    delivery = Delivery(opened.house, lambda: now, carriers={"telegram": carry} if carry else {})
    writer = RingingWriter(opened.database, lambda: None)
    worker = Worker(writer, opened.keys, "upgraded", dict(acts.of_house(opened, delivery, now=lambda: now)))
    worker.now = lambda: now
    working = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(PATIENCE):
            while not is_done():
                await asyncio.sleep(0)  # let the worker have its turn
                if working.done():
                    working.result()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        writer.close()


def _columns(then: sqlite3.Connection, table: str) -> str:
    return ", ".join(f'"{row[1]}"' for row in then.execute(f'PRAGMA table_info("{table}")'))
