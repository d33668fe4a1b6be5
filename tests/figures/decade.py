"""Ten years of one house in which the clock leaps from one dated duty to the next, and processes die.

The duties are carried out by the house's own worker and acts. Follow-ups at one, three and six months are
duties of this simulation: they are added and read again as dated duties are, and say one sentence.
"""

import asyncio
import calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random

from sqlalchemy import func, or_, select

from bot.carrier import Carried
from cases import schema
from conversations import sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from conversations.talk import Reception
from directory.reading import Directory
from hotline import acts, compose
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.outcome import Act, Outcome, in_store
from hotline.ringing import RingingWriter
from hotline.settings import Settings
from hotline.worker import Worker
from store import database as databases
from store import duties
from store.database import Database
from store.duties import Claimed, Duty
from store.schema import duty as duty_table
from store.seal import Keys
from store.transaction import Transaction
from tests.faults.deck import WELL, Deck

FOLLOW_UP = "follow-up"
MONTHS = (1, 3, 6)
KEYS = Keys(b"s" * 32, b"i" * 32)
BEFORE_2024 = timezone(timedelta(hours=6))
SINCE_2024 = timezone(timedelta(hours=5))
CHANGED = date(2024, 3, 1)  # since this day the whole country keeps the time of its west
_NEXT = select(func.min(duty_table.c.due_at).label("next")).where(duty_table.c.settled_at.is_(None))


@dataclass
class House10:
    """The house; `now` is what every clock in it shows. `said` is what reached Telegram, with its moment."""

    folder: Path
    directory: Directory
    chance: Random
    now: datetime
    deaths: int = 0
    said: list[tuple[str, str, datetime]] = field(default_factory=list)  # chat, text, moment
    database: Database = field(init=False)
    house: House = field(init=False)
    _fates: Deck = field(init=False)
    _died: bool = False
    _working: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        """One in twenty-five dies after it has claimed a duty, before anything is settled."""
        self._fates = Deck({WELL: 24, "dies": 1}, self.chance)

    async def begin(self) -> None:
        """A process begins: everything is opened anew, and brought to the newest version."""
        address = f"sqlite:///{self.folder / 'cases.db'}"
        self.database = databases.open_database(address, migrations=compose.MIGRATIONS)
        self.database.upgrade()
        with self.database.transaction() as tx:
            duties.release(tx)
        self.house = compose.furnish(KEYS, self.directory)
        reception = Reception(self.house)
        told = Settings(_env_file=None, database=address)
        composed = Composed(told, self.database, KEYS, self.directory, self.house, reception)
        delivery = Delivery(self.house, self._clock, {"telegram": self._carry}, {"telegram": self._delete})
        self.bell = asyncio.Event()
        self.writer = RingingWriter(self.database, lambda: None)
        worker = Worker(
            self.writer, KEYS, "decade", bell=self.bell, now=self._clock, chance=self.chance.random
        )
        own: dict[str, Act] = {FOLLOW_UP: in_store(self._follow_up, self._clock)}
        known = {**acts.of_house(composed, delivery, now=self._clock), **own}
        worker.acts.update({kind: self._mortal(act) for kind, act in known.items()})
        self._working = asyncio.create_task(worker.run())

    async def end(self) -> None:
        """The process is gone; what it had in hand stays as it is."""
        assert self._working
        self._working.cancel()
        await asyncio.gather(self._working, return_exceptions=True)
        self.writer.close()
        self.database.close()

    async def live_until(self, moment: datetime) -> None:
        """Leap from duty to duty, and carry out each when it is due."""
        while (due := self._next_due()) is not None and due <= moment:
            self.now = max(self.now, due)
            await self._work()
        self.now = moment.replace(microsecond=0)

    async def _work(self) -> None:
        """Wait until nothing is due and nothing in hand; whoever dies meanwhile is followed by another."""
        while self._is_due():
            if self._died:
                self._died = False
                await self.end()
                await self.begin()
            self.bell.set()
            await asyncio.sleep(0.002)

    def _mortal(self, act: Act) -> Act:
        async def carried(duty: Claimed) -> Outcome:
            if self._fates.draw() == "dies":
                self.deaths += 1
                self._died = True
                await asyncio.Event().wait()  # for ever: it never comes to settling
            return await act(duty)

        return carried

    def _follow_up(self, tx: Transaction, duty: Claimed, now: datetime) -> None:
        """Remind, where the case is still open, as it stands when this is settled."""
        number, months = (int(part) for part in duty.payload.split())
        row = tx.row(select(schema.case).where(schema.case.c.number == number))
        if row is not None and row["closed_at"] is None and row["erased_at"] is None:
            words = Message(f"follow-up {number} {months}")
            sending.say(tx, KEYS, Address("telegram", "9000"), [words], key=duty.key, now=now)

    async def _carry(self, said: Saying) -> Carried:
        self.said.append((said.address.chat, said.message.text, self.now))
        return Carried(len(self.said), (len(self.said),))

    async def _delete(self, chat: str, messages: object) -> tuple[int, ...]:
        return ()

    def _clock(self) -> datetime:
        return self.now

    def _next_due(self) -> datetime | None:
        with self.database.reading() as tx:
            row = tx.row(_NEXT)
        return row["next"] if row else None

    def _is_due(self) -> bool:
        due = or_(duty_table.c.due_at <= self.now, duty_table.c.lease_until.is_not(None))
        with self.database.reading() as tx:
            query = select(duty_table.c.id).where(duty_table.c.settled_at.is_(None), due).limit(1)
            return tx.row(query) is not None


def plan_follow_ups(tx: Transaction, number: int, filed_at: datetime) -> list[datetime]:
    """Add the three follow-ups of a case; gives when they are due."""
    moments = [months_later(filed_at, months) for months in MONTHS]
    for months, due in zip(MONTHS, moments, strict=True):
        for _ in range(2):  # a unit of work may run twice: the key keeps it one
            wanted = Duty(FOLLOW_UP, f"{FOLLOW_UP}:{number}:{months}", due, f"{number} {months}".encode())
            duties.add(tx, KEYS, wanted, filed_at)
    return moments


def months_later(moment: datetime, months: int) -> datetime:
    """Ten in the morning, by Almaty's clocks, of the same day so many months later, or the month's last."""
    day = moment.astimezone(_zone(moment.date())).date()
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    then = date(day.year + year, month + 1, min(day.day, last))
    return datetime.combine(then, time(10), _zone(then)).astimezone(UTC)


def _zone(day: date) -> timezone:
    return SINCE_2024 if day >= CHANGED else BEFORE_2024
