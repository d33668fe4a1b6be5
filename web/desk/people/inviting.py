"""Inviting somebody: in which role, for which territory or department; then a link, shown once."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from cases import officers
from cases.admission import deciding, staffing
from cases.admission.invitations import JOIN, Invitation
from cases.errors import UnknownOfficer, UnknownRole
from conversations.house import House
from directory.errors import UnknownDepartment
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.drawing import ROLES
from web.desk.people import paths
from web.parts import PARTS

DOORS = Doors()

_NOT_YOURS = Text(
    "people.invite_not_yours",
    "You cannot give this invitation. Choose a role, a territory and, for officers, a department.",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str


@DOORS.get(paths.INVITE, access.STAFFING)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for role and territory; once they are chosen, for an officer's department."""
    return _page(request, caller, request.query.get("role", ""), request.query.get("territory", ""))


@DOORS.post(paths.INVITE, access.STAFFING)
async def invite(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make the link, and show it on the page of the people."""
    parts = request.app[PARTS]
    assert parts.house is not None
    role, territory = caller.said("role"), caller.said("territory")
    invitation = _invitation(parts.house, caller, role, territory)
    if invitation is None or not staffing.may_invite(parts.house.office, caller.officer, invitation):
        return _page(request, caller, role, territory, problem=caller.say(_NOT_YOURS), status=422)
    office = parts.house.office
    try:
        token = await work.write(
            request,
            lambda tx: deciding.invite(
                tx, office, caller.officer, invitation, entropy=parts.entropy, now=parts.now()
            ),
        )
    except UnknownOfficer as error:
        raise web.HTTPNotFound from error
    caller.session.link = address(request, token)
    return drawing.seen(paths.PEOPLE)


def address(request: web.Request, token: str) -> str:
    """Give the link of an invitation, as the public address of this house says it."""
    base = request.app[PARTS].public_url.rstrip("/") or f"{request.scheme}://{request.host}"
    return f"{base}/desk/welcome/{token}"


def _invitation(house: House, caller: Caller, role: str, territory: str) -> Invitation | None:
    if territory and house.office.territories.find(territory) is None:
        return None
    try:
        code = officers.department_of(house.office.departments, role, caller.said("department"))
    except (UnknownRole, UnknownDepartment):
        return None
    return Invitation(JOIN, role, territory if role != "officer" else "", code)


def _page(
    request: web.Request,
    caller: Caller,
    role: str,
    territory: str,
    *,
    problem: str = "",
    status: int = 200,
) -> web.Response:
    house = request.app[PARTS].house
    assert house is not None
    within = caller.officer.territory
    roles = [Option(one, caller.say(ROLES[one])) for one in staffing.INVITES[caller.role]]
    return drawing.draw(
        request,
        caller,
        "desk/people/invite.html",
        status=status,
        problem=problem,
        roles=roles,
        places=list(_places(house, within, caller.language)),
        is_everywhere=not within,
        role_asked=role if any(one.value == role for one in roles) else "",
        territory_asked=territory or within,
        departments=list(_departments(house, territory, caller.language)) if role == "officer" else [],
    )


def _places(house: House, within: str, language: str) -> Iterator[Option]:
    """Give the territories that somebody may answer for: oblasts and districts, by name."""
    territories = house.office.territories
    outer = [territories.get(within)] if within else territories.oblasts(language)
    for oblast in outer:
        yield Option(oblast.code, territories.full_name(oblast.code, language))
        for inner in territories.children(oblast.code, language):
            if inner.has_services:
                yield Option(inner.code, territories.full_name(inner.code, language))


def _departments(house: House, territory: str, language: str) -> Iterator[Option]:
    """Give the departments that sit in this very territory; "" those of the whole country."""
    for one in house.office.departments.all():
        if one.territory == territory:
            yield Option(one.code, one.name(language))
