"""The schools of a territory, and who joined: role, school or place, day. No names of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from cases.absences import schools
from cases.absences.schools import School
from cases.admission import field as outdoors
from cases.admission.field import Member
from conversations.house import House
from conversations.joining import ROLES
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.schools import paths
from web.parts import PARTS

DOORS = Doors()
DONE = {
    "left": Text("schools.left", "They have been let go: their links and pages no longer open."),
    "added": Text("schools.added", "The school has been added."),
    "changed": Text("schools.changed", "Saved."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One school in words."""

    path: str
    name: str = field(repr=False)
    place: str
    teachers: int
    conflict: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """One teacher or monitor in words: never a name."""

    path: str
    role: str
    where: str = field(repr=False)
    joined: str


@DOORS.get(paths.SCHOOLS, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show schools, and who joined."""
    house = request.app[PARTS].house
    assert house is not None
    there, members = await work.read(request, lambda tx: _read(tx, house, caller))
    done = DONE.get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "desk/schools/list.html",
        schools=[_row(house, caller, one, members) for one in there],
        members=joined(house, caller, members, {one.code: one.name for one in there}),
        done=caller.say(done) if done else "",
    )


def joined(house: House, caller: Caller, members: list[Member], names: Mapping[str, str]) -> list[Joined]:
    """Give people of the field in words."""
    return [
        Joined(
            paths.LEAVE.format(one=one.account),
            caller.say(ROLES[one.role]),
            names.get(one.school, "") or place(house, one.territory, caller.language),
            formatting.date(one.joined_at, caller.language),
        )
        for one in members
    ]


def place(house: House, territory: str, language: str) -> str:
    """Give the full name of a territory."""
    return house.directory.territories.full_name(territory, language)


def _read(tx: Transaction, house: House, caller: Caller) -> tuple[list[School], list[Member]]:
    territories = house.directory.territories
    there = schools.of_territory(tx, house.keys, territories, caller.officer.territory)
    return there, outdoors.members(tx, house.office, caller.officer)


def _row(house: House, caller: Caller, one: School, members: list[Member]) -> Row:
    return Row(
        paths.ONE.format(school=one.code),
        one.name,
        place(house, one.territory, caller.language),
        sum(member.school == one.code for member in members),
        one.conflict,
    )
