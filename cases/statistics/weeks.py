"""What was told of a week: four totals of the whole country, each as a span of five (docs/decisions/0021).

No region, age, sex or reason: a week with a table would be taken from its quarter. What was told stays as it
was, and a quarter is attacked together with the weeks that were told of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select

from cases import schema
from cases.statistics import groups
from cases.statistics import period as periods
from cases.statistics.period import Period
from cases.statistics.schema import week_told as table
from cases.statistics.spans import Span
from store.transaction import Transaction

REPORTS = "reports"
COUNTED = (REPORTS, "visits", "referrals", "absences")
"""What is told of a week: reports, and the totals of these groups."""
STEP = 5
_LENGTH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What was told of the seven days from a Monday: at least so many of each, and at most STEP - 1 more."""

    monday: date
    least: Mapping[str, int]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + _LENGTH - timedelta(days=1)


def before(day: date) -> Period:
    """Give the last whole week before a day, Monday to Sunday."""
    monday = day - timedelta(days=day.isoweekday() - 1) - _LENGTH
    return periods.between(monday, monday + _LENGTH - timedelta(days=1))


def count(tx: Transaction, week: Period) -> Week:
    """Give what is told of a week that is over: what was told of it before, else as it is counted now."""
    told = {row["name"]: row["least"] for row in tx.rows(_rows(week))}
    if told:
        return Week(week.first, told)
    row = schema.case.c.filed_at
    filed = tx.row(select(func.count().label("n")).where(row >= week.starts_at, row < week.ends_at))
    totals = {one.name: one.total for one in groups.count(tx, week, until=week.ends_at)}
    totals[REPORTS] = filed["n"] if filed is not None else 0
    return Week(week.first, {name: shown(totals[name]) for name in COUNTED})


def keep(tx: Transaction, week: Week) -> None:
    """Keep what is told of a week from now on; what was told before stays."""
    for name, least in week.least.items():
        tx.insert_once(table, {"monday": week.monday.isoformat(), "name": name, "least": least})


def told(tx: Transaction, *, most: int, until: date = date.max) -> tuple[Week, ...]:
    """Give the last weeks that were told, the newest first; only those before the day `until`."""
    found: dict[str, dict[str, int]] = {}
    query = select(table).where(table.c.monday < until.isoformat()).order_by(table.c.monday.desc())
    for row in tx.rows(query.limit(most * len(COUNTED))):
        found.setdefault(row["monday"], {})[row["name"]] = row["least"]
    return tuple(Week(date.fromisoformat(monday), least) for monday, least in found.items())


def around(tx: Transaction, period: Period) -> Mapping[str, tuple[Span, ...]]:
    """Give what was told of every week that has a day in the period, by what was counted."""
    earliest = period.first - _LENGTH + timedelta(days=1)
    asked = (table.c.monday >= earliest.isoformat(), table.c.monday < period.after.isoformat())
    found: dict[str, tuple[Span, ...]] = {}
    for row in tx.rows(select(table).where(*asked).order_by(table.c.monday)):
        monday = date.fromisoformat(row["monday"])
        one = Span(monday, monday + _LENGTH, row["least"], row["least"] + STEP - 1)
        found[row["name"]] = (*found.get(row["name"], ()), one)
    return found


def _rows(week: Period) -> Select[tuple[str, str, int]]:
    return select(table).where(table.c.monday == week.first.isoformat())


def shown(count: int) -> int:
    """Give the least that is told of a count; 0 for "fewer than five".

    >>> [shown(count) for count in (0, 4, 5, 9, 10)]
    [0, 0, 5, 5, 10]
    """
    return count // STEP * STEP
