"""The services as the running house has them, and the file they lie in, for pages of the desk."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from aiohttp import web

from conversations.house import House
from directory import reading
from directory.service import Service
from web.parts import PARTS, READERS

T = TypeVar("T")


def house(request: web.Request) -> House:
    """The house behind the desk."""
    found = request.app[PARTS].house
    assert found is not None
    return found


def file(request: web.Request) -> Path:
    """The directory file; 404 in a house that was given none: there is nothing to keep."""
    found = house(request).file
    if found is None:
        raise web.HTTPNotFound
    return found


def service(request: web.Request, name: str = "service") -> Service:
    """The service that the path names; 404 when there is none."""
    found = house(request).shelf.services.get(request.match_info[name])
    if found is None:
        raise web.HTTPNotFound
    return found


async def thought(request: web.Request, work: Callable[[], T]) -> T:
    """The result of something that takes a while, worked out beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(request.app[READERS], work)


async def read(request: web.Request, unit: Callable[[Connection], T]) -> T:
    """What a unit reads in the directory file."""
    path = file(request)

    def reading_it() -> T:
        with reading.connected(path) as connection:
            return unit(connection)

    return await thought(request, reading_it)
