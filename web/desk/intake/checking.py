"""Reading back: what was written down, in the caller's language, who will receive it and why; then filing."""

from dataclasses import replace
from typing import Any

import msgspec
from aiohttp import web

from cases import errors
from cases.judgement import Judgement
from cases.rerouting import Wish
from conversations import notices
from conversations.dossier import why
from conversations.phone import filing
from conversations.phone.call import ALOUD, Call, Open
from store.transaction import Transaction
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import opened
from web.desk.intake.calls import LIST
from web.parts import PARTS

DOORS = Doors()
OPERATOR = "operator"


@DOORS.get(LIST + "/{call}/check", access.OPERATOR)
async def check(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what will be filed, to be read to the caller."""
    one = await opened.read(request, caller)
    if one.call.case:
        return drawing.seen(f"{LIST}/{one.id}/code")
    if one.call.beside:
        return drawing.seen(f"{LIST}/{one.id}")
    return await _page(request, caller, one)


@DOORS.post(LIST + "/{call}/check", access.OPERATOR)
async def file(request: web.Request, caller: Caller) -> web.StreamResponse:
    """File it: for the proposed department, or for another one with a reason."""
    house, now = opened.house(request), request.app[PARTS].now()
    to, reason = caller.said("to"), caller.said("reason")
    before = await opened.read(request, caller)
    if to:
        known = await opened.aside(request, lambda: filing.receivers(house, before.call, now))
        if reason not in filing.REASONS or to not in {one.code for one in known}:
            return await _page(request, caller, before, problem="reason", status=422, to=to)
    wish = Wish(to, reason, OPERATOR) if to else None

    def filed(tx: Transaction, one: Open) -> Call:
        partial = filing.WHAT not in filing.heard(house, one.call, now).session.answers
        return filing.file(
            tx,
            house,
            one.call,
            now=now,
            wish=wish,
            unlocked=caller.signed.unlocked,
            is_partial=partial,
        )

    try:
        done = await opened.change(request, caller, filed)
    except errors.ReroutingRefused:
        return await _page(request, caller, before, problem="refused", status=409, to=to)
    return drawing.seen(f"{LIST}/{done.id}/code")


async def _page(
    request: web.Request, caller: Caller, one: Open, *, problem: str = "", status: int = 200, to: str = ""
) -> web.StreamResponse:
    values = await opened.aside(request, lambda: _values(request, caller, one))
    return drawing.draw(
        request, caller, "desk/intake/check.html", status=status, problem=problem, to=to, one=one, **values
    )


def _values(request: web.Request, caller: Caller, one: Open) -> dict[str, Any]:
    house, now, call = opened.house(request), request.app[PARTS].now(), one.call
    session = filing.heard(house, call, now).session
    spoken = call.spoken(caller.language)
    found = filing.judged(house, call, now)
    is_told = filing.WHAT in session.answers
    return {
        "call": call,
        "spoken": spoken,
        "aloud": house.speaker(spoken).say,
        "said_aloud": ALOUD,
        "answers": filing.answers(house, session, spoken),
        "is_told": is_told,
        "is_placed": bool(call.place),
        "lead": house.department(found.addressed.lead.code, caller.language),
        "copies": [house.department(one.code, caller.language) for one in found.addressed.copies],
        "urgency": notices.urgency(found.assessment.urgency, house.speaker(caller.language)),
        "reasons": _reasons(request, caller, found),
        # What an alarm has told already goes on where it is: another department is chosen on the case's page.
        "others": _others(request, caller, call) if is_told and not call.alarm else [],
    }


def _reasons(request: web.Request, caller: Caller, found: Judgement) -> list[Any]:
    house = opened.house(request)
    assessment = msgspec.to_builtins(found.assessment)
    told = why.sections(house, assessment, house.speaker(caller.language))
    return [
        replace(section, lines=tuple(line for line in section.lines if line.kind != why.SOURCED))
        for section in told
    ]


def _others(request: web.Request, caller: Caller, call: Call) -> list[tuple[str, str]]:
    house, now = opened.house(request), request.app[PARTS].now()
    found = filing.receivers(house, call, now)
    return sorted(((one.code, house.department(one.code, caller.language)) for one in found), key=_name)


def _name(pair: tuple[str, str]) -> str:
    return pair[1]
