"""Readiness of a region and the steps of the programme: a page, an answer at a time, the list as a file."""

import asyncio
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from cases.programme import answers, checklist
from cases.programme.answers import Answer, Given
from cases.programme.checklist import Checklist, Item
from cases.programme.errors import AnswerUnfit
from conversations.house import House
from locales import daytime, formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.programme import sheet
from web.desk.programme.sheet import Sheet, Table
from web.parts import PARTS, READERS

DOORS = Doors()
PATHS = {checklist.READINESS: "/desk/readiness", checklist.PROGRAMME: "/desk/programme"}
TITLES = {
    checklist.READINESS: Text("ready.title", "Readiness"),
    checklist.PROGRAMME: Text("programme.title", "Programme"),
}
LEADS = {
    checklist.READINESS: Text(
        "ready.lead", "What a region needs before it monitors. Answer what you know; every change is kept."
    ),
    checklist.PROGRAMME: Text(
        "programme.lead",
        "Stages and steps of a monitoring programme."
        " What is done, what is being done, what is still to come.",
    ),
}
ANSWERS = {
    "yes": Text("ready.yes", "Yes"),
    "partly": Text("ready.partly", "Partly"),
    "no": Text("ready.no", "No"),
}
OPEN = Text("ready.open", "Not answered yet")
HEADS = (
    Text("ready.question", "Question"),
    Text("ready.answer", "Answer"),
    Text("ready.action", "What is to be done"),
    Text("ready.parties", "Who does it"),
    Text("ready.due", "By when"),
)
_BAD_DAY = Text("ready.bad_day", "Please give the day as in a calendar, such as 2026-12-31.")
_NO_ANSWER = Text("ready.no_answer", "Please choose an answer.")


@dataclass(frozen=True, slots=True)
class Row:
    """One item on the page: what counts, and what was answered before."""

    item: Item
    newest: Answer | None
    earlier: tuple[Answer, ...]


@DOORS.get("/desk/readiness", access.STAFFING)
async def readiness(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the questions of readiness with a region's answers."""
    return await _show(request, caller, checklist.READINESS)


@DOORS.get("/desk/programme", access.STAFFING)
async def programme(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the stages and steps with a region's answers."""
    return await _show(request, caller, checklist.PROGRAMME)


@DOORS.post("/desk/readiness", access.STAFFING)
async def answer_readiness(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep one answer; the ones before stay."""
    return await _answer(request, caller, checklist.READINESS)


@DOORS.post("/desk/programme", access.STAFFING)
async def answer_programme(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep how far a step is; what was said before stays."""
    return await _answer(request, caller, checklist.PROGRAMME)


@DOORS.get("/desk/readiness/{format}", access.STAFFING)
async def save_readiness(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the answers of a region as a file."""
    return await _save(request, caller, checklist.READINESS)


@DOORS.get("/desk/programme/{format}", access.STAFFING)
async def save_programme(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the steps of a region as a file."""
    return await _save(request, caller, checklist.PROGRAMME)


def regions(house: House, caller: Caller) -> list[str]:
    """Give the codes of the regions that are theirs: all, or the one they work in."""
    known = house.directory.territories
    if caller.officer.territory:
        return [known.oblast_of(caller.officer.territory).code]
    return [one.code for one in known.oblasts(caller.language)]


async def _show(
    request: web.Request, caller: Caller, code: str, problem: str = "", item: str = ""
) -> web.StreamResponse:
    house, where = _house(request), region(request, caller)
    rows = await work.read(request, lambda tx: _rows(tx, house, checklist.lists()[code], where))
    offered = [(one, house.speaker(caller.language).place(one)) for one in regions(house, caller)]
    return drawing.draw(
        request,
        caller,
        "desk/programme/list.html",
        status=422 if problem else 200,
        path=PATHS[code],
        title=TITLES[code],
        lead=LEADS[code],
        others=[(PATHS[one], TITLES[one]) for one in PATHS if one != code],
        region=where,
        regions=offered,
        rows=rows,
        answers=ANSWERS,
        problem=problem,
        wrong=item,
        longest=answers.LONGEST,
        day=lambda told: _day(told, caller.language),
        on=lambda moment: formatting.date(daytime.day(moment), caller.language),
    )


async def _answer(request: web.Request, caller: Caller, code: str) -> web.StreamResponse:
    house, where, parts = _house(request), region(request, caller), request.app[PARTS]
    words = (caller.said(name) for name in ("item", "answer", "action", "parties", "due_on"))
    given = Given(*words)
    if not given.answer:
        return await _show(request, caller, code, caller.say(_NO_ANSWER), given.item)
    try:
        await work.write(
            request,
            lambda tx: answers.give(
                tx, house.keys, where, given, actor=caller.officer.actor, now=parts.now()
            ),
        )
    except AnswerUnfit:
        return await _show(request, caller, code, caller.say(_BAD_DAY), given.item)
    return drawing.seen(f"{PATHS[code]}?region={where}#{given.item}")


async def _save(request: web.Request, caller: Caller, code: str) -> web.StreamResponse:
    house, where, form = _house(request), region(request, caller), request.match_info["format"]
    if form not in sheet.FORMATS:
        raise web.HTTPNotFound
    rows = await work.read(request, lambda tx: _rows(tx, house, checklist.lists()[code], where))
    title = f"{caller.say(TITLES[code])}: {house.speaker(caller.language).place(where)}"
    table = Table(title, [caller.say(one) for one in HEADS], [_cells(row, caller) for row in rows])
    told = Sheet(title, [table], caller.language, f"{code}-{where}")
    return await asyncio.get_running_loop().run_in_executor(
        request.app[READERS], sheet.answer, house, told, form
    )


def _rows(tx: Transaction, house: House, told: Checklist, region: str) -> list[Row]:
    known = answers.of_region(tx, house.keys, region)
    found = []
    for item in told.items:
        given = [one for one in known if one.given.item == item.id]
        found.append(Row(item, given[0] if given else None, tuple(given[1:])))
    return found


def _cells(row: Row, caller: Caller) -> list[str]:
    if row.newest is None:
        return [caller.say(row.item.text), caller.say(OPEN), "", "", ""]
    given = row.newest.given
    words = (caller.say(ANSWERS[given.answer]), given.action, given.parties)
    return [caller.say(row.item.text), *words, _day(given.due_on, caller.language)]


def _day(told: str, language: str) -> str:
    return formatting.date(date.fromisoformat(told), language) if told else ""


def region(request: web.Request, caller: Caller) -> str:
    """Give the region that was asked for, if it is theirs; else the first of theirs."""
    theirs = regions(_house(request), caller)
    asked = caller.said("region") or request.query.get("region", "")
    return asked if asked in theirs else theirs[0]


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
