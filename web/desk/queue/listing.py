"""The page of the queue, the search by number, and the small answer to "is there anything new?"."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from cases import errors, officers, queue, scope
from cases.case import CaseRow
from cases.queue import Mark, Page
from conversations import notices
from conversations.dossier import plain
from conversations.house import House
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.queue import filters
from web.parts import PARTS

DOORS = Doors()
NEW = Text("queue.new", "New cases: {n}")
_LARGEST = 18  # digits of a number that the database can hold


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it: everything in words but the number and the code of the urgency."""

    number: int
    urgency: str
    urgency_words: str
    deadline: plain.Deadline
    climbed: str
    state: str
    place: str
    work: str
    ages: str
    department: str
    taken_by: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What one look at the queue finds."""

    rows: tuple[Row, ...]
    page: Page
    mark: Mark


@DOORS.get("/desk/cases", access.CASEWORK)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The queue, as its filters say; or the case whose number was typed."""
    house, now = _house(request), request.app[PARTS].now()
    typed = request.query.get("number", "").strip()
    number = await work.read(request, lambda tx: _theirs(tx, house, caller, typed, now))
    if number is not None:
        return drawing.seen(f"/desk/cases/{number}")
    wish, after = filters.read(request.query), queue.read_place(request.query.get("after", ""))

    def look(tx: Transaction) -> Listed:
        office = house.office_at(now)
        mark = queue.mark(tx, now=now)
        page = queue.page(tx, office, caller.officer, wish, now=now, after=after)
        return Listed(_rows(tx, house, page, caller.language, now), page, mark)

    found = await work.read(request, look)
    return drawing.draw(
        request,
        caller,
        "desk/queue/queue.html",
        found=found,
        wish=wish,
        choices=filters.choices(wish, house.speaker(caller.language)),
        typed=typed[:40],
        next=filters.address(wish, found.page.after) if found.page.after else "",
        first=filters.address(wish) if after else "",
        again=filters.address(wish, after),
        sees_departments=caller.role in scope.SEE_ALL,
    )


@DOORS.get("/desk/cases/news", access.CASEWORK, is_polled=True)
async def news(request: web.Request, caller: Caller) -> web.Response:
    """How many cases came since the page was drawn, in numbers and in words."""
    house, now = _house(request), request.app[PARTS].now()
    since = queue.read_mark(request.query.get("since", ""))
    if since is None:
        raise web.HTTPBadRequest
    office = house.office_at(now)
    many = await work.read(request, lambda tx: queue.newer(tx, office, caller.officer, since, now=now))
    text = house.speaker(caller.language).say(NEW, n=many)
    return web.json_response({"new": many, "text": text})


def _rows(tx: Transaction, house: House, page: Page, language: str, now: datetime) -> tuple[Row, ...]:
    names = {lookup: _name(tx, house, lookup) for lookup in {one.taken_by for one in page.cases}}
    return tuple(_row(house, one, names[one.taken_by], language, now) for one in page.cases)


def _row(house: House, one: CaseRow, name: str, language: str, now: datetime) -> Row:
    speaker = house.speaker(language)
    return Row(
        number=one.number,
        urgency=one.urgency,
        urgency_words=notices.urgency(one.urgency, speaker),
        deadline=plain.deadline(one, now, house.office_at(now).law, speaker),
        climbed=plain.climbed(one, speaker),
        state=plain.state(one, speaker),
        place=plain.place(one, speaker),
        work=plain.work(one.activity, speaker),
        ages=plain.ages(one.age_band, speaker),
        department=house.department(one.lead, language),
        taken_by=name,
    )


def _name(tx: Transaction, house: House, lookup: str) -> str:
    found = officers.by_lookup(tx, house.keys, lookup) if lookup else None
    return "" if found is None else found.name


def _theirs(tx: Transaction, house: House, caller: Caller, typed: str, now: datetime) -> int | None:
    """Give the number that was typed, where it is that of a case of theirs."""
    bare = typed.removeprefix("№").strip()
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= _LARGEST):
        return None
    try:
        return (
            int(bare) if scope.holds(tx, house.office_at(now), caller.officer, int(bare), now=now) else None
        )
    except errors.UnknownCase:
        return None


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
