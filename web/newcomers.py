"""How many new visitors come within a minute, from one address and in all."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from store.transaction import Transaction
from web import work
from web.crowds import Crowd
from web.errors import TooManyNewcomers
from web.visit import Came, View

FROM_ONE = 60  # a minute; a whole school may share one address
IN_ALL = 1200
_LOCAL = ("127.0.0.1", "::1")


class Newcomers(Crowd):
    """Those who came for the first time."""

    def may_come(self, address: str, now: datetime) -> bool:
        """Tell whether one more from this address may come in this minute."""
        return self.of(address, now) < FROM_ONE and self.in_all(now) < IN_ALL


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
