"""Closures that wait for the coordinating body: a list, many approved with one press, or sent back."""

from collections.abc import Mapping
from datetime import datetime

from aiohttp import web

from cases import case, scope
from cases.followups import closures
from cases.followups.schedule import Begun
from conversations import outcomes, tasks, tidings
from conversations.house import House
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/closures"
MOST = 200
BACK: Mapping[str, Text] = {
    "visit": Text("f.sent_back.visit", "Please visit once more before the case is closed."),
    "school": Text("f.sent_back.school", "Please ask the school once more before the case is closed."),
    "measures": Text("f.sent_back.measures", "Please look at the measures before the case is closed."),
    "talk": Text("f.sent_back.talk", "Please talk with the coordinator before the case is closed."),
}
DONE = Text("f.approved", "Closed: {closed}. Sent back: {returned}.")


@DOORS.get(PATH, access.COORDINATOR)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The closures of the coordinator's territory that wait."""
    return await _page(request, caller)


@DOORS.post(PATH, access.COORDINATOR)
async def decide(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Approve those that are ticked, or send them back with a reason, as the button says that was pressed."""
    house, now = _house(request), request.app[PARTS].now()
    reason = "" if caller.said("do") == "close" else caller.said("reason")
    ticked = {int(one) for one in caller.lists.get("case", ()) if one.isascii() and one.isdecimal()}

    def unit(tx: Transaction) -> tuple[int, int]:
        numbers = [one.case_number for one in _waiting(tx, house, caller, now) if one.case_number in ticked]
        if reason:
            asked = [
                closures.send_back(tx, house.office_at(now), one, reason, by=caller.officer.actor, now=now)
                for one in numbers
            ]
            tasks.show(tx, house, [one for one in asked if one is not None], now)
            return 0, len(numbers)
        closed = [one for one in numbers if closures.approve(tx, one, by=caller.officer.actor, now=now)]
        for one in closed:
            tidings.closed(tx, house, one, now)
        return len(closed), 0

    if reason and reason not in BACK:
        raise web.HTTPNotFound
    done, returned = await work.write(request, unit)
    return await _page(request, caller, caller.say(DONE, closed=done, returned=returned))


async def _page(request: web.Request, caller: Caller, said: str = "") -> web.StreamResponse:
    house, now = _house(request), request.app[PARTS].now()

    def look(tx: Transaction) -> list[tuple[int, str, str, str]]:
        found = _waiting(tx, house, caller, now)
        return [
            (
                one.case_number,
                house.speaker(caller.language).place(case.get(tx, one.case_number).territory),
                caller.say(outcomes.WORDS[one.outcome]),
                formatting.date(one.since, caller.language),
            )
            for one in found
        ]

    rows = await work.read(request, look)
    return drawing.draw(request, caller, "desk/followups/closures.html", rows=rows, said=said, back=BACK)


def _waiting(tx: Transaction, house: House, caller: Caller, now: datetime) -> list[Begun]:
    """Those of the cases that are theirs."""
    within = scope.theirs(house.directory.territories, caller.officer, now)
    return list(closures.proposed(tx, within))[:MOST]


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
