"""What was typed into a visit that a colleague has sent meanwhile: in no case, and not to be lost."""

from aiohttp import web

from cases.visits import form
from web.field import drawing
from web.field.caller import Caller
from web.field.visits import asked, planning, saving, screens, theirs

_OF_DANGER = (screens.WORST, screens.DECISION)


async def answer(request: web.Request, caller: Caller) -> web.Response:
    """Show it again (409); where the police may have to be told, with the number to call."""
    draft, house = await theirs.read(request, caller), theirs.house_of(request)
    screen = request.match_info.get("screen", screens.WORST)  # the alarm names none
    return drawing.draw(
        request,
        caller,
        "field/visits/too_late.html",
        status=409,
        visit=draft,
        heading=planning.heading(house, draft, caller),
        emergency=house.emergency if screen in _OF_DANGER else "",
        kept=[
            (caller.say(one.text), asked.shown(one, typed, caller))
            for one in form.questions()
            if (typed := saving.changed(caller, one.id)) and any(typed)
        ],
    )
