"""A worst form was found: the emergency number at once, and one press that tells the police."""

from dataclasses import dataclass

from aiohttp import web

from cases.visits import errors, submitting
from cases.visits.drafts import Draft
from conversations import handing_in_visits
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import saving, screens, theirs, too_late
from web.field.visits.saving import Page
from web.parts import PARTS

DOORS = Doors()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Whether there is a reason for it, the case that it opened (None: not raised yet), where to press."""

    is_due: bool
    number: int | None
    way: str


async def of(request: web.Request, caller: Caller, draft: Draft, child: int) -> Alarm:
    """Give the alarm of a child."""
    office = theirs.house_of(request).office
    number = await work.read(request, lambda tx: submitting.alarmed(tx, office, draft, child))
    return Alarm(is_due(draft, child), number, theirs.path(draft, child, "alarm"))


def is_due(draft: Draft, child: int) -> bool:
    """Has a worst form, or a serious threat, been found?"""
    values = draft.content.values(child)
    worst = screens.find(child, screens.WORST)
    lines = worst.questions if worst is not None else ()
    return values.get("x_threat") == "yes" or any(values.get(id) == "found" for id in lines)


@DOORS.post(theirs.ROOT + "/{token}/{child}/alarm", MONITOR)
async def alert(request: web.Request, caller: Caller) -> web.Response:
    """Keep what stands on the screen, and tell the police at once what is known of the child."""
    house, parts = theirs.house_of(request), request.app[PARTS]
    now = parts.now()

    def raised(tx: Transaction) -> tuple[Draft, int]:
        draft = theirs.get(tx, request, caller)
        if draft.body is None:
            raise errors.VisitSent
        child, screen = theirs.child_of(request, draft), screens.find(1, caller.said("screen"))
        if screen is not None:
            saving.save(tx, parts.keys, caller, Page(draft, child, screen), now=now)
        known = theirs.get(tx, request, caller)
        if child == 0 or not is_due(known, child):
            raise web.HTTPNotFound
        handing_in_visits.alert(tx, house, known, child, now=now)
        return known, child

    try:
        draft, child = await work.write(request, raised)
    except errors.VisitSent:
        return await too_late.answer(request, caller)
    return drawing.seen(f"{theirs.path(draft, child, screens.WORST)}#alarm")
