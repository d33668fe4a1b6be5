"""How many new visitors come within a minute, from one address and in all. No address is kept.

An address is counted under a keyed hash. The key is drawn anew with every minute, when all counts are
dropped: nothing is written anywhere, and nobody can tell afterwards who was here.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from aiohttp import web

from store.transaction import Transaction
from web import work
from web.errors import TooManyNewcomers
from web.visit import Came, View

FROM_ONE = 60  # a minute; a whole school may share one address
IN_ALL = 1200
_LOCAL = ("127.0.0.1", "::1")
_ALL = b""


@dataclass(slots=True)
class Newcomers:
    """Counts in the memory of this process alone."""

    entropy: Callable[[int], bytes]
    _minute: int = 0
    _key: bytes = b""
    _came: Counter[bytes] = field(default_factory=Counter)

    def may_come(self, address: str, now: datetime) -> bool:
        """Tell whether one more from this address may come in this minute."""
        self._turn(now)
        return self._came[self._hash(address)] < FROM_ONE and self._came[_ALL] < IN_ALL

    def came(self, address: str, now: datetime) -> None:
        """Count somebody who was new."""
        self._turn(now)
        self._came.update((self._hash(address), _ALL))

    def _turn(self, now: datetime) -> None:
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._key = minute, self.entropy(32)
            self._came.clear()

    def _hash(self, address: str) -> bytes:
        return blake2b(address.encode(), key=self._key, digest_size=8).digest()


NEWCOMERS = web.AppKey("newcomers", Newcomers)


def may_come(request: web.Request, now: datetime) -> bool:
    """Tell whether this request may be somebody new."""
    return request.app[NEWCOMERS].may_come(address_of(request), now)


async def admitted(request: web.Request, came: Came, unit: Callable[[Transaction], View]) -> View:
    """The view that a unit gives, once it is on disk; who turned out to be new is counted.

    Raises:
        HTTPTooManyRequests: it was somebody new, and one too many. Whoever is known is always let in.
        StoreUnavailable: nothing of it was kept.
    """
    try:
        view = await work.write(request, unit)
    except TooManyNewcomers:
        raise web.HTTPTooManyRequests(headers={"Retry-After": "60"}) from None
    if view.visitor == came.drawn:
        request.app[NEWCOMERS].came(address_of(request), came.now)
    return view


def address_of(request: web.Request) -> str:
    """Give where a request comes from; behind a server on this machine, what that one says it is.

    Only the last address counts: it was put there by our own server, those before it by whoever liked to.
    """
    direct = request.remote or ""
    told = request.headers.get("X-Forwarded-For", "")
    return told.rpartition(",")[2].strip() or direct if direct in _LOCAL else direct
