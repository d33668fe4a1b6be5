"""Changes of the directory file: one at a time, beside the event loop, and the house knows them at once."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from cases.services import private
from directory.editing.changing import Entrust
from directory.errors import DirectoryBusy
from directory.exchange.withheld import Withheld
from web.desk.caller import Caller
from web.desk.services import shelf
from web.parts import PARTS

T = TypeVar("T")

_PATIENCE, _PAUSE = 40, 0.1
"""How often the file is tried while somebody else changes it, and seconds between."""


async def change(request: web.Request, act: Callable[[Path], T]) -> T:
    """The result of an act on the directory file; pages show it from then on, the search some seconds later.

    Raises:
        HTTPServiceUnavailable: somebody else has been changing the file for some seconds.
        What the act raises: then nothing has changed.
    """
    house = shelf.house(request)

    def done(path: Path) -> T:
        result = act(path)
        house.shelf.reread()
        return result

    return await look(request, done)


async def look(request: web.Request, act: Callable[[Path], T]) -> T:
    """The result of an act on the directory file that changes nothing, or renews the house itself.

    Raises:
        HTTPServiceUnavailable: somebody else has been changing the file for some seconds.
    """
    path = shelf.file(request)
    for _ in range(_PATIENCE):
        try:
            return await asyncio.to_thread(act, path)
        except DirectoryBusy:
            await asyncio.sleep(_PAUSE)
    raise web.HTTPServiceUnavailable


def entrusting(request: web.Request, caller: Caller) -> Entrust:
    """What keeps in the database of cases what the file may not hold; called in a thread."""
    parts, role = request.app[PARTS], caller.role

    def entrust(withheld: Mapping[str, Withheld]) -> None:
        now = parts.now()
        parts.writer.submit(lambda tx: private.entrust(tx, parts.keys, withheld, by=role, now=now)).result()

    return entrust
