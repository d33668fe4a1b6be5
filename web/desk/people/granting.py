"""Giving somebody the key of their department: who they are and what they will read is said first."""

from aiohttp import web

from cases import errors
from cases.admission import deciding, staffing
from cases.officers import Officer
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.people import acting, foretelling, paths
from web.desk.people.foretelling import Step
from web.parts import PARTS

DOORS = Doors()
GRANT = paths.ONE + "/grant"

_READS = Text(
    "people.grant_reads",
    "From then on they read every case under this key, with photos, voice and names, and see what comes in.",
)
_FOR_GOOD = Text(
    "people.grant_for_good",
    "It cannot be taken back. Only letting them go ends it: then the key is made new for everybody else.",
)
_STEP = Step(
    "grant",
    Text("people.grant", "Give the key"),
    (_READS, acting.KNOW_THEM, _FOR_GOOD),
    Text("people.grant_name", "Give the key: {name}"),
    "main",
)


@DOORS.get(GRANT, access.STAFFING | access.OFFICER)
async def foretell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say whom the key is given to, and what it opens."""
    return await foretelling.draw(request, caller, await _waiting(request, caller), _STEP)


@DOORS.post(GRANT, access.STAFFING | access.OFFICER)
async def grant(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the key; it lies open with them from their next page on."""
    parts = request.app[PARTS]
    assert parts.house is not None
    office, whom = parts.house.office, await _waiting(request, caller)
    try:
        await work.write(request, lambda tx: deciding.grant(tx, office, caller.signed, whom, now=parts.now()))
    except (errors.UnknownOfficer, errors.NotForThisKey) as error:
        raise web.HTTPNotFound from error
    return drawing.seen(f"{paths.PEOPLE}?done=granted")


async def _waiting(request: web.Request, caller: Caller) -> Officer:
    house, whom = request.app[PARTS].house, await acting.found(request)
    assert house is not None
    if not staffing.may_grant(house.office, caller.signed, whom):
        raise web.HTTPNotFound
    return whom
