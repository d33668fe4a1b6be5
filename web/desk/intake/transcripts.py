"""Voice messages that wait for words: listen (noted in the history), type, done."""

from aiohttp import web

from cases import case, errors, opening, transcribing
from cases import tasks as errands
from cases.media import part
from cases.tasks import Errand
from cases.transcribing import Spoken
from conversations import notices, said_later, tasks
from locales import formatting
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import opened
from web.parts import PARTS

DOORS = Doors()
LIST = "/desk/transcripts"
PAGE = LIST + "/{number}/{medium}"
LONGEST = 20_000
"""Characters of the words of one message: five minutes of speech are some 5,000."""


@DOORS.get(LIST, access.OPERATOR)
async def show_all(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the voice messages of this operator's cases that wait for words."""
    house, now = opened.house(request), request.app[PARTS].now()
    office = house.office_at(now)
    found = await work.read(request, lambda tx: transcribing.waiting(tx, office, caller.officer, now=now))
    speaker = house.speaker(caller.language)
    rows = [
        (one, formatting.date(one.received_at, caller.language), notices.urgency(one.urgency, speaker))
        for one in found
    ]
    done = request.query.get("done", "")
    return drawing.draw(request, caller, "desk/intake/transcripts.html", rows=rows, done=done)


@DOORS.get(PAGE, access.OPERATOR)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show one message, to be listened to, and the field for its words."""
    return await _page(request, caller)


@DOORS.post(PAGE, access.OPERATOR)
async def write(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the words. Those that change the danger, or tell of it, have the department look again."""
    text = caller.said("text")[:LONGEST]
    if not text:
        return await _page(request, caller, is_empty=True, status=422)
    house, now, number = opened.house(request), request.app[PARTS].now(), _number(request)
    medium, is_grave = _medium(request), bool(caller.said("danger"))

    def kept(tx: Transaction) -> bool:
        try:
            transcribing.keep(tx, house.office_at(now), number, medium, text, actor=caller.role, now=now)
        except errors.UnknownMedium:
            return False
        said_later.lock_pictures(tx, house, number, text)
        if is_grave or said_later.tells_of_danger(house, text):
            tasks.ask(tx, house, Errand(errands.REASSESS, case.get(tx, number).lead, number), now)
        return True

    done = "kept" if await work.write(request, kept) else "before"
    return drawing.seen(f"{LIST}?done={done}")


async def _page(
    request: web.Request, caller: Caller, *, is_empty: bool = False, status: int = 200
) -> web.StreamResponse:
    number, medium = _number(request), _medium(request)

    def reading(tx: Transaction) -> tuple[Spoken | None, bool]:
        opens = part(medium) in opening.openable(tx, caller.signed.unlocked, number)
        return transcribing.find(tx, number, medium), opens

    found, opens = await work.read(request, reading)
    if found is None:
        raise web.HTTPNotFound
    return drawing.draw(
        request,
        caller,
        "desk/intake/transcript.html",
        status=status,
        one=found,
        opens=opens,
        is_empty=is_empty,
        longest=LONGEST,
        came=formatting.date(found.received_at, caller.language),
    )


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])


def _medium(request: web.Request) -> int:
    told = request.match_info["medium"]
    if not (told.isascii() and told.isdecimal() and len(told) < 16):
        raise web.HTTPNotFound
    return int(told)
