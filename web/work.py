"""Takes work out of the event loop: reading to a reader's thread, writing to the one that writes."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from store.transaction import Transaction
from web.parts import PARTS, READERS

T = TypeVar("T")


async def read(request: web.Request, unit: Callable[[Transaction], T]) -> T:
    """The result of a unit that only reads."""
    database = request.app[PARTS].database

    def reading() -> T:
        with database.reading() as tx:
            return unit(tx)

    return await asyncio.get_running_loop().run_in_executor(request.app[READERS], reading)


async def write(request: web.Request, unit: Callable[[Transaction], T]) -> T:
    """The result of a unit that writes, once it is on disk.

    Raises:
        StoreUnavailable: nothing of it was kept.
    """
    return await asyncio.wrap_future(request.app[PARTS].writer.submit(unit))
