"""Who is here: those whom this person may see, with what they may do for each."""

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from cases import officers, rotation
from cases.admission import staffing
from cases.office import Office
from cases.officers import Officer
from conversations.house import House
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.drawing import ROLES
from web.desk.people import paths
from web.desk.people.rotating import ROTATING
from web.parts import PARTS

DOORS = Doors()

_DONE = {
    "granted": Text("people.granted", "The key has been given. From now on they can read cases."),
    "left": Text("people.left", "They have left: their password opens nothing any more."),
    "keys": Text("people.keys_begun", "The keys are being made new. You can go on working."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person, in words."""

    path: str
    name: str
    role: str
    department: str
    place: str
    last: str
    waits: bool
    is_self: bool
    may_grant: bool
    may_renew: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody here who has not left, what was granted to whom, and which keys are to be made new."""

    people: tuple[Officer, ...]
    granted: frozenset[str]
    due: tuple[str, ...]


@DOORS.get(paths.PEOPLE, access.STAFFING | access.OFFICER)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show them, whoever waits for a key first."""
    house = request.app[PARTS].house
    assert house is not None
    staff = await work.read(request, lambda tx: _staff(tx, house.office))
    seen = [one for one in staff.people if staffing.may_see(house.office, caller.officer, one)]
    rows = [_row(house, caller, staff, one) for one in seen]
    link, caller.session.link = caller.session.link, ""
    done = _DONE.get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "desk/people/people.html",
        rows=sorted(rows, key=lambda row: (not row.waits, row.department, row.role, row.name)),
        done=caller.say(done) if done else "",
        link=link,
        invites=caller.role in staffing.INVITES,
        keys_due=sum(caller.signed.unlocked.opens(one) for one in staff.due),
        keys_due_elsewhere=len(staff.due) if caller.role == "admin" else 0,
        rotation=request.app[ROTATING].last if caller.role != "officer" else None,
    )


def _staff(tx: Transaction, office: Office) -> Staff:
    there = tuple(one for one in officers.everybody(tx, office.keys) if one.left_at is None)
    return Staff(there, frozenset(officers.granted(tx)), rotation.due(tx))


def _row(house: House, caller: Caller, staff: Staff, one: Officer) -> Row:
    waits = staffing.reads_cases(one) and one.grantee not in staff.granted
    place = staffing.place(house.office, one)
    return Row(
        path=paths.ONE.format(one=one.lookup),
        name=one.name,
        role=caller.say(ROLES[one.role]),
        department=department(house, one, caller.language),
        place=house.office.territories.full_name(place, caller.language) if place else "",
        last=formatting.date(date.fromisoformat(one.signed_in_on), caller.language)
        if one.signed_in_on
        else "",
        waits=waits,
        is_self=one.lookup == caller.officer.lookup,
        may_grant=waits and staffing.may_grant(house.office, caller.signed, one),
        may_renew=staffing.may_renew(house.office, caller.officer, one),
    )


def department(house: House, one: Officer, language: str) -> str:
    """Give the name of an officer's department; "" for the other roles."""
    if one.role != "officer" or house.office.departments.find(one.department) is None:
        return ""
    return house.department(one.department, language)
