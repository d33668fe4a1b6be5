"""What is done for one person: a new password or phone."""

import re

from aiohttp import web

from cases import errors, officers
from cases.admission import deciding, invitations, staffing
from cases.officers import Officer
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.people import foretelling, inviting, listing, paths
from web.desk.people.foretelling import Step
from web.parts import PARTS

DOORS = Doors()
RENEW = paths.ONE + "/renew"

_PURPOSES = (invitations.PASSWORD, invitations.PHONE)
_LOOKUP = re.compile(r"[0-9a-f]{32}")
_WHY = Text(
    "people.password_why",
    "With this link they choose a new password and set up one-time passwords anew. Nobody can look up the "
    "old one.",
)
_KEY = Text(
    "people.password_key",
    "After that they wait for the key again: somebody who holds it has to give it to them.",
)
KNOW_THEM = Text("people.know_them", "Give it only to somebody whom you see or whose voice you know.")
_HEADING = Text("people.password", "The password is forgotten")
_PRESS = Text("people.make_link", "Make the link")


@DOORS.get(paths.ONE, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what can be done for somebody."""
    house, whom = request.app[PARTS].house, await manageable(request, caller)
    assert house is not None
    return drawing.draw(
        request,
        caller,
        "desk/people/one.html",
        whom=whom,
        path=paths.ONE.format(one=whom.lookup),
        whose=listing.department(house, whom, caller.language),
        has_key=staffing.reads_cases(whom),
    )


@DOORS.get(RENEW, access.STAFFING)
async def foretell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say what follows from a new password, before the link is made."""
    whom = await manageable(request, caller)
    return await foretelling.draw(request, caller, whom, _step(whom))


@DOORS.post(RENEW, access.STAFFING)
async def renew(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make a link to a new password or another phone, and show it once."""
    parts = request.app[PARTS]
    assert parts.house is not None
    whom, purpose, office = await manageable(request, caller), caller.said("purpose"), parts.house.office
    if purpose not in _PURPOSES:
        raise web.HTTPBadRequest
    try:
        token = await work.write(
            request,
            lambda tx: deciding.renew(
                tx,
                office,
                caller.officer,
                whom,
                purpose,
                understood=foretelling.understood(caller),
                entropy=parts.entropy,
                now=parts.now(),
            ),
        )
    except errors.UnknownOfficer as error:
        raise web.HTTPNotFound from error
    except errors.NotUnderstood:
        return await foretelling.draw(request, caller, whom, _step(whom), is_refused=True)
    caller.session.link = inviting.address(request, token)
    return drawing.seen(paths.PEOPLE)


async def manageable(request: web.Request, caller: Caller) -> Officer:
    """Give whom the address names, if it is theirs to manage. Raises HTTPNotFound."""
    house, whom = request.app[PARTS].house, await found(request)
    assert house is not None
    if not staffing.may_renew(house.office, caller.officer, whom):
        raise web.HTTPNotFound
    return whom


async def found(request: web.Request) -> Officer:
    """Give whom the address names. Raises HTTPNotFound: nobody, or they have left."""
    keys, lookup = request.app[PARTS].keys, request.match_info["one"]
    if not _LOOKUP.fullmatch(lookup):
        raise web.HTTPNotFound
    whom = await work.read(request, lambda tx: officers.by_lookup(tx, keys, lookup))
    if whom is None or whom.left_at is not None:
        raise web.HTTPNotFound
    return whom


def _step(whom: Officer) -> Step:
    points = (_WHY, _KEY, KNOW_THEM) if staffing.reads_cases(whom) else (_WHY, KNOW_THEM)
    return Step("renew", _HEADING, points, _PRESS, "main", {"purpose": invitations.PASSWORD})
