"""Letting a teacher or monitor go, in two steps: what follows is said first."""

import re

from aiohttp import web

from cases import errors
from cases.absences import schools
from cases.admission import field as outdoors
from cases.admission.field import Member
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.schools import listing, paths
from web.parts import PARTS

DOORS = Doors()
_LOOKUP = re.compile(r"[0-9a-f]{32,128}")


@DOORS.get(paths.LEAVE, access.STAFFING)
async def foretell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say whom it is about, and what follows."""
    house, account = request.app[PARTS].house, _account(request)
    assert house is not None

    def read(tx: Transaction) -> tuple[Member, dict[str, str]]:
        found = outdoors.member(tx, house.office, caller.officer, account)
        if not found.school:
            return found, {}
        return found, {found.school: schools.get(tx, house.keys, found.school).name}

    try:
        found, names = await work.read(request, read)
    except (errors.UnknownOfficer, errors.UnknownSchool) as error:
        raise web.HTTPNotFound from error
    (one,) = listing.joined(house, caller, [found], names)
    return drawing.draw(request, caller, "desk/schools/leave.html", one=one)


@DOORS.post(paths.LEAVE, access.STAFFING)
async def let_go(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Let them go: their links and pages end now."""
    parts, account = request.app[PARTS], _account(request)
    house = parts.house
    assert house is not None
    try:
        await work.write(
            request,
            lambda tx: outdoors.let_go(tx, house.office, caller.officer, account, now=parts.now()),
        )
    except errors.UnknownOfficer as error:
        raise web.HTTPNotFound from error
    return drawing.seen(f"{paths.SCHOOLS}?done=left")


def _account(request: web.Request) -> str:
    account = request.match_info["one"]
    if not _LOOKUP.fullmatch(account):
        raise web.HTTPNotFound
    return account
