"""The list of visits of a territory, for the coordinator and for officers of the body that organises them."""

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from cases.visits import agenda, decisions, drafts, form, plans
from cases.visits.agenda import Visit
from cases.visits.decisions import Decided
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.parts import PARTS

DOORS = Doors()
STATES = {
    drafts.PLANNED: Text("visit.planned", "Planned"),
    drafts.OPEN: Text("visit.under_way", "Under way"),
    drafts.SENT: Text("visit.sent", "Sent"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One visit in words. `cases`: what it became."""

    day: str
    district: str
    sector: str
    reason: str
    state: str
    found: int | None
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits for the coordinator."""

    number: int
    decision: str


@DOORS.get("/desk/visits", access.OFFICER | access.COORDINATOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """Visits of the territory, the latest first; above them what awaits the coordinator."""
    house = house_of(request)
    territories = _territories(house, caller)

    def look(tx: Transaction) -> tuple[tuple[Visit, ...], tuple[Decided, ...]]:
        return agenda.within(tx, territories), decisions.awaiting(tx, territories)

    found, waiting = await work.read(request, look)
    speaker = house.speaker(caller.language)
    return drawing.draw(
        request,
        caller,
        "desk/visits/visits.html",
        rows=[_row(one, speaker) for one in found],
        waiting=[Waiting(one.number, decision_words(one, speaker)) for one in waiting],
        may_decide=caller.role == "coordinator",
    )


def house_of(request: web.Request) -> House:
    """Give the house behind the desk."""
    house = request.app[PARTS].house
    assert house is not None
    return house


def decision_words(one: Decided, speaker: Speaker) -> str:
    """Give a decision in words, with its day where it has one."""
    words = _option("x_decision", one.decision, speaker)
    if not one.by_on:
        return words
    day = formatting.date(date.fromisoformat(one.by_on), speaker.catalogue.language)
    return f"{words} · {speaker.say(Text('visit.by_day', 'Until {date}'), date=day)}"


def _territories(house: House, caller: Caller) -> frozenset[str] | None:
    """Give the districts that they see, None for all. Raises HTTPNotFound: their body plans no visits."""
    outer = caller.officer.territory
    if caller.role == "officer":
        department = house.directory.departments.find(caller.officer.department)
        if department is None or department.body not in drawing.ORGANISING:
            raise web.HTTPNotFound
        outer = department.territory
    units = house.directory.territories
    return frozenset(one.code for one in units if units.is_within(one.code, outer)) if outer else None


def _row(one: Visit, speaker: Speaker) -> Row:
    reason = plans.REASONS.get(one.reason)
    return Row(
        formatting.date(date.fromisoformat(one.day), speaker.catalogue.language) if one.day else "",
        speaker.place(one.territory),
        _option("x_sector", one.sector, speaker),
        speaker.say(reason) if reason is not None else "",
        speaker.say(STATES[one.state]),
        one.found,
        one.cases,
    )


def _option(id: str, code: str, speaker: Speaker) -> str:
    question = form.question(id)
    options = question.options if question is not None else ()
    return next((speaker.say(one.text) for one in options if one.code == code), "")
