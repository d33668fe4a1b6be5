"""Who is signed in at the desk: keys and names in the memory of this process, for 30 idle minutes.

The browser has a random number in a cookie; here stands its hash. A stop of the process ends every session.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from cases.officers import SignedIn
from store import identifiers
from web.cookie import Cookie
from web.parts import PARTS

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
MOST = 2000
"""So many sessions at once; the one that has waited longest makes room."""

COOKIE = Cookie("desk")
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """A case, or a file of one, that lies open in a browser: which parts stand there, and since when."""

    number: int
    parts: frozenset[str] = field(repr=False)
    at: datetime


@dataclass(slots=True)
class Session:
    """One browser of one officer. `csrf` stands in every form of it."""

    signed: SignedIn = field(repr=False)
    csrf: str = field(repr=False)
    began: datetime
    seen: datetime
    language: str = ""  # chosen at the desk; "" while none is: the officer's own, then the browser's
    standing: tuple[int, datetime | None] | None = None  # of the keys that lie open; None: not looked yet
    proven: bool = True  # False: nothing is open to them but the setting up of one-time passwords
    secret: bytes = field(default=b"", repr=False)  # drawn for that, and not kept anywhere yet
    link: str = field(default="", repr=False)  # of an invitation, until it was shown once
    invitation: str = field(default="", repr=False)  # of a teacher or monitor, until it was shown once
    to_do: int = 0  # tasks that wait for them, counted anew for each page
    reads: Reading | None = None  # the page of a case that was shown last, noted in the history
    plays: Reading | None = None  # the file that was opened last, noted in the history
    returns: Reading | None = None  # what an act of theirs leads back to: nothing there is new to them
    codes: tuple[str, ...] = field(default=(), repr=False)  # recovery codes, until they were written down


@dataclass(slots=True)
class Sessions:
    """All that are signed in. Not shared between processes: one process serves the desk."""

    entropy: Callable[[int], bytes] = secrets.token_bytes
    _known: dict[str, Session] = field(default_factory=dict, repr=False)

    def begin(self, signed: SignedIn, now: datetime, *, language: str = "", proven: bool = True) -> str:
        """Give the number for the cookie of a new session."""
        if len(self._known) >= MOST:
            self._known.pop(min(self._known, key=lambda one: self._known[one].seen))
        number = identifiers.token(self.entropy, size=_BYTES)
        csrf = identifiers.token(self.entropy, size=_BYTES)
        self._known[_hash(number)] = Session(signed, csrf, now, now, language, proven=proven)
        return number

    def find(self, number: str, now: datetime, *, is_somebody: bool = True) -> Session | None:
        """Give the session of a cookie; None when it is over or never was.

        It counts as seen now, unless no person but a script asks by itself.
        """
        found = self._known.get(_hash(number))
        if found is None:
            return None
        if now - found.seen > IDLE or now - found.began > LONGEST:
            self.end(number)
            return None
        if is_somebody:
            found.seen = now
        return found

    def end(self, number: str) -> None:
        """End this session: its keys are forgotten."""
        self._known.pop(_hash(number), None)

    def sweep(self, now: datetime) -> int:
        """Forget the keys of all who have done nothing for 30 minutes; gives how many."""
        over = [
            one
            for one, session in self._known.items()
            if now - session.seen > IDLE or now - session.began > LONGEST
        ]
        for one in over:
            del self._known[one]
        return len(over)

    def end_of(self, lookup: str, *, but: Session | None = None) -> int:
        """End the sessions of this officer, in whatever browser, but for one; gives how many."""
        theirs = [one for one, session in self._of(lookup) if session is not but]
        for one in theirs:
            del self._known[one]
        return len(theirs)

    def clear(self) -> None:
        """End every session."""
        self._known.clear()

    def count_of(self, lookup: str) -> int:
        """Count the sessions of this officer."""
        return len(self._of(lookup))

    def _of(self, lookup: str) -> list[tuple[str, Session]]:
        return [one for one in self._known.items() if one[1].signed.officer.lookup == lookup]


SESSIONS = web.AppKey("sessions of the desk", Sessions)


_SWEPT = 60  # seconds


async def swept(app: web.Application) -> AsyncIterator[None]:
    """Forget the keys of whoever went away, every minute, while the application runs; all at its end."""

    async def sweep() -> None:
        while True:
            await asyncio.sleep(_SWEPT)
            app[SESSIONS].sweep(app[PARTS].now())

    sweeping = asyncio.create_task(sweep())
    yield
    sweeping.cancel()
    app[SESSIONS].clear()


def _hash(number: str) -> str:
    return hashlib.blake2b(number.encode(), digest_size=32).hexdigest()
