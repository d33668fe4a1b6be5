"""One press each: take a case, give it back, accept it, confirm it."""

from aiohttp import web

from cases.casework import accepting, taking
from conversations import confirming
from web.desk import access
from web.desk.acts import acknowledging, doing
from web.desk.acts.doing import Became, Deed
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()


@DOORS.post("/desk/cases/{number}/take", access.CASEWORK)
async def take(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say that the case is the caller's own."""
    return await doing.do(request, caller, "take", taken)


@DOORS.post("/desk/cases/{number}/give-back", access.CASEWORK)
async def give_back(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the case back, so that somebody else can take it."""
    return await doing.do(request, caller, "give-back", given_back)


@DOORS.post("/desk/cases/{number}/accept", access.CASEWORK)
async def accept(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say that the caller's department works on the case; acknowledged by that, if it was not before."""
    return await doing.do(request, caller, "accept", accepted)


@DOORS.post("/desk/cases/{number}/confirm", access.CASEWORK)
async def confirm(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Let go at once what waits for the operator."""
    return await doing.do(request, caller, "confirm", confirmed)


def taken(deed: Deed) -> Became:
    """Take the case; one whose holder has left is nobody's."""
    gone = deed.stands.case.taken_by
    taking.take(deed.tx, deed.number, deed.caller.officer, free=gone, now=deed.now)
    return Became("take")


def given_back(deed: Deed) -> Became:
    """Give the case back."""
    theirs = deed.stands.case.taken_by
    taking.give_back(deed.tx, deed.number, deed.caller.officer, of=theirs, now=deed.now)
    return Became("give-back")


def accepted(deed: Deed) -> Became:
    """Accept the case."""
    acknowledging.acknowledged(deed)
    accepting.accept(deed.tx, deed.number, actor=deed.actor, now=deed.now)
    return Became("accept")


def confirmed(deed: Deed) -> Became:
    """Confirm the report: plausible and placed."""
    confirming.let_go(deed.tx, deed.house, deed.number, deed.actor, deed.now)
    return Became("confirm")
