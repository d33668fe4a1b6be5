"""A furnished house with real places, and somebody who talks with its reception."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases import case
from conversations import pickup
from conversations.dialogue import engine
from conversations.dialogue.session import Input, Session
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.message import Message
from conversations.talk import Heard, Reception
from directory.reading import Directory
from hotline import compose
from store import database as databases
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from tests.doubles import recovery
from tests.doubles.postgres import Server

SOON = 20  # seconds
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday, noon in Kazakhstan


@pytest.fixture(scope="session")
def house(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory, link=lambda: "https://t.me/probe_bot")


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.fixture
def walk(house: House) -> Callable[[str, Sequence[Input]], Session]:
    """Walk a script with these inputs; gives the session at the end."""

    def go(name: str, inputs: Sequence[Input]) -> Session:
        script = house.scripts[name]
        turn = engine.begin(script, "walk", house.lexicon, NOON)
        for given in inputs:
            turn = engine.advance(script, turn.session, given, house.lexicon, NOON)
        return turn.session

    return go


@pytest.fixture
def houses(postgres: Server) -> Iterator[Sequence[Database]]:
    """One database, opened by each of two processes."""
    url = postgres.migrated(compose.MIGRATIONS)
    with ExitStack() as stack:
        opened = [databases.open_database(url) for _ in range(2)]
        for one in opened:
            stack.callback(one.close)
        recovery.found(opened[0])
        yield opened


@pytest.fixture
def at_once(houses: Sequence[Database]) -> Iterator[Callable[..., list[object]]]:
    """Have two units run beside each other, each in a process of its own."""
    writers = [Writer(one) for one in houses]

    def run(*units: Callable[[Transaction], object]) -> list[object]:
        begun = [writer.submit(unit, shared=True) for writer, unit in zip(writers, units, strict=True)]
        return [future.result(SOON) for future in begun]

    yield run
    for writer in writers:
        writer.close()


@dataclass
class Talker:
    """Somebody in the web chat: says things, presses buttons by their label, reads what comes back."""

    database: Database
    house: House
    name: str = "visitor"
    language: str = "en"
    channel: str = "web"
    now: datetime = NOON
    read: list[Message] = field(default_factory=list)
    last: int = 0
    heard: list[Heard] = field(default_factory=list)

    @property
    def address(self) -> Address:
        return Address(self.channel, self.name)

    def send(self, kind: str, text: str = "", **more: object) -> list[Message]:
        incoming = Incoming(self.address, self.name, kind, text, language=self.language, **more)  # type: ignore[arg-type]
        with self.database.transaction() as tx:
            self.heard = Reception(self.house).hear_all(tx, [incoming], self.now)
        return self.news()

    def news(self) -> list[Message]:
        with self.database.reading() as tx:
            kept = pickup.waiting(tx, self.house.keys, self.address, self.last)
        self.last = max([self.last, *(one.id for one in kept)])
        new = [one.message for one in kept]
        self.read += new
        return new

    def say(self, text: str) -> list[Message]:
        return self.send("text", text)

    def tap(self, label: str) -> list[Message]:
        return self.send("button", self.token(label))

    def token(self, label: str) -> str:
        for message in reversed(self.read):
            for row in message.buttons:
                for button in row:
                    if button.label == label:
                        return button.token
        raise AssertionError(f"no button {label!r} in {[m.buttons for m in self.read[-3:]]}")

    def screen(self) -> str:
        return "\n".join(message.text for message in self.read)

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def report_up_to_the_place(self) -> None:
        self.send("command", "report")
        self.tap("Building site")
        self.send("point", point=(40.875, 68.517))


@pytest.fixture
def talker(database: Database, house: House) -> Talker:
    return Talker(database, house)


def filed(database: Database) -> list[case.CaseRow]:
    with database.reading() as tx:
        return case.listing(tx)


def content(database: Database, house: House, number: int = 1) -> dict[str, Any]:
    with database.reading() as tx:
        return case.content(tx, recovery.unlocked(tx), number)
