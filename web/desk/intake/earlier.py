"""An earlier report, found by the code that the caller reads out: how far it is, what they add or answer.

The same doors as in every channel: the same sentence for a wrong code, the same limits.
"""

from dataclasses import dataclass

from aiohttp import web
from msgspec.structs import replace

from cases import case
from cases.case import CaseRow
from cases.questions import Question
from conversations import asking, following, notices, said_later, sentences, tracking
from conversations.phone.call import Call, Open
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import opened
from web.desk.intake.calls import LIST
from web.desk.intake.entered import LONGEST
from web.parts import PARTS

DOORS = Doors()
PATH = LIST + "/{call}/earlier"
TOLD = {
    "held": tracking.SLOW_DOWN,
    "unknown": tracking.NOT_FOUND,
    "added": following.ADDED_NOW,
    "answered": following.ANSWERED,
    "noted": following.NOTED,
    "full": following.SLOW_DOWN,
    "words": following.IN_WORDS,
}
_DANGER = sentences.NOTICES["emergency"]


@dataclass(frozen=True, slots=True)
class _Followed:
    row: CaseRow
    question: Question | None


@DOORS.get(PATH, access.OPERATOR)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for the code; with one, show how far that report is, in the caller's language."""
    house, one = opened.house(request), await opened.read(request, caller)
    followed = await work.read(request, lambda tx: _followed(request, tx, one.call))
    speaker = house.speaker(one.call.spoken(caller.language))
    status, question = "", ""
    if followed is not None:
        asked = followed.question is not None
        status = notices.status(speaker, followed.row, asked=asked).text
        question = asking.put(house, speaker, followed.question).text if followed.question else ""
    told = TOLD.get(request.query.get("told", ""))
    return drawing.draw(
        request,
        caller,
        "desk/intake/earlier.html",
        one=one,
        spoken=speaker.catalogue.language,
        aloud=speaker.say,
        status_line=status,
        question=question,
        told=told,
        is_wrong=told in (tracking.SLOW_DOWN, tracking.NOT_FOUND, following.IN_WORDS),
        danger=_danger(request) if request.query.get("danger") else None,
        longest=LONGEST,
    )


@DOORS.post(PATH, access.OPERATOR)
async def act(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Look a code up, or note what the caller says of the report that was found."""
    told: list[str] = []

    def done(tx: Transaction, one: Open) -> Call:
        call, became = _act(request, caller, tx, one)
        told.append(became)
        return call

    one = await opened.change(request, caller, done)
    danger = "&danger=1" if said_later.tells_of_danger(opened.house(request), caller.said("text")) else ""
    return drawing.seen(f"{LIST}/{one.id}/earlier?told={told[-1]}{danger}")


def _act(request: web.Request, caller: Caller, tx: Transaction, one: Open) -> tuple[Call, str]:
    house, now = opened.house(request), request.app[PARTS].now()
    pressed, call = caller.said("act"), one.call
    if pressed == "look":
        account = house.keys.index("sender", f"phone:{one.id}")
        looked = tracking.look_up(tx, house.keys, account, caller.said("code"), now=now)
        became = "held" if looked.is_held else "unknown" if looked.number is None else "found"
        return replace(call, follows=looked.number or 0), became
    followed = _followed(request, tx, call)
    if followed is None:
        return replace(call, follows=0), "unknown"
    number = followed.row.number
    if pressed in said_later.COURSES:
        said_later.course(tx, house, number, pressed, now=now)
        return call, "noted"
    return call, _say(request, tx, followed, caller.said("text")[:LONGEST], answers=pressed == "answer")


def _say(request: web.Request, tx: Transaction, followed: _Followed, text: str, *, answers: bool) -> str:
    house, now, number = opened.house(request), request.app[PARTS].now(), followed.row.number
    if not text:
        return "words"
    said_later.lock_pictures(tx, house, number, text)
    office, told = house.office_at(now), {"text": text}
    if answers and followed.question is not None:
        said_later.answer(tx, house, office, followed.question, told, now=now)
        return "answered"
    if not said_later.has_room(tx, number, now=now):
        return "full"
    said_later.keep(tx, house, office, number, told, now=now)
    return "added"


def _followed(request: web.Request, tx: Transaction, call: Call) -> _Followed | None:
    if not call.follows:
        return None
    row = case.get(tx, call.follows)
    if row.erased_at is not None:
        return None
    return _Followed(row, said_later.question(tx, opened.house(request), row.number))


def _danger(request: web.Request) -> tuple[Text, str]:
    return _DANGER, opened.house(request).emergency
