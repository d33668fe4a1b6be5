"""Classes of a school at the desk: their labels, and who asks to teach one, which the coordinator decides."""

from dataclasses import dataclass, field

from aiohttp import web

from cases import errors
from cases.absences import classes, handing_over
from cases.absences.schools import School
from cases.admission import field as outdoors
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
    handing_over.OVER: Text("schools.handed_over", "The class has been given to the teacher who asked."),
    handing_over.TOGETHER: Text("schools.handed_too", "The class has one teacher more."),
    handing_over.REFUSED: Text("school.gave_not", "The class stays as it was."),
    "nobody": Text("school.gave_nobody", "Nobody asks for this class any more."),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks: never a name."""

    account: str = field(repr=False)
    joined: str
    asked: str


@dataclass(frozen=True, slots=True)
class Row:
    """One class: its label, how many teach it, who asks for it."""

    path: str
    label: str = field(repr=False)
    teachers: int
    asking: tuple[Asking, ...]


@DOORS.post(paths.CLASS, access.STAFFING)
async def decide(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the class over, let two teach it, or leave it as it was."""
    parts, how = request.app[PARTS], caller.said("how")
    house, school = parts.house, request.match_info["school"]
    assert house is not None
    if how not in handing_over.ANSWERS:
        raise web.HTTPNotFound

    def unit(tx: Transaction) -> bool:
        of = classes.get(tx, house.keys, request.match_info["class_id"])
        if of.school != school:
            raise errors.UnknownClass
        wish = (caller.said("who"), how)
        return outdoors.hand_over(tx, house.office, caller.officer, of, wish, now=parts.now())

    try:
        done = how if await work.write(request, unit) else "nobody"
    except (errors.UnknownSchool, errors.UnknownOfficer, errors.UnknownClass) as error:
        raise web.HTTPNotFound from error
    return drawing.seen(f"{paths.ONE.format(school=school)}?done={done}")


def rows(tx: Transaction, request: web.Request, caller: Caller, school: School) -> list[Row]:
    """Give the classes of a school; of pupils nothing."""
    found = []
    for one in classes.of_school(tx, request.app[PARTS].keys, school.code):
        asking = tuple(
            Asking(
                wish.account,
                formatting.date(wish.joined_at, caller.language),
                formatting.date(wish.asked_at, caller.language),
            )
            for wish in handing_over.asked(tx, one)
        )
        path = paths.CLASS.format(school=school.code, class_id=one.id)
        found.append(Row(path, one.label, len(classes.teachers_of(tx, one.id)), asking))
    return found
