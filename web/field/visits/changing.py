"""What one press changes in a visit: the next child, a child begun by mistake, a visit called off."""

from collections.abc import Callable

from aiohttp import web

from cases.visits import drafts, errors
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import screens, theirs
from web.parts import PARTS

DOORS = Doors()
ONE = theirs.ROOT + "/{token}"
_DIGITS = 9


@DOORS.post(ONE + "/next-child", MONITOR)
async def next_child(request: web.Request, caller: Caller) -> web.Response:
    """Begin the next child, with the workplace of the one before. A second press of the same button begins
    none: it shows the child that the first has begun, or a colleague, among the others.
    """
    parts, said = request.app[PARTS], caller.said("after")
    after = int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else None

    def add(tx: Transaction) -> str:
        draft, now = theirs.get(tx, request, caller), parts.now()
        if after not in (None, draft.content.last):
            return f"{theirs.path(draft)}#child-{draft.content.last}"
        number = drafts.add_child(tx, parts.keys, draft.token, caller.account, now=now)
        return theirs.path(draft, number, screens.OF_CHILD[0].name)

    return await _done(request, add)


@DOORS.post(ONE + "/{child}/drop", MONITOR)
async def drop_child(request: web.Request, caller: Caller) -> web.Response:
    """Take a child out that was begun by mistake; what was written of it is deleted."""
    parts = request.app[PARTS]

    def drop(tx: Transaction) -> str:
        draft, now = theirs.get(tx, request, caller), parts.now()
        child = theirs.child_of(request, draft)
        if child == 0:
            raise web.HTTPNotFound
        drafts.drop_child(tx, parts.keys, draft.token, caller.account, child, now=now)
        return theirs.path(draft)

    return await _done(request, drop)


@DOORS.post(ONE + "/call-off", MONITOR)
async def call_off(request: web.Request, caller: Caller) -> web.Response:
    """Call the visit off; what was written is deleted."""
    parts = request.app[PARTS]

    def drop(tx: Transaction) -> str:
        draft = theirs.get(tx, request, caller)
        drafts.drop(tx, parts.keys, draft.token, caller.account, now=parts.now())
        return theirs.ROOT

    return await _done(request, drop)


async def _done(request: web.Request, unit: Callable[[Transaction], str]) -> web.Response:
    try:
        return drawing.seen(await work.write(request, unit))
    except errors.VisitSent:
        return drawing.seen(theirs.ROOT)
