"""What every page of a visit needs first: the visit of whoever asks, or no such page."""

import re

from aiohttp import web

from cases.visits import drafts, errors
from cases.visits.drafts import Draft
from conversations.house import House
from store.transaction import Transaction
from web import work
from web.field.caller import Caller
from web.parts import PARTS

ROOT = "/field/visits"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


def house_of(request: web.Request) -> House:
    """Give the house behind the page."""
    house = request.app[PARTS].house
    if house is None:
        raise web.HTTPNotFound
    return house


def get(tx: Transaction, request: web.Request, caller: Caller) -> Draft:
    """Give the visit that the path names. Raises HTTPNotFound: there is none, or it is somebody else's."""
    token = request.match_info["token"]
    if not _TOKEN.fullmatch(token):
        raise web.HTTPNotFound
    try:
        return drafts.get(tx, request.app[PARTS].keys, token, caller.account)
    except errors.UnknownVisit:
        raise web.HTTPNotFound from None


async def read(request: web.Request, caller: Caller) -> Draft:
    """Give the visit that the path names, as `get`."""
    return await work.read(request, lambda tx: get(tx, request, caller))


def child_of(request: web.Request, draft: Draft) -> int:
    """Give the child that the path names, 0 for the visit itself. Raises HTTPNotFound: it has none such."""
    told = request.match_info["child"]
    child = int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else -1
    if child != 0 and (draft.body is None or child not in draft.body.children):
        raise web.HTTPNotFound
    return child


def path(draft: Draft, *more: str | int) -> str:
    """Give the path of a page of this visit."""
    return "/".join((ROOT, draft.token, *map(str, more)))
