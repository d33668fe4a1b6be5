"""Counts the cases of a period, exactly: for those who may see the cases. The public gets `releasing`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, RowMapping, func, select, true

from cases import schema
from cases.statistics import period as periods
from cases.statistics.period import Period
from directory.departments import Departments
from directory.territory import Territories
from store.transaction import Transaction

TABLES = ("month", "oblast", "body", "activity", "age_band", "sex", "timeliness", "outcome")
"""What cases are counted by. Every table counts every case once."""

IN_TIME, LATE, WAITING, UNTIMED = "in_time", "late", "waiting", "untimed"
TIMELINESS = (IN_TIME, LATE, WAITING, UNTIMED)
"""Acknowledged within the deadline; after it; not yet; and without a deadline, for nobody could be told."""
OPEN = "open"
"""The outcome of a case that is not closed."""

_case = schema.case.c
_COLUMNS = (
    _case.territory, _case.lead, _case.activity, _case.age_band, _case.sex, _case.filed_at, _case.due_at,
    _case.acknowledged_at, _case.clock_at, _case.closed_at, _case.outcome,
)  # fmt: skip
_FIRST = select(func.min(_case.filed_at).label("at"))


@dataclass(frozen=True, slots=True)
class Line:
    """What became of some cases: all of them, acknowledged ones and those in time, closed ones.

    `hours`: the median from filing to acknowledgement, None where nothing was acknowledged.
    """

    reports: int
    acknowledged: int
    in_time: int
    closed: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The cases of a period. `tables`: by each of TABLES, code → line; codes without a case are absent."""

    period: Period
    whole: Line
    tables: Mapping[str, Mapping[str, Line]]

    def counts(self, table: str) -> Mapping[str, int]:
        """Give how many cases stand under each code of a table."""
        return {code: line.reports for code, line in self.tables[table].items()}


@dataclass(frozen=True, slots=True)
class Map:
    """Where districts and departments belong."""

    territories: Territories
    departments: Departments

    def oblast(self, code: str) -> str:
        """Give the oblast of a territory; "" where none is known."""
        return self.territories.oblast_of(code).code if self.territories.find(code) else ""

    def body(self, code: str) -> str:
        """Give the kind of a department; "" where none is known."""
        found = self.departments.find(code)
        return found.body if found else ""


def count(
    tx: Transaction, chart: Map, period: Period, *, until: datetime, only: ColumnElement[bool] | None = None
) -> Figures:
    """Count the cases that were filed in a period, as they stood at the moment `until`.

    `only`: a condition on the table `case`, such as `cases.scope.theirs` gives.
    """
    during = (_case.filed_at >= period.starts_at, _case.filed_at < period.ends_at)
    rows = tx.rows(select(*_COLUMNS).where(*during, true() if only is None else only))
    told = [_Told(row, chart, until) for row in rows]
    tables = {name: _by(told, key) for name, key in _KEYS.items()}
    return Figures(period, _line(told), tables)


def first_filed(tx: Transaction) -> datetime | None:
    """Give when the first case was filed, None while there is none."""
    row = tx.row(_FIRST)
    moment: datetime | None = row["at"] if row is not None else None
    return moment


class _Told:
    """One case, in the codes of the tables."""

    __slots__ = ("closed", "codes", "hours", "timeliness")

    def __init__(self, row: RowMapping, chart: Map, until: datetime) -> None:
        at: datetime | None = row["acknowledged_at"]
        told = at if at is not None and at <= until else None
        self.closed = row["closed_at"] is not None and row["closed_at"] <= until
        self.hours = None if told is None else (told - row["filed_at"]).total_seconds() / 3600
        self.timeliness = _timeliness(told, row["due_at"])
        self.codes = {
            "month": periods.month_of(row["filed_at"]),
            "oblast": chart.oblast(row["territory"]),
            "body": chart.body(row["lead"]),
            "activity": row["activity"],
            "age_band": row["age_band"],
            "sex": row["sex"],
            "timeliness": self.timeliness,
            "outcome": (row["outcome"] or OPEN) if self.closed else OPEN,
        }


def _timeliness(told: datetime | None, due: datetime | None) -> str:
    if due is None:
        return UNTIMED
    if told is None:
        return WAITING
    return IN_TIME if told <= due else LATE


def _key(name: str) -> Callable[[_Told], str]:
    return lambda one: one.codes[name]


_KEYS: Mapping[str, Callable[[_Told], str]] = {name: _key(name) for name in TABLES}


def _by(told: Sequence[_Told], key: Callable[[_Told], str]) -> Mapping[str, Line]:
    groups: dict[str, list[_Told]] = {}
    for one in told:
        groups.setdefault(key(one), []).append(one)
    return {code: _line(groups[code]) for code in sorted(groups)}


def _line(told: Iterable[_Told]) -> Line:
    listed = list(told)
    hours = [one.hours for one in listed if one.hours is not None]
    times = Counter(one.timeliness for one in listed)
    closed = sum(one.closed for one in listed)
    return Line(len(listed), len(hours), times[IN_TIME], closed, median(hours) if hours else None)
