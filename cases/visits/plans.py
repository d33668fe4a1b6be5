"""A planned visit: where, why, when, who, and whether it may go ahead so.

Sources: ILO guidance on monitoring, §3.4, §4.1 (team, access); a visit that follows a report must not show
that somebody reported: it is one place of several, and not on the day of the report unless that cannot wait.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from cases import case
from cases.errors import UnknownCase
from cases.visits import team
from cases.visits.findings import Finding
from cases.visits.team import Member
from directory.territory import Territories
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction

REASONS = {
    "report": Text("m.why.report", "A report (code)"),
    "absence": Text("m.why.absence", "School absence"),
    "campaign": Text("m.why.campaign", "Campaign"),
    "own": Text("m.why.own", "Own initiative"),
}
LEAST_PLACES = 3
"""Places of one round when a report is behind it; configurable default of the routing rules."""
AT_ONCE, WORST = "U0", 4
MAY_BE_OVERRIDDEN = frozenset({"police_needed", "access_needed", "round_needed"})
"""What a monitor may answer with a reason instead."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit as it is planned. `day` is ISO, "" where it is not planned but begun on the spot.

    `case_number`: the case that it follows; `suspected`: a worst form is suspected; `consent`: the employer
    has agreed; `places`: so many are visited in this round. `overrides`: for a finding that is not heeded,
    by its code, why.
    """

    territory: str = ""
    place: str = field(default="", repr=False)
    sector: str = ""
    reason: str = ""
    day: str = ""
    team: tuple[Member, ...] = ()
    campaign: str = ""
    case_number: int | None = None
    suspected: bool = False
    consent: bool = False
    places: int = 1
    preparation: str = field(default="", repr=False)
    overrides: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of the case that a visit follows: its day here, how urgent and how grave it is."""

    day: date
    urgency: str
    severity: int


def check(
    plan: Plan, today: date, occasion: Occasion | None = None, *, begun: bool = False
) -> tuple[Finding, ...]:
    """Give what hinders a plan; what was overridden with a reason is left out. Pure.

    `begun`: the visit is under way, so that its day may lie behind.
    """
    found = [
        *_said(plan, today, begun),
        *team.missing(plan.sector, suspected=_grave(plan, occasion), consent=plan.consent, members=plan.team),
        *_after_report(plan, occasion),
    ]
    return tuple(one for one in found if not (one.code in MAY_BE_OVERRIDDEN and plan.overrides.get(one.code)))


def occasion(tx: Transaction, territories: Territories, plan: Plan) -> Occasion | None:
    """Give what is known of the case that the visit follows; None: it follows none in that district."""
    if plan.case_number is None:
        return None
    try:
        followed = case.get(tx, plan.case_number)
    except UnknownCase:
        return None
    if not plan.territory or not followed.territory:
        return None
    if not territories.is_within(plan.territory, followed.territory):
        return None
    return Occasion(daytime.day(followed.filed_at), followed.urgency, followed.severity)


def as_told(plan: Plan) -> dict[str, Any]:
    """Give a plan as JSON can hold it."""
    told: dict[str, Any] = msgspec.to_builtins(plan)
    return told


def parse(told: dict[str, Any]) -> Plan:
    """Give the plan that `as_told` gave."""
    return msgspec.convert(told, Plan)


def day_of(plan: Plan, now: datetime) -> date:
    """Give the day of the visit: the planned one, else today in Kazakhstan."""
    return date.fromisoformat(plan.day) if plan.day else daytime.day(now)


def _said(plan: Plan, today: date, begun: bool) -> list[Finding]:
    found = []
    if not plan.territory or not plan.place:
        found.append(Finding("no_place"))
    if not plan.day:
        found.append(Finding("no_day"))
    elif not begun and date.fromisoformat(plan.day) < today:
        found.append(Finding("past_day"))
    if plan.reason not in REASONS:
        found.append(Finding("no_reason"))
    if not plan.team:
        found.append(Finding("no_team"))
    return found


def _grave(plan: Plan, occasion: Occasion | None) -> bool:
    return plan.suspected or (occasion is not None and occasion.severity >= WORST)


def _after_report(plan: Plan, occasion: Occasion | None) -> list[Finding]:
    if plan.reason != "report" and plan.case_number is None:
        return []
    found = []
    at_once = occasion is not None and occasion.urgency == AT_ONCE
    if plan.places < LEAST_PLACES and not at_once:
        found.append(Finding("round_needed", values=(("n", str(LEAST_PLACES)),)))
    if occasion is not None and plan.day == occasion.day.isoformat() and not at_once:
        found.append(Finding("day_of_report"))
    return found
