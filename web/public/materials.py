"""Leaflets to print, for employers, parents and families from other countries: the rules in force."""

from dataclasses import dataclass

from aiohttp import web

from cases import law
from conversations import working_age
from conversations.dialogues import REPORT
from locales.texts import Text
from web.parts import PARTS
from web.public import frame

ROUTES = web.RouteTableDef()
_AGES, _HOURS, _BANNED, _SCHOOL = range(4)  # the order of `working_age.sections`


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One leaflet: whom it is for, what it begins with, and which rules it tells."""

    title: Text
    lead: Text
    sections: tuple[int, ...]


LEAFLETS = {
    "employers": Leaflet(
        Text("leaflet.employers", "For employers"),
        Text(
            "leaflet.employers_lead",
            "Before anybody young begins to work: how old are they, and what does the law say for that age?",
        ),
        (_AGES, _HOURS, _BANNED),
    ),
    "parents": Leaflet(
        Text("leaflet.parents", "For parents"),
        Text(
            "leaflet.parents_lead",
            "If money is short or school is hard, there is help. Asking for it is free.",
        ),
        (_SCHOOL, _AGES, _HOURS),
    ),
    "families": Leaflet(
        Text("leaflet.families", "For families who came from another country"),
        Text(
            "leaflet.families_lead",
            "Your child may go to school here. You can ask us for help in your language and need not say"
            " your name.",
        ),
        (_SCHOOL, _BANNED),
    ),
}


@ROUTES.get("/materials", allow_head=False)
async def listing(request: web.Request) -> web.StreamResponse:
    """List the leaflets."""
    return frame.render(request, "public/materials.html", await frame.language(request), leaflets=LEAFLETS)


@ROUTES.get("/materials/{leaflet}", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show one leaflet, with the rules in force today; the browser prints it."""
    leaflet, parts = LEAFLETS.get(request.match_info["leaflet"]), request.app[PARTS]
    if leaflet is None:
        raise web.HTTPNotFound
    assert parts.house is not None
    code = await frame.language(request)
    told = parts.house.office_at(parts.now()).law
    found = working_age.sections(told, parts.house.scripts[REPORT], parts.house.speaker(code))
    sections = [found[one] for one in leaflet.sections]
    day = law.book().checked_on
    return frame.render(
        request, "public/leaflet.html", code, leaflet=leaflet, sections=sections, checked_on=day
    )
