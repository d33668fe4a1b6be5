"""What the internet door must be given by whoever puts the house together."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from aiohttp import web

from cases.errors import MediumRefused
from conversations.bringing import Room
from conversations.house import House
from conversations.incoming import Address, Incoming
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from web.api.library import Library


class Answered(Protocol):
    """What the reception gives back for one thing heard."""

    @property
    def toast(self) -> str:
        """A few words for the person who pressed, or nothing."""


class Reception(Protocol):
    """The part of `conversations.talk.Reception` that this room needs."""

    def hear_all(
        self, tx: Transaction, incomings: Sequence[Incoming], now: datetime, /
    ) -> Sequence[Answered]:
        """Hear them all; what is said in return waits in `conversations.pickup`."""

    def language_of(self, tx: Transaction, address: Address, /) -> str:
        """The language this person chose, or nothing."""

    def room_for_files(self, tx: Transaction, address: Address, now: datetime, /) -> Room:
        """Whether this person's page offers a field for files, and whether one that comes is read."""


class Washed(Protocol):
    """A cleaned file."""

    @property
    def body(self) -> bytes:
        """What may be kept of it."""

    @property
    def ending(self) -> str:
        """The usual ending of such a file."""


Clean = Callable[[bytes, str], Awaitable[Washed]]
"""Gives a file cleaned, by its kind: photo, video or voice. Raises MediumRefused when that cannot be."""


async def clean_nothing(raw: bytes, kind: str) -> Washed:
    """Take no files: what a house does that was given nothing to clean them with.

    Raises:
        MediumRefused: always.
    """
    raise MediumRefused("file")


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the house is well, and the figures behind it: numbers and states, never contents."""

    ok: bool
    figures: Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Showcase:
    """A department of the demonstration: the chat it is enrolled with on channel "demo", and its name."""

    chat: str
    department: str


def _always() -> Health:
    return Health(True, {})


@dataclass(frozen=True, slots=True)
class Probes:
    """What machines ask that watch the process; called in a thread.

    `metrics` gives the page of `/metrics`; whoever knows `token` may read it from anywhere.
    """

    ready: Callable[[], Health] = _always
    metrics: Callable[[], bytes] | None = None
    token: str = field(default="", repr=False)


Door = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""Answers every request to one path; looks itself at who is there."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the application works with. It opens and closes none of them."""

    reception: Reception
    writer: Writer
    database: Database
    keys: Keys
    health: Callable[[], Health]  # called in a thread; may read the database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    entropy: Callable[[int], bytes] = secrets.token_bytes
    public_url: str = ""  # as the public sees us, "https://…"; nothing: whatever the browser says
    emergency_number: str = "112"
    away: str = "https://www.google.com/"  # where the quick exit leads
    demonstration: tuple[Showcase, ...] | None = None  # None: `/demo/department` does not exist
    doors: Mapping[str, Door] = field(default_factory=dict)  # other doors of the house, by their path
    clean: Clean = clean_nothing
    probes: Probes = Probes()
    library: Library | None = None  # None: nothing is under /api/hsds
    house: House | None = None  # what the desk works with; None: there is no desk
    second_step: bool = True  # False: the desk asks for no one-time passwords, in the demonstration only
    is_chat_open: bool = True  # False: other doors and probes only, for a process that serves no web chat


PARTS = web.AppKey("parts", Parts)
READERS: web.AppKey[Executor] = web.AppKey("readers", Executor)
