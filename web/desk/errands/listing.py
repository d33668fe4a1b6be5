"""The page of what people have to do, and the tick."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from cases import outstanding, tasks
from cases.tasks import Task
from conversations import tasks as words
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
OPEN = ("", Text("errand.open", "Open the case"))
WAYS: Mapping[str, tuple[str, Text]] = {
    tasks.DECIDE: ("/decline", Text("errand.decide", "Decide who is responsible")),
    tasks.RELEASE: ("/release", Text("errand.release", "Hand the case over")),
    tasks.QUESTION: ("/ask", Text("errand.question", "Read the question")),
    **dict.fromkeys(
        (tasks.REFERRAL, tasks.UNSENT), ("/measures/{id}", Text("errand.measure", "Open the measure"))
    ),
    **dict.fromkeys(
        (tasks.CHECK, tasks.UNCHECKED, tasks.RETURNED, tasks.SCHOOL, tasks.UNCLOSED),
        ("/follow-up", Text("errand.follow_up", "Open the follow-up")),
    ),
    tasks.NEEDS: ("/measures", Text("errand.needs", "Look at the measures")),
    tasks.APPROVE: ("/decision", Text("visit.desk_read", "Read the decision")),
    tasks.REOPEN: ("/reopen", Text("errand.reopen", "Look at it again")),
}
"""Where each kind of task is done, behind the address of its case."""
SAID: Mapping[str, Text] = {
    "done": Text("errand.ticked", "Noted as done."),
    "before": Text("errand.before", "Somebody has done this before you."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One task in words. `way` is "" where no case belongs to it; `by_hand`: a person ticks it."""

    id: int
    sentence: str
    since: str
    department: str
    way: str
    way_words: str
    by_hand: bool


@DOORS.get("/desk/tasks", access.CASEWORK)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """Everything that waits for somebody, the oldest first."""
    house, now = _house(request), request.app[PARTS].now()
    office = house.office_at(now)

    def look(tx: Transaction) -> tuple[tuple[Task, ...], int]:
        found = outstanding.of(tx, office, caller.officer, now=now)
        many = (
            len(found)
            if len(found) < outstanding.MOST
            else outstanding.count(tx, office, caller.officer, now=now)
        )
        return found, many

    found, many = await work.read(request, look)
    said = SAID.get(request.query.get("said", ""))
    return drawing.draw(
        request,
        caller,
        "desk/errands/tasks.html",
        rows=[_row(house, one, caller.language) for one in found],
        more=many > len(found),
        said=caller.say(said) if said else "",
    )


@DOORS.post("/desk/tasks/{task}/done", access.CASEWORK)
async def tick(request: web.Request, caller: Caller) -> web.Response:
    """Note that one of their tasks is done."""
    house, now, told = _house(request), request.app[PARTS].now(), request.match_info["task"]
    if not (told.isascii() and told.isdecimal() and len(told) < 16):
        raise web.HTTPNotFound
    outcome = await work.write(request, lambda tx: _tick(tx, house, caller, int(told), now))
    return drawing.seen(f"/desk/tasks?said={outcome}")


def _tick(tx: Transaction, house: House, caller: Caller, id: int, now: datetime) -> str:
    found = outstanding.one(tx, house.office_at(now), caller.officer, id, now=now)
    if found is None:
        return "before"
    if found.errand.kind not in words.BY_HAND:
        raise web.HTTPNotFound
    return "done" if tasks.tick(tx, found, by=caller.officer.actor, now=now) else "before"


def _row(house: House, task: Task, language: str) -> Row:
    speaker, errand = house.speaker(language), task.errand
    way, text = WAYS.get(errand.kind, OPEN)
    measure = errand.measure[1] if errand.measure is not None else ""
    return Row(
        id=task.id,
        sentence=words.sentence(house, task, speaker),
        since=formatting.moment(task.made_at, language),
        department=house.department(errand.department, language),
        way=f"/desk/cases/{errand.number}{way.format(id=measure)}" if errand.number is not None else "",
        way_words=speaker.say(text),
        by_hand=errand.kind in words.BY_HAND,
    )


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
