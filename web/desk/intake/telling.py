"""What the operator tells the caller at the end: the code, and who can help nearby; then the call is over."""

from typing import Any

from aiohttp import web

from cases import receipt
from conversations.lookup import card, offering
from conversations.lookup.card import Card
from conversations.lookup.listing import NEEDS
from conversations.lookup.searching import Search
from conversations.phone import ending
from conversations.phone.call import ALOUD, Open
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import opened
from web.desk.intake.calls import LIST
from web.parts import PARTS

DOORS = Doors()
MOST = 3
"""So many services are read aloud: nobody remembers more."""
_NEEDS = {text.context: text for text in NEEDS}


@DOORS.get(LIST + "/{call}/code", access.OPERATOR)
async def show_code(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the receipt to be read aloud, and the nearest services."""
    one = await opened.read(request, caller)
    number = one.call.case or one.call.alarm
    if not number:
        return drawing.seen(f"{LIST}/{one.id}")
    keys, origin = request.app[PARTS].keys, one.call.origin
    code = await work.read(request, lambda tx: receipt.issue(tx, keys, origin, number))
    return await _page(request, caller, one, "desk/intake/code.html", number=number, code=code)


@DOORS.get(LIST + "/{call}/services", access.OPERATOR)
async def show_services(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the nearest services to somebody who wants to know where to turn."""
    one = await opened.read(request, caller)
    return await _page(request, caller, one, "desk/intake/services.html")


@DOORS.post(LIST + "/{call}/end", access.OPERATOR)
async def end(request: web.Request, caller: Caller) -> web.StreamResponse:
    """End the call: it is counted, and nothing of it is kept here. What was said and not filed is filed."""
    house, now = opened.house(request), request.app[PARTS].now()

    def ended(tx: Transaction, one: Open) -> None:
        ending.finish(tx, house, one, now=now)

    await opened.change(request, caller, ended)
    return drawing.seen(f"{LIST}?done=counted")


async def _page(
    request: web.Request, caller: Caller, one: Open, template: str, **values: Any
) -> web.StreamResponse:
    asked = request.query.get("need", "")
    need = asked if asked in _NEEDS else ""
    found = await opened.aside(request, lambda: _services(request, caller, one, need)) if need else []
    spoken = one.call.spoken(caller.language)
    return drawing.draw(
        request,
        caller,
        template,
        one=one,
        call=one.call,
        spoken=spoken,
        aloud=opened.house(request).speaker(spoken).say,
        said_aloud=ALOUD,
        needs=NEEDS,
        need=need,
        services=found,
        place=_place(request, caller, one),
        **values,
    )


def _services(request: web.Request, caller: Caller, one: Open, need: str) -> list[str]:
    """Give the cards of the nearest services, in the caller's language: name, hours, telephone."""
    house, now = opened.house(request), request.app[PARTS].now()
    speaker = house.speaker(one.call.spoken(caller.language))
    found = offering.offer(house, Search(need=need, territory=one.call.place), now)
    return [
        card.text(Card(house, speaker, hit, found.territory, found.department)) for hit in found.hits[:MOST]
    ]


def _place(request: web.Request, caller: Caller, one: Open) -> str:
    house = opened.house(request)
    return house.speaker(caller.language).place(one.call.place) if one.call.place else ""
