"""Planning a visit: where, why, when, who; and at once whether somebody is missing who has to come along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aiohttp import web

from cases.programme import campaigns
from cases.visits import checking, drafts, errors, form, plans, team
from cases.visits.drafts import Draft
from cases.visits.findings import Finding
from cases.visits.plans import Plan
from cases.visits.team import Member
from conversations.fieldwork import visits as chat
from conversations.house import House
from locales import daytime, formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import asked, places, theirs
from web.parts import PARTS

DOORS = Doors()
NEW = theirs.ROOT + "/new"
PLAN = theirs.ROOT + "/{token}/plan"
NO_DAY = Text("visit.day_open", "Day not set")
_LONGEST = 4000  # characters of one field
_MOST_PLACES = 99


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the page of a plan: the plan, and the day as it was typed."""

    plan: Plan = field(repr=False)
    day: str


@DOORS.get(NEW, MONITOR)
async def ask(request: web.Request, caller: Caller) -> web.Response:
    """An empty plan; the day is today, the district the monitor's own."""
    house, now = theirs.house_of(request), request.app[PARTS].now()
    only = places.only(house.directory.territories, caller.person.territory)
    today = daytime.day(now).isoformat()
    return _draw(request, caller, NEW, Sheet(Plan(territory=only, day=today), today), ())


@DOORS.post(NEW, MONITOR)
async def begin(request: web.Request, caller: Caller) -> web.Response:
    """Keep a new plan, unless something hinders it: then everything typed stands there again."""
    parts, house = request.app[PARTS], theirs.house_of(request)
    sheet, now = _read(house, caller), parts.now()
    found = await work.read(request, lambda tx: _check(tx, house, sheet, daytime.day(now), begun=False))
    if found:
        return _draw(request, caller, NEW, sheet, found, status=422)

    def keep(tx: Transaction) -> Draft:
        draft = drafts.begin(tx, parts.keys, caller.account, sheet.plan, entropy=parts.entropy, now=now)
        chat.remind(tx, house, draft, now=now)
        return draft

    return drawing.seen(theirs.path(await work.write(request, keep)))


@DOORS.get(PLAN, MONITOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The plan as it stands, to be changed."""
    draft = await theirs.read(request, caller)
    if draft.body is None:
        return drawing.seen(theirs.path(draft))
    plan, house, now = draft.body.plan, theirs.house_of(request), request.app[PARTS].now()
    begun, today = draft.state == drafts.OPEN, daytime.day(now)
    sheet = Sheet(plan, plan.day)
    found = await work.read(request, lambda tx: _check(tx, house, sheet, today, begun=begun))
    return _draw(request, caller, theirs.path(draft, "plan"), sheet, found)


@DOORS.post(PLAN, MONITOR)
async def change(request: web.Request, caller: Caller) -> web.Response:
    """Keep the changed plan, unless something hinders it."""
    parts, house = request.app[PARTS], theirs.house_of(request)
    draft, sheet, now = await theirs.read(request, caller), _read(house, caller), parts.now()
    begun = draft.state == drafts.OPEN
    found = await work.read(request, lambda tx: _check(tx, house, sheet, daytime.day(now), begun=begun))
    if found:
        return _draw(request, caller, theirs.path(draft, "plan"), sheet, found, status=422)

    def keep(tx: Transaction) -> None:
        changed = drafts.change_plan(tx, parts.keys, draft.token, caller.account, sheet.plan, now=now)
        chat.remind(tx, house, changed, now=now)

    try:
        await work.write(request, keep)
    except errors.VisitSent:
        raise web.HTTPSeeOther(theirs.ROOT) from None
    return drawing.seen(theirs.path(draft))


def heading(house: House, draft: Draft, caller: Caller) -> str:
    """Give a visit in a few words that name nobody: day and district."""
    day = formatting.date(date.fromisoformat(draft.day), caller.language) if draft.day else caller.say(NO_DAY)
    return f"{day} · {house.directory.territories.full_name(draft.territory, caller.language)}"


def _check(tx: Transaction, house: House, sheet: Sheet, today: date, *, begun: bool) -> tuple[Finding, ...]:
    occasion = plans.occasion(tx, house.directory.territories, sheet.plan)
    found = plans.check(sheet.plan, today, occasion, begun=begun)
    if sheet.plan.day or not sheet.day:
        return found
    code = checking.day_fault(sheet.day)
    return tuple(Finding(code) if one.code == "no_day" else one for one in found)


def _draw(
    request: web.Request,
    caller: Caller,
    way: str,
    sheet: Sheet,
    found: tuple[Finding, ...],
    *,
    status: int = 200,
) -> web.Response:
    house, plan = theirs.house_of(request), sheet.plan
    sector = form.question("x_sector")
    return drawing.draw(
        request,
        caller,
        "field/visits/plan.html",
        status=status,
        way=way,
        plan=plan,
        day=sheet.day,
        regions=places.regions(house.directory.territories, caller.person.territory, caller.language),
        sectors=sector.options if sector is not None else (),
        reasons=plans.REASONS,
        campaigns=campaigns.known(),
        roles=team.ROLES,
        names={one.role: one.name for one in plan.team},
        said=[(one.code, asked.sentence(caller, one).words) for one in found],
        may_override=plans.MAY_BE_OVERRIDDEN,
    )


def _read(house: House, caller: Caller) -> Sheet:
    day, number, many = _day(caller.said("day")), caller.said("case"), caller.said("places")
    chosen = places.known(house.directory.territories, caller.person.territory, caller.said("territory"))
    roles = [one for one in caller.lists.get("role", ()) if one in team.ROLES]
    sector = form.question("x_sector")
    codes = sector.codes if sector is not None else ()
    plan = Plan(
        territory=chosen,
        place=caller.said("place")[:_LONGEST],
        sector=caller.said("sector") if caller.said("sector") in codes else "",
        reason=caller.said("reason") if caller.said("reason") in plans.REASONS else "",
        day=day,
        campaign=caller.said("campaign") if caller.said("campaign") in campaigns.known() else "",
        team=tuple(Member(one, caller.said(f"name.{one}")[:_LONGEST]) for one in roles),
        case_number=_number(number, 10**15),
        suspected=caller.said("suspected") == "yes",
        consent=caller.said("consent") == "yes",
        places=_number(many, _MOST_PLACES) or 1,
        preparation=caller.said("preparation")[:_LONGEST],
        overrides=_overrides(caller.form),
    )
    return Sheet(plan, day or caller.said("day"))


def _overrides(form: Mapping[str, str]) -> dict[str, str]:
    told = {code: form.get(f"why.{code}", "").strip()[:_LONGEST] for code in sorted(plans.MAY_BE_OVERRIDDEN)}
    return {code: why for code, why in told.items() if why}


def _number(told: str, most: int) -> int | None:
    if not (told.isascii() and told.isdecimal() and len(told) <= len(str(most))):
        return None
    return int(told) if 0 < int(told) <= most else None


def _day(told: str) -> str:
    """Give the day in ISO; "" where it is none."""
    day, *rest = told.replace("/", ".").split(".")
    iso = f"{rest[1]}-{rest[0].zfill(2)}-{day.zfill(2)}" if len(rest) == 2 else told
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return ""
