"""Passwords are tried one after the other, in a thread of their own: each try costs 128 MB and a third of a
second, and nobody can make the house spend more than one at a time.

Whoever comes waits in a queue. Of its places one address may have a few: a flood leaves room for others.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from aiohttp import web

from cases.admission import throttle
from web import newcomers, work
from web.errors import Waits
from web.parts import PARTS

PLACES = 40
FROM_ONE = 8

T = TypeVar("T")


@dataclass(slots=True)
class Hashing:
    """The thread, and who waits for it."""

    thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="web-password")
    )
    _waiting: Counter[str] = field(default_factory=Counter, repr=False)

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Take a place in the queue.

        Raises:
            HTTPServiceUnavailable: there is none now.
        """
        if self._waiting.total() >= PLACES or self._waiting[address] >= FROM_ONE:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "30"})
        self._waiting[address] += 1
        try:
            yield
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]


HASHING = web.AppKey("trying of passwords", Hashing)


async def opened(app: web.Application) -> AsyncIterator[None]:
    """Keep the thread while the application runs."""
    app[HASHING] = Hashing()
    yield
    app[HASHING].thread.shutdown(cancel_futures=True)


async def tried(request: web.Request, lookup: str, unit: Callable[[], T]) -> T:
    """Give the result of a unit that tries a password, when its turn has come; the try is counted before.

    Raises:
        Waits: this name (its keyed hash) has been tried too often.
        HTTPServiceUnavailable: too many wait for their turn.
    """
    now = request.app[PARTS].now()
    with request.app[HASHING].place(newcomers.address_of(request)):
        until = await work.write(request, lambda tx: throttle.count(tx, lookup, now))
        if until is not None:
            raise Waits(until)
        return await _run(request, unit)


async def made(request: web.Request, unit: Callable[[], T]) -> T:
    """Give the result of a unit that makes a lock, which guesses nothing. Raises HTTPServiceUnavailable."""
    with request.app[HASHING].place(newcomers.address_of(request)):
        return await _run(request, unit)


async def _run(request: web.Request, unit: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(request.app[HASHING].thread, unit)
