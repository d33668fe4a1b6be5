"""Draws the pages of the desk: the frame with who is here, where they can go, and in which language."""

from dataclasses import dataclass

from aiohttp import web

from locales.texts import Text
from web import pages
from web.desk import access
from web.desk.caller import Caller
from web.parts import PARTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation, for these roles; `bodies`: of officers only those of these."""

    path: str
    text: Text
    allowed: frozenset[str]
    bodies: frozenset[str] = frozenset()


ORGANISING = frozenset({"CHILD_RIGHTS", "CHILD_RIGHTS_NAT"})
"""Bodies that organise visits; others could warn a workplace, and see no plans."""
NAVIGATION = (
    Entry("/desk/cases", Text("desk.cases", "Cases"), access.CASEWORK),
    Entry("/desk/calls", Text("desk.calls", "Telephone"), access.OPERATOR),
    Entry("/desk/tasks", Text("desk.tasks", "To do"), access.CASEWORK),
    Entry("/desk/services", Text("desk.services", "Services"), access.EVERYBODY),
    Entry(
        "/desk/visits", Text("visit.list", "Visits"), access.OFFICER | access.COORDINATOR, bodies=ORGANISING
    ),
    Entry("/desk/figures", Text("desk.figures", "Figures"), access.CASEWORK | access.ADMIN),
    Entry("/desk/schools", Text("desk.schools", "Schools"), access.STAFFING),
    Entry("/desk/plan", Text("plan.title", "Monitoring plan"), access.STAFFING),
    Entry("/desk/people", Text("desk.people", "People"), access.STAFFING),
)

ROLES = {
    "officer": Text("desk.role.officer", "Officer"),
    "operator": Text("desk.role.operator", "Operator"),
    "coordinator": Text("desk.role.coordinator", "Coordinator"),
    "editor": Text("desk.role.editor", "Editor of the directory"),
    "admin": Text("desk.role.admin", "Administrator"),
}


def draw(
    request: web.Request, caller: Caller, template: str, /, *, status: int = 200, **values: object
) -> web.Response:
    """A page of the desk. The template extends `desk/frame.html`; besides `values` it has `caller`, `csrf`,
    `here` (the path) and `navigation`.
    """
    return pages.render(
        template,
        caller.language,
        status=status,
        caller=caller,
        csrf=caller.session.csrf,
        here=request.path,
        navigation=[entry for entry in NAVIGATION if _is_for(entry, caller)],
        role=ROLES[caller.role],
        to_do=caller.session.to_do,
        department=_department(request, caller),
        demonstration=request.app[PARTS].demonstration is not None,
        **values,
    )


def _is_for(entry: Entry, caller: Caller) -> bool:
    if caller.role != "officer" or not entry.bodies:
        return caller.role in entry.allowed
    return caller.role in entry.allowed and caller.officer.department.partition(":")[0] in entry.bodies


def seen(path: str) -> web.Response:
    """Lead to a page after an act, so that loading it again does not act again."""
    return web.Response(status=303, headers={"Location": path})


def _department(request: web.Request, caller: Caller) -> str:
    """The name of an officer's department; "" for the other roles."""
    house = request.app[PARTS].house
    assert house is not None
    if caller.role != "officer" or house.directory.departments.find(caller.officer.department) is None:
        return ""
    return house.department(caller.officer.department, caller.language)
