"""The plan of a quarter: planned visits, districts with most reports, raids; entering a raid; the file."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from aiohttp import web

from cases.programme import campaigns, plan, raids
from cases.programme.errors import RaidUnfit
from cases.programme.plan import HotSpot, Planned
from cases.programme.raids import Raid
from cases.statistics import period as periods
from cases.statistics.period import Period
from cases.visits import drafts, form, plans
from conversations import figures as words
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.figures import gathering
from web.desk.programme import lists, sheet
from web.desk.programme.sheet import Sheet, Table
from web.parts import PARTS, READERS

DOORS = Doors()
PATH = "/desk/plan"
TITLE = Text("plan.title", "Monitoring plan")
VISITS, HOT, RAIDS = (
    Text("plan.visits", "Planned visits"),
    Text("plan.hot", "Districts with most reports in a year"),
    Text("plan.raids", "Raids"),
)
DAY, DISTRICT, CAMPAIGN = (
    Text("plan.day", "Day"),
    Text("plan.district", "District"),
    Text("plan.campaign", "Campaign"),
)
_VISIT_HEADS = (
    DAY,
    DISTRICT,
    Text("plan.kind", "Kind of workplace"),
    Text("plan.why", "Reason"),
    CAMPAIGN,
    Text("plan.state", "State"),
)
_HOT_HEADS = (DISTRICT, Text("plan.work", "Kind of work"), Text("plan.reports", "Reports"))
_RAID_HEADS = (
    DAY,
    DISTRICT,
    CAMPAIGN,
    Text("plan.visited", "Places visited"),
    Text("plan.children", "Children found"),
)
STATES = {
    drafts.PLANNED: Text("plan.planned", "Planned"),
    drafts.OPEN: Text("plan.under_way", "Under way"),
    drafts.SENT: Text("plan.sent", "Done"),
}
_BAD = Text(
    "plan.bad_raid",
    "Please check the day, the district and the numbers:"
    " whole numbers from 0, a day that is not in the future.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one quarter comes to."""

    visits: tuple[Planned, ...]
    hot: tuple[HotSpot, ...]
    raids: tuple[Raid, ...]


@DOORS.get(PATH, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the plan of a quarter."""
    return await _page(request, caller)


@DOORS.get(f"{PATH}/{{format}}", access.STAFFING)
async def save(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the plan of a quarter as a file."""
    kind = request.match_info["format"]
    if kind not in sheet.FORMATS:
        raise web.HTTPNotFound
    house, period = _house(request), _period(request)
    found = await work.read(request, lambda tx: _found(tx, request, caller, period))
    speaker = house.speaker(caller.language)
    title = f"{caller.say(TITLE)}: {words.period(speaker, period)}"
    where = _region(request, caller)
    title = f"{title} · {speaker.place(where)}" if where else title
    name = "-".join(filter(None, ("plan", period.code, where)))
    told = Sheet(title, _tables(speaker, found), caller.language, name)
    return await asyncio.get_running_loop().run_in_executor(
        request.app[READERS], sheet.answer, house, told, kind
    )


@DOORS.post(PATH, access.STAFFING)
async def enter(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep what a raid came to."""
    now = request.app[PARTS].now()
    try:
        raid = _raid(caller)
        if raid.territory not in {code for code, _ in _districts(request, caller)}:
            raise RaidUnfit
        await work.write(request, lambda tx: raids.enter(tx, raid, actor=caller.officer.actor, now=now))
    except RaidUnfit:
        return await _page(request, caller, caller.say(_BAD))
    where = _region(request, caller)
    return drawing.seen(f"{PATH}?period={_period(request).code}&region={where}#raids")


async def _page(request: web.Request, caller: Caller, problem: str = "") -> web.StreamResponse:
    house, now, period = _house(request), request.app[PARTS].now(), _period(request)
    found = await work.read(request, lambda tx: _found(tx, request, caller, period))
    speaker = house.speaker(caller.language)
    return drawing.draw(
        request,
        caller,
        "desk/programme/plan.html",
        status=422 if problem else 200,
        problem=problem,
        period=period.code,
        offered=[(one.code, words.period(speaker, one)) for one in _offered(now)],
        tables=_tables(speaker, found),
        region=_region(request, caller),
        regions=[(one, speaker.place(one)) for one in lists.regions(house, caller)],
        districts=_districts(request, caller),
        campaigns=campaigns.known(),
    )


def _found(tx: Transaction, request: web.Request, caller: Caller, period: Period) -> Found:
    house, now = _house(request), request.app[PARTS].now()
    territories = house.directory.territories
    within = _region(request, caller) or caller.officer.territory

    def is_theirs(code: str) -> bool:
        return not within or (territories.find(code) is not None and territories.is_within(code, within))

    return Found(
        tuple(plan.visits(tx, period, is_theirs)),
        tuple(plan.hot_spots(tx, territories, now, is_theirs)) if caller.role in access.CASEWORK else (),
        tuple(raids.between(tx, period.first, period.after, is_theirs)),
    )


def _tables(speaker: Speaker, found: Found) -> list[Table]:
    say, language = speaker.say, speaker.catalogue.language
    named = {code: say(text) for code, text in campaigns.known().items()}
    sectors = {one.code: say(one.text) for question in form.questions() for one in _sectors(question)}

    def day(told: str) -> str:
        return formatting.date(date.fromisoformat(told), language)

    planned = [
        (
            day(one.day),
            speaker.place(one.territory),
            sectors.get(one.sector, ""),
            say(plans.REASONS[one.reason]) if one.reason in plans.REASONS else "",
            named.get(one.campaign, one.campaign),
            say(STATES[one.state]),
        )
        for one in found.visits
    ]
    hot = [
        (speaker.place(one.territory), words.row(speaker, "activity", one.activity), one.reports)
        for one in found.hot
    ]
    done = [
        (
            day(one.day.isoformat()),
            speaker.place(one.territory),
            named.get(one.campaign, ""),
            one.visited,
            one.found,
        )
        for one in found.raids
    ]
    return [
        Table(say(VISITS), [say(one) for one in _VISIT_HEADS], planned),
        Table(say(HOT), [say(one) for one in _HOT_HEADS], hot),
        Table(say(RAIDS), [say(one) for one in _RAID_HEADS], done),
    ]


def _sectors(question: form.Question) -> tuple[form.Option, ...]:
    return question.options if question.option_set == "sector" else ()


def _raid(caller: Caller) -> Raid:
    try:
        day, visited, children = (
            date.fromisoformat(caller.said("day")),
            caller.said("visited"),
            caller.said("found"),
        )
        counts = [int(one) for one in (visited, children) if one.isascii() and one.isdecimal()]
        first, second = counts
    except ValueError:
        raise RaidUnfit from None
    return Raid(caller.said("territory"), day, caller.said("campaign"), first, second)


def _districts(request: web.Request, caller: Caller) -> list[tuple[str, str]]:
    territories, region = _house(request).directory.territories, _region(request, caller)
    if not region:
        return []  # first a region, then its districts
    inside = [one.code for one in territories.children(region, caller.language) if one.has_services]
    within = caller.officer.territory
    theirs = [one for one in inside or [region] if not within or territories.is_within(one, within)]
    return [(one, territories.name(one, caller.language)) for one in theirs or [within]]


def _region(request: web.Request, caller: Caller) -> str:
    """Give the region whose plan it is: the one that was asked for, or the only one; "" for all of theirs."""
    theirs = lists.regions(_house(request), caller)
    asked = caller.said("region") or request.query.get("region", "")
    return asked if asked in theirs else theirs[0] if len(theirs) == 1 else ""


def _period(request: web.Request) -> Period:
    found = gathering.meant(request.query.get("period", ""), request.app[PARTS].now())
    return found.quarters[0]


def _offered(now: datetime) -> list[Period]:
    found = gathering.quarters(now)
    return [periods.quarter_of(found[0].after), *found]


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
