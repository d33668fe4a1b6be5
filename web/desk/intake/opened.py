"""The open call that an address names: this operator's, or there is no such page."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from conversations.house import House
from conversations.phone import call as calls
from conversations.phone.call import Call, Open
from store.transaction import Transaction
from web import work
from web.desk.caller import Caller
from web.parts import PARTS, READERS

T = TypeVar("T")
_MOST_DIGITS = 12


def house(request: web.Request) -> House:
    """Give the house behind the desk."""
    found = request.app[PARTS].house
    assert found is not None
    return found


def number(request: web.Request) -> int:
    """Give the id in the address. Raises HTTPNotFound for anything else."""
    told = request.match_info["call"]
    if not (told.isascii() and told.isdecimal() and len(told) <= _MOST_DIGITS):
        raise web.HTTPNotFound
    return int(told)


async def read(request: web.Request, caller: Caller) -> Open:
    """Give the open call. Raises HTTPNotFound when it is over, or another operator's."""
    id = number(request)
    return _there(await work.read(request, lambda tx: calls.get(tx, house(request), id, _operator(caller))))


async def change(
    request: web.Request, caller: Caller, unit: Callable[[Transaction, Open], Call | None]
) -> Open:
    """Give the call as `unit` leaves it, kept; a unit that gives None has ended it.

    Raises:
        HTTPNotFound: it is over, or another operator's.
    """
    id, now = number(request), request.app[PARTS].now()

    def kept(tx: Transaction) -> Open | None:
        one = calls.get(tx, house(request), id, _operator(caller))
        if one is None:
            return None
        call = unit(tx, one)
        if call is None:
            return one
        if call != one.call:
            calls.keep(tx, house(request), id, call, now=now)
        return Open(one.id, one.operator, one.began_at, one.touched_at, call)

    return _there(await work.write(request, kept))


async def aside(request: web.Request, made: Callable[[], T]) -> T:
    """Give what is made in a reader's thread: looking for places and services takes its time."""
    return await asyncio.get_running_loop().run_in_executor(request.app[READERS], made)


def _operator(caller: Caller) -> str:
    return caller.officer.lookup


def _there(found: Open | None) -> Open:
    if found is None:
        raise web.HTTPNotFound
    return found
