"""A house under watch: its clock is moved by hand, and its alarm looks when it is told to."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot import errors
from bot.carrier import Carried
from cases import enrolment
from conversations.house import House
from conversations.saying import Saying
from hotline import compose
from hotline.alarm import Alarm, Caller, Rules
from hotline.callers import ByChat, ByMail
from hotline.commits import Commits
from hotline.delivery import Delivery
from hotline.health import Watch
from hotline.ringing import RingingWriter
from store import database as databases
from store.database import Database
from store.errors import StoreUnavailable
from tests.doubles import recovery
from tests.doubles.mailbox import Mailbox
from tests.hotline.test_worker import Clock
from web.outward import post

ADMIN = "admin@hotline.example"
MINUTE = timedelta(minutes=1)


@dataclass
class Carrier:
    """Telegram, which can be out of reach; `said` is what arrived, with its chat."""

    said: list[tuple[str, str]] = field(default_factory=list)
    away: bool = False

    async def __call__(self, saying: Saying) -> Carried:
        if self.away:
            raise errors.Later("HTTP 502")
        self.said.append((saying.address.chat, saying.message.text))
        return Carried(1, (1,))


@dataclass
class Ward:
    """A house under watch: its clock is moved by hand, and the alarm looks when it is told to."""

    database: Database
    house: House
    clock: Clock
    box: Mailbox
    carrier: Carrier = field(default_factory=Carrier)
    telegram: bool = True
    patience: float = 10.0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """As a process does that begins to serve."""
        self.writer = RingingWriter(self.database, lambda: None, Commits(now=self.clock))
        self.watch = Watch(self.database, telegram=self.telegram, now=self.clock, commits=self.writer.commits)
        delivery = Delivery(self.house, self.clock, {"telegram": self.carrier})
        by: dict[str, Caller] = {
            "chat": ByChat(self.house, self.writer, delivery),
            "mail": ByMail(post.read(self.box.url), ADMIN, "kk"),
        }
        rules = Rules(telegram=self.telegram, patience=self.patience)
        self.alarm = Alarm(self.watch, self.writer, by, rules)

    def restart(self) -> None:
        """Die, and begin anew."""
        self.writer.close()
        self.start()

    def look(self, after: timedelta = timedelta(0), *, well: bool = True) -> None:
        """Let time pass and the alarm look; `well`: Telegram answers meanwhile."""
        self.clock.moment += after
        if well:
            self.watch.polling.last_poll_at = self.clock.moment
        asyncio.run(self.alarm.look())

    def subjects(self) -> list[str]:
        return [letter["Subject"].partition(" · ")[2] for letter in self.box.letters]

    def enrol(self, chat: str = "-1001", channel: str = "telegram") -> None:
        with self.database.transaction() as tx:
            told = {"channel": channel, "chat": chat, "language": "ru"}
            enrolment.enrol(tx, self.house.keys, department="OPERATOR:KZ", **told, now=self.clock.moment)


@pytest.fixture
def database(tmp_path: Path, migrated: Callable[[Sequence[Path]], Path]) -> Iterator[Database]:
    shutil.copyfile(migrated(compose.MIGRATIONS), tmp_path / "cases.db")
    opened = databases.open_database(f"sqlite:///{tmp_path}/cases.db", migrations=compose.MIGRATIONS)
    recovery.found(opened)
    yield opened
    opened.close()


@contextmanager
def warded(database: Database, house: House) -> Iterator[Ward]:
    with Mailbox() as box:
        ward = Ward(database, house, Clock(), box)
        ward.look()
        yield ward
        ward.writer.close()


@pytest.fixture
def ward(database: Database, house: House) -> Iterator[Ward]:
    with warded(database, house) as opened:
        yield opened


BEGUN, LASTS, OVER = (
    "Trouble with the hotline",
    "The trouble with the hotline still lasts",
    "The trouble with the hotline is over",
)


@contextmanager
def unreadable(ward: Ward, folder: Path) -> Iterator[None]:
    """Take the database away: every connection is closed, and in its place is a folder."""
    ward.database.close()
    files = [file for file in folder.glob("cases.db*") if file.suffix != ".lock"]
    for file in files:
        file.rename(file.with_name(f"away-{file.name}"))
    (folder / "cases.db").mkdir()
    try:
        with pytest.raises(StoreUnavailable), ward.database.reading():
            pass
        yield
    finally:
        ward.database.close()
        (folder / "cases.db").rmdir()
        for file in files:
            file.with_name(f"away-{file.name}").rename(file)
