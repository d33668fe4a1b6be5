"""The card of one service: everything that this role may see of it, and what can be done."""

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from aiohttp import web

from cases import history as trail
from cases.history import Entry
from cases.services import checks, private
from cases.services.private import Private
from conversations.lookup import naming
from directory import verifying
from directory.editing import checked, fields, merging
from directory.editing import history as past
from directory.editing import sheet as sheets
from directory.editing.checked import Checked
from directory.editing.history import Entry as Change
from directory.service import FOUND, Service, in_language
from directory.verifying import Verified
from locales import daytime
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.case import sketch
from web.desk.case.sketch import Sketch
from web.desk.doors import Doors
from web.desk.services import found, scope, shelf, wording, writing
from web.parts import PARTS

DOORS = Doors()

_SHOWN = (
    "kinds", "needs", "sex", "ages", "referral", "decided_by", "papers", "documents", "free", "fees",
    "languages", "hours", "email", "url", "address", "territory", "point", "access", "serves",
)  # fmt: skip
_AGES = Text("desk.svc.ages", "Age, years")


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of a service: its fields, who checked it last, into which other it went."""

    values: dict[str, str]
    checked: Checked | None
    into: str


@DOORS.get("/desk/services/{service}", access.EVERYBODY)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The public facts, how fresh they are, and the acts that this role has."""
    return await page(request, caller)


@DOORS.post("/desk/services/{service}/private", scope.KNOWING)
async def reveal(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what is not public, and note that somebody looked."""
    one, house = shelf.service(request), shelf.house(request)
    if not scope.may_know(caller.officer, one, house.directory.territories):
        raise web.HTTPNotFound
    now = request.app[PARTS].now()
    entry = Entry(caller.officer.actor, "private facts read", about=f"service:{one.id}")
    await work.write(request, lambda tx: trail.note(tx, [entry], now=now))
    facts = await work.read(request, lambda tx: private.get(tx, house.keys, one.id))
    return await page(request, caller, facts=facts)


@DOORS.post("/desk/services/{service}/verify", scope.CHECKERS)
async def verify(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Write down that somebody made sure, how, on which day, and what was found."""
    one, house, now = shelf.service(request), shelf.house(request), request.app[PARTS].now()
    if not scope.may_check(caller.officer, one, house.directory.territories):
        raise web.HTTPNotFound
    day = _day(caller.said("on")) or daytime.day(now)
    told, way = caller.said("found"), caller.said("way")
    if told not in FOUND or way not in verifying.WAYS or not _is_possible(day, daytime.day(now)):
        return await page(request, caller, problem="verify")
    written = Verified(one.id, day, caller.role, told, way)
    await writing.change(request, lambda path: verifying.verify(path, [written], now))
    await work.write(request, lambda tx: checks.settle(tx, one.id, told, by=caller.role, now=now))
    return drawing.seen(f"/desk/services/{one.id}?done=verified")


async def page(
    request: web.Request, caller: Caller, *, facts: Private | None = None, problem: str = ""
) -> web.StreamResponse:
    """Draw the card; `facts` are shown to whoever asked for them."""
    one, house = shelf.service(request), shelf.house(request)
    territories, now = house.directory.territories, request.app[PARTS].now()
    known = await shelf.read(request, lambda connection: _known(connection, one.id, daytime.day(now)))
    is_kept = await work.read(request, lambda tx: bool(private.get_all(tx, house.keys, [one.id])))
    may_know = scope.may_know(caller.officer, one, territories)
    into = house.shelf.services.get(known.into)
    return drawing.draw(
        request,
        caller,
        "desk/services/card.html",
        status=422 if problem else 200,
        service=one,
        name=wording.name(one, caller.language),
        organization=in_language(one.organization, caller.language),
        former=naming.formerly(house.speaker(caller.language), one.naming.former),
        of_organization=naming.formerly(house.speaker(caller.language), one.naming.of_organization),
        about=in_language(one.about, caller.language),
        eligibility=in_language(one.eligibility, caller.language),
        labels={**wording.LABELS, "ages": _AGES},
        states=wording.CHOICES["status"],
        hidden=any(seat.hidden for seat in one.seats),
        rows=_rows(request, caller, one, known.values),
        sketch=_sketch(request, caller, one),
        checked=wording.freshness(one, known.checked, daytime.day(now), caller.language),
        last=wording.FOUND.get(known.checked.found) if known.checked else None,
        is_stale=found.is_stale(one, now),
        state=wording.CHOICES["status"].get(one.status) if one.status != "active" else None,
        into=(into.id, wording.name(into, caller.language)) if into is not None else None,
        facts=facts,
        has_private=is_kept and may_know,
        may_know=may_know,
        may_keep=scope.may_keep(caller.officer, one, territories),
        may_check=scope.may_check(caller.officer, one, territories),
        ways=wording.WAYS,
        findings=wording.FOUND,
        today=daytime.day(now).isoformat(),
        problem=problem,
        done=request.query.get("done", ""),
    )


def _known(connection: Connection, service: str, today: date) -> Known:
    values = fields.read_all(sheets.sheet(connection, service, today))
    last = checked.latest(connection, [service]).get(service)
    into = [one for one in past.of(connection, service) if one.field == merging.INTO]
    return Known(values, last, _target(into))


def _target(entries: list[Change]) -> str:
    return entries[-1].after if entries else ""


def _rows(
    request: web.Request, caller: Caller, service: Service, values: dict[str, str]
) -> list[tuple[str, str]]:
    """The facts under the name: (what, value); what nobody told is left out."""
    house, language = shelf.house(request), caller.language
    told = values | {"ages": _ages(service)}
    told["needs"] = ";".join(service.needs)
    if any(seat.hidden for seat in service.seats):
        told |= {"address": "", "territory": "", "point": ""}
    shown = [(key, wording.value(house, key, told[key], language)) for key in _SHOWN if told.get(key)]
    return [(key, text) for key, text in shown if text]


def _sketch(request: web.Request, caller: Caller, service: Service) -> Sketch | None:
    """Where its point lies among settlements; None without a point that everybody may see."""
    house = shelf.house(request)
    point = next((seat.point for seat in service.seats if seat.point and not seat.hidden), None)
    if point is None:
        return None
    return sketch.draw(house.directory.territories, point, house.speaker(caller.language))


def _ages(service: Service) -> str:
    youngest, oldest = service.terms.youngest, service.terms.oldest
    if youngest is None and oldest is None:
        return ""
    return f"{int(youngest or 0)}–{int(oldest) if oldest is not None else 18}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_possible(day: date, today: date) -> bool:
    return date(2020, 1, 1) <= day and (day - today).days <= 1
