"""Who is signed in at the desk: keys and names in the memory of this process, for 30 idle minutes.

The browser has a random number in a cookie; here stands its hash. A stop of the process ends every session.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from cases.officers import SignedIn
from store import identifiers

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
MOST = 2000
"""So many sessions at once; the one that has waited longest makes room."""

_BYTES = 32


@dataclass(slots=True)
class Session:
    """One browser of one officer. `csrf` stands in every form of it."""

    signed: SignedIn = field(repr=False)
    csrf: str = field(repr=False)
    began: datetime
    seen: datetime
    language: str = ""  # chosen at the desk; "" while none is: the officer's own, then the browser's


@dataclass(slots=True)
class Sessions:
    """All that are signed in. Not shared between processes: one process serves the desk."""

    entropy: Callable[[int], bytes] = secrets.token_bytes
    _known: dict[str, Session] = field(default_factory=dict, repr=False)

    def begin(self, signed: SignedIn, now: datetime, *, language: str = "") -> str:
        """Give the number for the cookie of a new session."""
        if len(self._known) >= MOST:
            self._known.pop(min(self._known, key=lambda one: self._known[one].seen))
        number = identifiers.token(self.entropy, size=_BYTES)
        csrf = identifiers.token(self.entropy, size=_BYTES)
        self._known[_hash(number)] = Session(signed, csrf, now, now, language)
        return number

    def find(self, number: str, now: datetime) -> Session | None:
        """Give the session of a cookie, which counts as seen now; None when it is over or never was."""
        found = self._known.get(_hash(number))
        if found is None:
            return None
        if now - found.seen > IDLE or now - found.began > LONGEST:
            self.end(number)
            return None
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

    def end_of(self, lookup: str) -> int:
        """End every session of this officer, in whatever browser; gives how many."""
        theirs = [one for one, session in self._known.items() if session.signed.officer.lookup == lookup]
        for one in theirs:
            del self._known[one]
        return len(theirs)


SESSIONS = web.AppKey("sessions of the desk", Sessions)


def _hash(number: str) -> str:
    return hashlib.blake2b(number.encode(), digest_size=32).hexdigest()
