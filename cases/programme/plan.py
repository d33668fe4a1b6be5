"""The plan of a quarter: visits by district and day, and the districts with most reports. No place, no name.

A list of workplaces that goes from hand to hand warns those who are visited; the place of a visit stays with
its monitors.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from cases import schema
from cases.statistics.period import Period
from cases.visits.drafts import DROPPED
from cases.visits.schema import visit
from directory.territory import Territories
from store.transaction import Transaction

YEAR = timedelta(days=365)
MOST = 20
"""Districts that are shown."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of the quarter, in the codes of its plan. `day`: ISO."""

    day: str
    territory: str
    sector: str
    reason: str
    campaign: str
    state: str


@dataclass(frozen=True, slots=True)
class HotSpot:
    """So many reports of one kind of work came from one district (or from a region, no nearer)."""

    territory: str
    activity: str
    reports: int


def visits(tx: Transaction, period: Period, is_theirs: Callable[[str], bool]) -> Sequence[Planned]:
    """Give the visits with a day in the period, in order of days, in the territories that are theirs."""
    row = visit.c
    during = (row.planned_on >= period.first.isoformat(), row.planned_on < period.after.isoformat())
    query = select(visit).where(*during, row.state != DROPPED).order_by(row.planned_on, row.id)
    names = ("territory", "sector", "reason", "campaign", "state")
    return [
        Planned(one["planned_on"], *(one[name] for name in names))
        for one in tx.rows(query)
        if is_theirs(one["territory"])
    ]


def hot_spots(
    tx: Transaction, territories: Territories, now: datetime, is_theirs: Callable[[str], bool]
) -> Sequence[HotSpot]:
    """Give the districts with most reports in the last year, by kind of work, the most first.

    Exact, for those who see the cases: a small number is not hidden.
    """
    row = schema.case.c
    query = select(row.territory, row.activity).where(row.filed_at > now - YEAR, row.filed_at <= now)
    told = Counter(
        (_district(territories, one["territory"]), one["activity"])
        for one in tx.rows(query)
        if one["territory"] and is_theirs(one["territory"])
    )
    ordered = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return [HotSpot(*where, reports) for where, reports in ordered[:MOST]]


def _district(territories: Territories, code: str) -> str:
    found = territories.district_of(code) if territories.find(code) else None
    return found.code if found else code
