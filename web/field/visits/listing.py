"""The visits of a monitor: planned, under way, sent; and the way to a new one or a colleague's."""

from dataclasses import dataclass, field

from aiohttp import web

from cases.visits import drafts
from cases.visits.drafts import Draft
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import planning, theirs
from web.parts import PARTS

DOORS = Doors()


@dataclass(frozen=True, slots=True)
class Row:
    """One visit of the list. `place` is shown to its own monitors only."""

    way: str
    heading: str
    place: str = field(repr=False)
    children: int


@DOORS.get(theirs.ROOT, MONITOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The visits of whoever asks."""
    keys = request.app[PARTS].keys
    found = await work.read(request, lambda tx: drafts.of_account(tx, keys, caller.account))
    house = theirs.house_of(request)

    def rows(state: str) -> list[Row]:
        return [_row(planning.heading(house, one, caller), one) for one in found if one.state == state]

    return drawing.draw(
        request,
        caller,
        "field/visits/list.html",
        under_way=rows(drafts.OPEN),
        planned=rows(drafts.PLANNED),
        sent=list(reversed(rows(drafts.SENT))),
    )


def _row(heading: str, draft: Draft) -> Row:
    place = draft.body.plan.place if draft.body else ""
    children = len(draft.body.children) if draft.body else draft.found or 0
    return Row(theirs.path(draft), heading, place, children)
