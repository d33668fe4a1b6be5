"""Adding a school: its name, and the place by typing; what the words may mean is offered, then chosen."""

from aiohttp import web

from cases import errors
from cases.absences import schools
from cases.admission import staffing
from conversations.house import House
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import places
from web.desk.intake.places import Site
from web.desk.schools import paths
from web.parts import PARTS

DOORS = Doors()

_NO_NAME = Text("schools.no_name", "Please write the name of the school.")
_NO_PLACE = Text("schools.no_place", "Please write where it is: a district, town or village.")
_UNKNOWN = Text(
    "schools.unknown_place", "We do not know such a place in your territory. Please write it again."
)
_CHOOSE = Text("schools.choose_place", "Please choose which place it is.")


@DOORS.get(paths.NEW, access.STAFFING)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for name and place."""
    return _page(request, caller, "", [])


@DOORS.post(paths.NEW, access.STAFFING)
async def add(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Offer the places that were meant; once one is chosen, add the school."""
    parts = request.app[PARTS]
    house, name, typed = parts.house, caller.said("name"), caller.said("place")
    assert house is not None
    offered = theirs(house, caller, typed)
    if not name:
        return _page(request, caller, caller.say(_NO_NAME), offered)
    chosen = caller.said("territory")
    if caller.said("typed") != typed or chosen not in {one.code for one in offered}:
        why = _CHOOSE if offered else _UNKNOWN if typed else _NO_PLACE
        return _page(request, caller, caller.say(why), offered)
    conflict = caller.said("conflict") == "yes"
    try:
        added = await work.write(
            request,
            lambda tx: schools.add(
                tx, parts.keys, name, chosen, conflict=conflict, entropy=parts.entropy, now=parts.now()
            ),
        )
    except errors.WordsUnfit:
        return _page(request, caller, caller.say(_NO_NAME), offered)
    return drawing.seen(f"{paths.ONE.format(school=added.code)}?done=added")


def theirs(house: House, caller: Caller, typed: str) -> list[Site]:
    """Give the places of their territory that the words may mean, best first."""
    within = caller.officer.territory
    found = places.meant(house, typed, caller.language)
    return [one for one in found if staffing.is_within(house.office, one.code, within)]


def _page(request: web.Request, caller: Caller, problem: str, offered: list[Site]) -> web.Response:
    return drawing.draw(
        request,
        caller,
        "desk/schools/new.html",
        status=422 if problem else 200,
        problem=problem,
        offered=offered,
        longest=schools.LONGEST,
    )
