"""A real server on a free port, a real database, and a small reception that writes down what it hears."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from aiohttp import web

from conversations import bringing, pickup
from conversations.bringing import Room
from conversations.incoming import Address, Incoming
from conversations.message import Button, Message
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from web import server
from web.parts import Parts

MORNING = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
GREETING = Message("Hello!", ((Button("Report a child", "t1"), Button("Rules", "t2")),))


@dataclass
class Heard:
    toast: str = ""


@dataclass
class RecordingReception:
    """Answers every incoming with what `script` holds for its text, else with an echo."""

    keys: Keys
    heard: list[Incoming] = field(default_factory=list)
    script: dict[str, list[Message]] = field(default_factory=lambda: {"start": [GREETING]})
    toasts: dict[str, str] = field(default_factory=dict)
    chosen: str = ""
    broken: Exception | None = None
    room: Room = bringing.NONE

    def hear_all(self, tx: Transaction, incomings: Sequence[Incoming], now: datetime) -> list[Heard]:
        if self.broken:
            raise self.broken
        for incoming in incomings:
            self.heard.append(incoming)
            echo = [] if incoming.text in self.toasts else [Message(f"heard {incoming.text}")]
            for message in self.script.get(incoming.text, echo):
                pickup.put(tx, self.keys, incoming.address, message, now=now)
        return [Heard(self.toasts.get(incoming.text, "")) for incoming in incomings]

    def room_for_files(self, tx: Transaction, address: Address, now: datetime) -> Room:
        return self.room

    def language_of(self, tx: Transaction, address: Address) -> str:
        return self.chosen


@dataclass
class Clock:
    """Every look at it is a second later."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class House:
    """The parts of a server, and what a test may do behind its back."""

    parts: Parts
    reception: RecordingReception
    database: Database

    def tell(self, address: Address, *messages: Message) -> None:
        with self.database.transaction() as tx:
            for message in messages:
                pickup.put(tx, self.parts.keys, address, message, now=self.parts.now())

    def kept(self, address: Address) -> list[tuple[str, bool]]:
        with self.database.reading() as tx:
            kept = pickup.waiting(tx, self.parts.keys, address, 0)
        return [(one.message.text, one.own) for one in kept]

    def heard(self) -> list[tuple[str, str]]:
        return [(incoming.kind, incoming.text) for incoming in self.reception.heard]


@contextmanager
def browsing(parts: Parts) -> Iterator[httpx.Client]:
    """A browser (without JavaScript) before a running server; it keeps its cookies and follows nothing."""
    with _serving(parts) as address, httpx.Client(base_url=address, timeout=50, trust_env=False) as browser:
        yield browser


def visitor(browser: httpx.Client) -> Address:
    return Address("web", browser.cookies["visitor"])


@contextmanager
def _serving(parts: Parts) -> Iterator[str]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = web.AppRunner(server.application(parts), access_log=None)

    async def open_door() -> str:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    try:
        yield asyncio.run_coroutine_threadsafe(open_door(), loop).result(50)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(50)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
