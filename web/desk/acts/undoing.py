"""Undoing what one has just done, within ten minutes: a note, a change of urgency, closing."""

from aiohttp import web

from cases.casework import ending, noting, urgency
from conversations import tidings
from locales.texts import Text
from web.desk import access
from web.desk.acts import doing
from web.desk.acts.doing import Became, Deed
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
TOO_LATE = Text(
    "desk.act.too_late",
    "This can no longer be undone: ten minutes are over, or something else has happened since.",
)


@DOORS.post("/desk/cases/{number}/undo", access.CASEWORK)
async def undo(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Undo the act that the form names (`act`), if this person did it within the last ten minutes."""
    act = caller.said("act")
    return await doing.do(request, caller, "undo", lambda deed: undone(deed, act))


def undone(deed: Deed, act: str) -> Became:
    """Undo it; the reporter who was told of a closing is told that the work goes on."""
    tx, number, officer, now = deed.tx, deed.number, deed.caller.officer, deed.now
    if act == urgency.ACT:
        done = urgency.take_back(tx, deed.office, number, officer, now=now)
    elif act == ending.ACT:
        done = ending.take_back(tx, deed.office, number, officer, now=now)
        if done:
            tidings.reopened(tx, deed.house, number, now)
    else:
        done = noting.take_back(tx, number, act, officer, now=now)
    return Became("undo") if done else deed.refused(TOO_LATE)
