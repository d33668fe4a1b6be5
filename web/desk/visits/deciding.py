"""A decision that needs the coordinator: agreed to, or sent back to the monitor with a reason."""

from aiohttp import web

from cases.visits import decisions, errors
from conversations.fieldwork import visits as chat
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.visits import overview
from web.parts import PARTS

DOORS = Doors()
DECISION = "/desk/cases/{number}/decision"
NO_WORDS = Text("visit.desk_no_words", "Please write why you send it back.")
SETTLED = Text("visit.desk_settled", "This decision waits for nobody.")
DONE = Text("visit.desk_done", "Noted. The monitor will be told if something has to be done.")
_LONGEST = 2000


@DOORS.get(DECISION, access.COORDINATOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """What was decided, and both answers to it."""
    return await _draw(request, caller)


@DOORS.post(DECISION + "/approve", access.COORDINATOR)
async def approve(request: web.Request, caller: Caller) -> web.Response:
    """Agree to the decision."""
    now, number = request.app[PARTS].now(), int(request.match_info["number"])

    def settle(tx: Transaction) -> None:
        decisions.approve(tx, number, by=caller.officer.actor, now=now)

    try:
        await work.write(request, settle)
    except errors.UnknownDecision:
        return await _draw(request, caller, status=409)
    return drawing.seen(f"/desk/cases/{number}/decision?said=done")


@DOORS.post(DECISION + "/send-back", access.COORDINATOR)
async def send_back(request: web.Request, caller: Caller) -> web.Response:
    """Send the decision back, and tell the monitor that there is something to read."""
    parts, number = request.app[PARTS], int(request.match_info["number"])
    words, house, now = caller.said("why")[:_LONGEST], overview.house_of(request), parts.now()
    if not words:
        return await _draw(request, caller, status=422, wrong=caller.say(NO_WORDS))

    def settle(tx: Transaction) -> None:
        decisions.send_back(tx, parts.keys, number, words, by=caller.officer.actor, now=now)
        decided = decisions.of_case(tx, parts.keys, number)
        if decided is not None:
            chat.sent_back(tx, house, decided.visit, now=now)

    try:
        await work.write(request, settle)
    except errors.UnknownDecision:
        return await _draw(request, caller, status=409)
    return drawing.seen(f"/desk/cases/{number}/decision?said=done")


async def _draw(request: web.Request, caller: Caller, *, status: int = 200, wrong: str = "") -> web.Response:
    keys, number = request.app[PARTS].keys, int(request.match_info["number"])
    decided = await work.read(request, lambda tx: decisions.of_case(tx, keys, number))
    if decided is None:
        raise web.HTTPNotFound
    is_done = request.query.get("said") == "done"
    told = caller.say(DONE) if is_done else caller.say(SETTLED)
    return drawing.draw(
        request,
        caller,
        "desk/visits/decision.html",
        status=status,
        number=number,
        decision=overview.decision_words(decided, overview.house_of(request).speaker(caller.language)),
        waits=decided.is_waiting,
        words=decided.words,
        wrong=wrong,
        told="" if decided.is_waiting else told,
        is_done=is_done,
    )
