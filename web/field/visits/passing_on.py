"""A visit handed to a colleague, or filled in by two: one shows a link, the other opens it."""

import re

from aiohttp import web

from cases.visits import errors, handing
from cases.visits.drafts import Draft
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import planning, theirs
from web.parts import PARTS

DOORS = Doors()
TAKE = theirs.ROOT + "/take"
_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


@DOORS.get(theirs.ROOT + "/{token}/hand-over", MONITOR)
async def ask(request: web.Request, caller: Caller) -> web.Response:
    """Whether the colleague goes on alone, or both together."""
    return _draw(request, caller, await theirs.read(request, caller), "")


@DOORS.post(theirs.ROOT + "/{token}/hand-over", MONITOR)
async def offer(request: web.Request, caller: Caller) -> web.Response:
    """Show the link with which a colleague takes the visit."""
    parts, kind = request.app[PARTS], caller.said("kind")
    if kind not in (handing.HAND, handing.SHARE):
        raise web.HTTPBadRequest

    def offered(tx: Transaction) -> tuple[Draft, str]:
        draft, now = theirs.get(tx, request, caller), parts.now()
        return draft, handing.offer(tx, parts.keys, draft, kind, entropy=parts.entropy, now=now)

    try:
        draft, code = await work.write(request, offered)
    except errors.VisitSent:
        raise web.HTTPSeeOther(theirs.ROOT) from None
    return _draw(request, caller, draft, code)


@DOORS.get(TAKE, MONITOR)
async def type_code(request: web.Request, caller: Caller) -> web.Response:
    """Ask for a colleague's code."""
    return drawing.draw(request, caller, "field/visits/take.html", code="", wrong=False)


@DOORS.get(TAKE + "/{code}", MONITOR)
async def come(request: web.Request, caller: Caller) -> web.Response:
    """Ask for the one press that takes the visit: nothing is used up by looking."""
    code = request.match_info["code"]
    if not _CODE.fullmatch(code):
        raise web.HTTPNotFound
    return drawing.draw(request, caller, "field/visits/take.html", code=code, wrong=False)


@DOORS.post(TAKE, MONITOR)
async def take(request: web.Request, caller: Caller) -> web.Response:
    """Take the visit that the code offers."""
    parts, house = request.app[PARTS], theirs.house_of(request)
    code, now = caller.said("code").rstrip("/").rpartition("/")[2], parts.now()
    territories = house.directory.territories

    def taken(tx: Transaction) -> Draft:
        return handing.take(tx, parts.keys, territories, code, caller.account, now=now)

    try:
        draft = await work.write(request, taken)
    except errors.UnknownVisit:
        return drawing.draw(request, caller, "field/visits/take.html", status=404, code="", wrong=True)
    return drawing.seen(theirs.path(draft))


def _draw(request: web.Request, caller: Caller, draft: Draft, code: str) -> web.Response:
    house = theirs.house_of(request)
    link = f"{house.public_url.rstrip('/') or request.url.origin()}{TAKE}/{code}" if code else ""
    heading = planning.heading(house, draft, caller)
    return drawing.draw(
        request, caller, "field/visits/hand_over.html", visit=draft, link=link, code=code, heading=heading
    )
