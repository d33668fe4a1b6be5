"""The round: services that nobody has made sure of for long, one after another, the oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from urllib.parse import urlencode

from aiohttp import web

from cases.services import checks, outcomes, reached
from directory import verifying
from directory.editing import checked, hours
from directory.exchange import staleness, worktimes
from directory.service import FOUND, Service, in_language
from directory.verifying import Verified
from locales import daytime
from locales.texts import Text
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import scope, shelf, wording, writing
from web.parts import PARTS

DOORS = Doors()
SPANS = (365, 180)
"""Days after which somebody may want to make sure again; the first unless another is chosen."""
_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody is in the round: services of `days`, behind that key; `way`: how they make sure."""

    days: int
    behind: str
    way: str

    def path(self, **other: str) -> str:
        """The page with this, and with something other."""
        told = {"days": str(self.days), "behind": self.behind, "way": self.way} | other
        return "/desk/services/round?" + urlencode({key: value for key, value in told.items() if value})


@DOORS.get("/desk/services/round", scope.CHECKERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The next service to make sure of, what is known of it, and those that follow."""
    asked, house = _asked(request.query), shelf.house(request)
    due = await _due(request, caller, asked.days)
    left = [one for one in due if _key(one) > asked.behind]
    one = left[0] if left else None
    monitors = await _reached(request, caller)
    return drawing.draw(
        request,
        caller,
        "desk/services/round.html",
        asked=asked,
        spans=SPANS,
        total=len(due),
        passed=len(due) - len(left),
        one=one,
        name=wording.name(one, caller.language) if one else "",
        organization=in_language(one.organization, caller.language) if one else "",
        told=_told(request, caller, one) if one else [],
        checked=wording.freshness(one, None, daytime.day(request.app[PARTS].now()), caller.language)
        if one
        else "",
        later=asked.path(behind=_key(one)) if one else "",
        again=asked.path(behind=""),
        following=[(other.id, wording.name(other, caller.language)) for other in left[1 : _AHEAD + 1]],
        reached=len(monitors),
        ways=wording.WAYS,
        findings={code: text for code, text in wording.FOUND.items() if code != "right"},
        keeps=caller.role in scope.KEEPERS,
        may_keep=one is not None and scope.may_keep(caller.officer, one, house.directory.territories),
        done=request.query.get("done", ""),
    )


@DOORS.post("/desk/services/round", scope.CHECKERS)
async def verify(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Write down what was found of one service today, and lead to the next."""
    asked, now = _asked(caller.form), request.app[PARTS].now()
    one = shelf.house(request).shelf.services.get(caller.said("service"))
    if one is None or not scope.may_check(caller.officer, one, shelf.house(request).directory.territories):
        raise web.HTTPNotFound
    told = caller.said("found")
    if told not in FOUND or asked.way not in verifying.WAYS:
        return drawing.seen(asked.path(done="way"))
    written = Verified(one.id, daytime.day(now), caller.role, told, asked.way)
    await writing.change(request, lambda path: verifying.verify(path, [written], now))
    await work.write(request, lambda tx: checks.settle(tx, one.id, told, by=caller.role, now=now))
    return drawing.seen(asked.path(done="verified"))


@DOORS.post("/desk/services/round/reached", scope.KEEPERS)
async def take_over(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Write down all services that monitors have reached since somebody made sure of them."""
    now, found = request.app[PARTS].now(), await _reached(request, caller)
    written = [Verified(own, day, outcomes.MONITOR) for own, day in found.items()]
    if written:
        await writing.change(request, lambda path: verifying.verify(path, written, now))
    return drawing.seen(_asked(caller.form).path(done="reached"))


async def _due(request: web.Request, caller: Caller, days: int) -> list[Service]:
    """Services of this officer that nobody has looked at for so many days: never, then the oldest."""
    house, now = shelf.house(request), request.app[PARTS].now()
    today = daytime.day(now)

    def find(connection: Connection) -> list[Service]:
        old = [one.service for one in staleness.stale(house.shelf.services, today, days)]
        theirs = [one for one in old if scope.may_check(caller.officer, one, house.directory.territories)]
        known = checked.latest(connection, [one.id for one in theirs])
        return [one for one in theirs if one.id not in known or (today - known[one.id].on).days > days]

    return await shelf.read(request, find)


async def _reached(request: web.Request, caller: Caller) -> Mapping[str, date]:
    """The services that an editor can take over from monitors; nobody else is offered any."""
    if caller.role not in scope.KEEPERS:
        return {}
    house, since = shelf.house(request), request.app[PARTS].now() - reached.SINCE
    told = await work.read(request, lambda tx: outcomes.confirmed(tx, since=since))
    services, territories = house.shelf.services, house.directory.territories
    found = reached.later(told, services)
    return {
        own: day for own, day in found.items() if scope.may_keep(caller.officer, services[own], territories)
    }


def _told(request: web.Request, caller: Caller, one: Service) -> list[tuple[Text, str]]:
    """What can be asked on the telephone: (what, value); what nobody told is left out."""
    house, language = shelf.house(request), caller.language
    seats = [in_language(seat.address, language) for seat in one.seats if seat.address and not seat.hidden]
    places = [seat.territory for seat in one.seats if seat.territory and not seat.hidden]
    told = {
        "kinds": wording.value(house, "kinds", ";".join(one.kinds), language),
        "hours": hours.shown(worktimes.written(one.openings, hours.WRITTEN_IN), language),
        "address": "; ".join(dict.fromkeys(seats)),
        "territory": wording.value(house, "territory", ";".join(dict.fromkeys(places)), language),
        "url": ", ".join(one.websites),
        "about": in_language(one.about, language),
    }
    return [(wording.LABELS[key], value) for key, value in told.items() if value]


def _asked(told: Mapping[str, str]) -> Asked:
    days, way = told.get("days", ""), told.get("way", "")
    return Asked(
        int(days) if days in map(str, SPANS) else SPANS[0],
        told.get("behind", "").replace("\0", "")[:60],
        way if way in verifying.WAYS else "",
    )


def _key(service: Service) -> str:
    """Where it stands in the round: keys are in order as their services are."""
    return f"{service.assured.isoformat() if service.assured else '0'} {service.id}"
