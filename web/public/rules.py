"""What work is allowed at what age: the rules of the house in words, with their sources."""

from aiohttp import web

from cases import law
from conversations import working_age
from conversations.dialogues import REPORT
from web.parts import PARTS
from web.public import frame

ROUTES = web.RouteTableDef()


@ROUTES.get("/rules", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show the rules in force today."""
    parts, code = request.app[PARTS], await frame.language(request)
    assert parts.house is not None
    told = parts.house.office_at(parts.now()).law
    sections = working_age.sections(told, parts.house.scripts[REPORT], parts.house.speaker(code))
    day = law.book().checked_on
    return frame.render(request, "public/rules.html", code, sections=sections, checked_on=day)
