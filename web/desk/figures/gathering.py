"""What the figures of the desk are made of: the cases that are this officer's, by `cases.scope`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from cases import schema, scope
from cases.calls import counting as calls
from cases.officers import Officer
from cases.statistics import counting
from cases.statistics import digest as digests
from cases.statistics import period as periods
from cases.statistics.counting import Figures, Line, Map
from cases.statistics.digest import Digest
from cases.statistics.errors import PeriodUnknown
from cases.statistics.groups import WHOLE, Scope
from cases.statistics.period import Period
from conversations import figures as words
from conversations.phone import call
from conversations.rendering import Speaker
from directory.reading import Directory
from directory.territory import Territory
from store.transaction import Transaction

LONGEST = 10
"""Waiting cases that are shown."""
QUARTERS = 8
"""Quarters that can be chosen, the running one among them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: of a period, and of one region alone; "" for everything that is theirs."""

    period: Period
    region: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that nobody has acknowledged yet."""

    number: int
    filed_at: datetime
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of one kind: finished, and broken off."""

    kind: str
    finished: int
    broken: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one page shows."""

    digest: Digest
    waiting: tuple[Waiting, ...]
    calls: tuple[Calls, ...]

    @property
    def figures(self) -> Figures:
        """The reports among it."""
        return self.digest.cases


@dataclass(frozen=True, slots=True)
class Table:
    """One table in words: a name and a line for each row."""

    name: str
    title: str
    rows: tuple[tuple[str, str, Line], ...]  # code, what it is called, what became of the cases


def asked(query: Mapping[str, str], directory: Directory, officer: Officer, now: datetime) -> Asked:
    """Give what was asked for: the running quarter where no period was, or none that can be meant; everything
    that is theirs where no region was, or one that is none of theirs.
    """
    theirs = {one.code for one in regions(directory, officer)}
    region = query.get("region", "")
    return Asked(meant(query.get("period", ""), now), region if region in theirs else "")


def meant(code: str, now: datetime) -> Period:
    """Give the period of a code; the running quarter where it is none."""
    try:
        return periods.read(code)
    except PeriodUnknown:
        return periods.quarter_of(periods.today(now))


def offered(now: datetime) -> tuple[Period, ...]:
    """Give the periods that can be chosen: the running quarter first, those before it, half-years, years."""
    found = quarters(now)
    halves = dict.fromkeys(f"{one.code[:4]}-H{(int(one.code[-1]) + 1) // 2}" for one in found)
    years = dict.fromkeys(one.code[:4] for one in found)
    return (*found, *(periods.read(code) for code in (*halves, *years)))


def quarters(now: datetime) -> tuple[Period, ...]:
    """Give the running quarter and those before it."""
    found = [periods.quarter_of(periods.today(now))]
    while len(found) < QUARTERS:
        found.append(periods.quarter_of(found[-1].first - timedelta(days=1)))
    return tuple(found)


def regions(directory: Directory, officer: Officer) -> tuple[Territory, ...]:
    """Give the regions whose figures they can ask for alone: oblasts, or the districts of their own."""
    if officer.role not in scope.SEE_ALL:
        return ()
    return directory.territories.children(officer.territory, officer.language)


def gather(
    tx: Transaction, directory: Directory, officer: Officer, asked: Asked, *, now: datetime
) -> Gathered:
    """Count what is theirs. Calls are counted for the whole country: they belong to no place."""
    period = asked.period
    theirs = scope.theirs(directory.territories, officer, now)
    chart = Map(directory.territories, directory.departments)
    if asked.region:
        of_region = digests.of_region(directory.territories, asked.region)
        theirs = theirs & of_region.cases
    bounds = of_region if asked.region else _scope(directory, officer, now)
    found = digests.gather(tx, chart, period, bounds, until=now)
    row = schema.case.c
    query = select(row.number, row.filed_at, row.due_at).where(row.state == "received", theirs)
    ordered = query.order_by(row.due_at.is_(None), row.due_at, row.number).limit(LONGEST)
    waiting = tuple(
        Waiting(one["number"], one["filed_at"], one["due_at"], bool(one["due_at"] and one["due_at"] < now))
        for one in tx.rows(ordered)
    )
    return Gathered(found, waiting, () if asked.region else _calls(tx, officer, period))


def tables(speaker: Speaker, figures: Figures) -> tuple[Table, ...]:
    """Give the tables in words, what is most first; ages and months in their own order."""
    return tuple(_table(speaker, figures, name) for name in counting.TABLES)


def _scope(directory: Directory, officer: Officer, now: datetime) -> Scope:
    """Give whose figures are theirs: visits and absences without a case belong to who sees all of a place."""
    if officer.role not in scope.SEE_ALL:
        return Scope(scope.theirs(directory.territories, officer, now))
    return digests.of_region(directory.territories, officer.territory) if officer.territory else WHOLE


def _table(speaker: Speaker, figures: Figures, name: str) -> Table:
    lines = figures.tables[name]
    codes = words.ordered(name, {code: line.reports for code, line in lines.items()})
    rows = tuple((code, words.row(speaker, name, code), lines[code]) for code in codes)
    return Table(name, words.title(speaker, name), rows)


def _calls(tx: Transaction, officer: Officer, period: Period) -> tuple[Calls, ...]:
    if officer.role not in scope.SEE_ALL:
        return ()
    told = calls.by_day(tx, period.first, period.after - timedelta(days=1))

    def ended(kind: str, ending: str) -> int:
        return sum(number for (_, of, how), number in told.items() if (of, how) == (kind, ending))

    found = (Calls(kind, ended(kind, calls.DONE), ended(kind, calls.BROKEN)) for kind in call.KINDS)
    return tuple(one for one in found if one.finished or one.broken)
