"""Letting somebody go: at once; and new keys in the background, so that what they remember opens nothing."""

from aiohttp import web

from cases import rotation
from cases.admission import staffing
from cases.errors import UnknownOfficer
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.people import acting, paths
from web.desk.people.rotating import ROTATING
from web.desk.sessions import SESSIONS
from web.parts import PARTS

DOORS = Doors()


@DOORS.post(paths.ONE + "/leave", access.STAFFING)
async def let_go(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Let somebody go. Their sessions end now; keys that lie open here are made new from now on."""
    parts = request.app[PARTS]
    assert parts.house is not None
    whom = await acting.found(request)
    if not staffing.may_renew(parts.house.office, caller.officer, whom):
        raise web.HTTPNotFound

    office, now = parts.house.office, parts.now()
    try:
        holders = await work.write(
            request, lambda tx: staffing.let_go(tx, office, caller.officer, whom, now=now)
        )
    except UnknownOfficer as error:
        raise web.HTTPNotFound from error
    request.app[SESSIONS].end_of(whom.lookup)
    request.app[ROTATING].begin(parts, caller.signed, holders)
    return drawing.seen(f"{paths.PEOPLE}?done=left")


@DOORS.post(paths.KEYS, access.COORDINATOR)
async def make_new(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make those keys new that somebody knew who has left, an admin having let them go for example."""
    rotating = request.app[ROTATING]
    if rotating.last is None or rotating.last.is_over:
        rotating.begin(request.app[PARTS], caller.signed, await work.read(request, rotation.due))
    return drawing.seen(f"{paths.PEOPLE}?done=keys")
