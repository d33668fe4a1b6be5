"""A whole hotline in this process, on a clock that is handed in: the bot, the worker, the pages.

    house.open()
    house.until(datetime(2026, 11, 12, 6, tzinfo=UTC))   # a month of it in a second or two
    house.close(); house.open()                          # the same files, a new life

Days go by as in a real house: the worker sweeps and does what falls due, each at its moment, and the emulated
Telegram gets what is said. Nothing waits for a real clock but the worker's own breath.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
from aiohttp import web
from sqlalchemy import func, select

from bot.carrier import Carrier, Waiting
from bot.downloads import Downloads
from bot.line import Line
from bot.receive import Habits, Receiver
from cases import enrolment
from conversations.talk import Reception
from hotline import acts, compose
from hotline.cleansing import Cleansing
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.ringing import RingingWriter
from hotline.settings import Settings
from hotline.telegram import Username
from hotline.worker import Worker
from store.schema import duty
from store.transaction import Transaction
from tests.doubles import staff
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN
from tests.web.desk.office import Clock, Visit, sign_in
from web import server
from web.parts import Health, Parts

T = TypeVar("T")
LIMIT = 50.0  # seconds for which a busy machine may need to do what is due
WEEK = timedelta(days=7)


class Bell(asyncio.Event):
    """The worker's bell, which tells when it has been heard: everything before it is known to the worker."""

    def __init__(self, heard: Callable[[], None]) -> None:
        super().__init__()
        self._heard = heard

    def clear(self) -> None:
        """Be heard."""
        super().clear()
        self._heard()


class Telling(RingingWriter):
    """A writer that tells of every commit, also of those that wake nobody."""

    def __init__(self, composed: Composed, ring: Callable[[], None], told: Callable[[], None]) -> None:
        self._told = told
        super().__init__(composed.database, ring)

    def submit_quietly(self, unit: Callable[[Transaction], T], *, shared: bool = False) -> Future[T]:
        """Tell when it is on the disk."""
        future = super().submit_quietly(unit, shared=shared)
        future.add_done_callback(lambda _: self._told())
        return future


@dataclass
class Life:
    """What one start of the house has opened."""

    composed: Composed
    loop: asyncio.AbstractEventLoop
    thread: threading.Thread
    writer: Telling
    bell: Bell
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    closing: list[Callable[[], Any]] = field(default_factory=list)


@dataclass
class House:
    """One installation. What it is asked for while it is closed, it does not do."""

    settings: Settings
    clock: Clock
    _life: Life | None = None
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def composed(self) -> Composed:
        """What is open."""
        assert self._life is not None
        return self._life.composed

    def open(self) -> None:
        """Start: take updates, carry messages, serve pages, at the same address as before."""
        username = Username()
        composed = compose.compose(self.settings, link=username.link)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="hotline", daemon=True)
        bell = Bell(self._tell)
        writer = Telling(composed, lambda: _soon(loop, bell.set), self._tell)
        self._life = Life(composed, loop, thread, writer, bell)
        thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(self._life, username), loop).result(LIMIT)

    def close(self) -> None:
        """Stop, as when the process is asked to."""
        if (life := self._life) is not None:
            asyncio.run_coroutine_threadsafe(_end(life), life.loop).result(LIMIT)
            life.writer.close()
            life.loop.call_soon_threadsafe(life.loop.stop)
            life.thread.join()
            life.loop.close()
            life.composed.database.close()
            self._life = None

    def until(self, moment: datetime, step: timedelta = WEEK) -> None:
        """Let the time go by; what falls due is done at its moment, and the house is swept once a step."""
        self.settle()
        while self.clock.now < moment:
            self._move(min(moment, self.clock.now + step, self._next() or moment))
            self.settle()

    def settle(self) -> None:
        """Wait until everything that is due now is done."""
        assert self._life is not None
        for task in self._life.tasks:
            assert not task.done(), task.result()
        with self._changed:
            assert self._changed.wait_for(self._is_still, LIMIT), "the worker is not done"

    def enrol(self, department: str, group: Phone, language: str) -> None:
        """Enrol a group as `hotline departments enrol` does; then its officer lets us in."""
        house = self.composed.house
        where = {"department": department, "channel": "telegram", "chat": str(group.chat)}
        with self.composed.database.transaction() as tx:
            enrolment.enrol(tx, house.keys, **where, language=language, now=self.clock.now)
        group.add_bot()
        group.wait_for(house.department(department, language))

    def hire(self, name: str, department: str = "", *, role: str = "officer") -> None:
        """Let somebody in who signs in at the desk."""
        with self.composed.database.transaction() as tx:
            staff.hire(tx, self.composed.house.office_at(self.clock.now), name, department, role=role)

    @contextmanager
    def stranger(self, language: str) -> Iterator[Visit]:
        """Give a browser that speaks this language, in which nobody has signed in."""
        with httpx.Client(
            base_url=self.settings.public_url, timeout=50, trust_env=False, verify=False
        ) as browser:
            browser.headers["Accept-Language"] = language
            yield Visit(browser)

    @contextmanager
    def at(self, name: str, language: str) -> Iterator[Visit]:
        """Give the browser of somebody who has signed in at the desk."""
        with self.stranger(language) as visit:
            sign_in(visit, name)
            yield visit

    async def _begin(self, life: Life, username: Username) -> None:
        composed, clock, url = life.composed, self.clock, self.settings.telegram_url
        skipped = Skipped(clock)
        carrier = Carrier(url, TOKEN, waiting=Waiting(clock=skipped, pause=skipped.pause))
        line = Line(url, TOKEN)
        delivery = Delivery(composed.house, clock)
        username.name = await carrier.start()
        delivery.carriers["telegram"], delivery.deleters["telegram"] = carrier.carry, carrier.delete
        delivery.fetchers["telegram"] = Downloads(line).fetch
        worker = Worker(life.writer, composed.keys, "journey", bell=life.bell, now=clock, chance=lambda: 0.5)
        worker.acts.update(acts.of_house(composed, delivery, now=clock))
        habits = Habits(now=clock, chance=lambda: 0.5)
        receiver = Receiver(line, composed.reception, life.writer, habits, username.name)
        runner = web.AppRunner(server.application(self._parts(life)), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(self.settings.listen.rpartition(":")[2])).start()
        life.tasks += [asyncio.create_task(one) for one in (worker.run(), receiver.run())]
        life.closing += [runner.cleanup, line.close, carrier.stop]

    def _parts(self, life: Life) -> Parts:
        composed = life.composed
        return Parts(
            Reception(composed.house),
            life.writer,
            composed.database,
            composed.keys,
            lambda: Health(ok=True, figures={}),
            now=self.clock,
            public_url=self.settings.public_url,
            house=composed.house,
            clean=Cleansing().clean,
            second_step=False,
        )

    def _move(self, moment: datetime) -> None:
        """Let it be later, between two rounds of the worker, and wake it."""
        assert self._life is not None
        life, moved = self._life, threading.Event()

        def move() -> None:
            self.clock.now = max(self.clock.now, moment)
            life.bell.set()
            moved.set()

        life.loop.call_soon_threadsafe(move)
        assert moved.wait(LIMIT)

    def _next(self) -> datetime | None:
        open_ones = select(func.min(duty.c.due_at).label("at")).where(duty.c.settled_at.is_(None))
        with self.composed.database.reading() as tx:
            row = tx.row(open_ones.where(duty.c.due_at > self.clock.now))
        return row["at"] if row is not None else None

    def _is_still(self) -> bool:
        assert self._life is not None
        due = (duty.c.due_at <= self.clock.now) | duty.c.lease_until.is_not(None)
        with self.composed.database.reading() as tx:
            row = tx.row(select(duty.c.id).where(duty.c.settled_at.is_(None), due).limit(1))
        return row is None and not self._life.bell.is_set()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


@dataclass
class Skipped:
    """The carrier's clock: a pause that Telegram's pace asks for is over at once, and counted."""

    clock: Clock
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.clock.now.timestamp() + self.seconds

    async def pause(self, seconds: float) -> None:
        """Let so many seconds be over."""
        self.seconds += seconds


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call)


async def _end(life: Life) -> None:
    for task in life.tasks:
        task.cancel()
    await asyncio.gather(*life.tasks, return_exceptions=True)
    for close in life.closing:
        await close()
