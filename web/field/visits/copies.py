"""Form 1 of a visit that was just submitted: for its monitor's own browser, half an hour, in memory alone.

What a monitor wrote is deleted when it becomes cases, which open for others only. So that the paper can still
be signed, a copy stays: sealed with the number in the monitor's cookie, of which the house keeps a hash only.
It is on no disk, and gone with the process (docs/decisions/0027).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

import msgspec
from aiohttp import web

from store import seal
from store.errors import SealBroken
from web.forms.first import Filled

LASTS = timedelta(minutes=30)
MOST = 32 * 1024 * 1024
"""Bytes of all copies together; the oldest go first."""

_of_children = msgspec.json.Decoder(dict[int, Filled])


@dataclass(frozen=True, slots=True)
class _Copy:
    until: datetime
    body: bytes = field(repr=False)


class Copies:
    """The sealed copies of this process, the oldest first. Only the event loop touches them."""

    def __init__(self) -> None:
        self._sealed: dict[str, _Copy] = {}

    def keep(self, visit: str, session: str, forms: Mapping[int, Filled], *, now: datetime) -> None:
        """Keep the forms of a visit by its children, for the browser with this number in its cookie."""
        body = seal.seal_under(_key(session), msgspec.json.encode(dict(forms)), _context(visit))
        self._sealed.pop(visit, None)
        self._sealed[visit] = copy = _Copy(now + LASTS, body)
        while sum(len(one.body) for one in self._sealed.values()) > MOST:
            del self._sealed[next(iter(self._sealed))]
        asyncio.get_running_loop().call_later(LASTS.total_seconds(), self._forget, visit, copy)

    def find(self, visit: str, session: str, *, now: datetime) -> Mapping[int, Filled]:
        """Give the forms by their children; none where there are none, the time is over, or it is another
        browser.
        """
        copy = self._sealed.get(visit)
        if copy is None or copy.until <= now:
            self._sealed.pop(visit, None)
            return {}
        try:
            return _of_children.decode(seal.unseal_under(_key(session), copy.body, _context(visit)))
        except SealBroken:
            return {}

    def _forget(self, visit: str, copy: _Copy) -> None:
        if self._sealed.get(visit) is copy:
            del self._sealed[visit]


COPIES = web.AppKey("copies", Copies)


def _key(session: str) -> bytes:
    return blake2b(session.encode(), digest_size=seal.KEY_SIZE, person=b"form 1 copy").digest()


def _context(visit: str) -> str:
    return f"form 1:{visit}"
