"""How soon departments acknowledged what was forwarded to them as the lead: exact, for the house alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, RowMapping, select, true

from cases import schema
from cases.statistics.period import Period
from store.transaction import Transaction

NINETY = 0.9


@dataclass(frozen=True, slots=True)
class Times:
    """One department: cases that it led, how many it acknowledged, how many of them in time.

    `median` and `ninety`: hours within which half, and nine of ten, were acknowledged; from the moment when
    it was told first. None where nothing was acknowledged.
    """

    department: str
    cases: int
    acknowledged: int
    in_time: int
    median: float | None
    ninety: float | None

    @property
    def share(self) -> float | None:
        """Acknowledged in time, as a part of all cases; None without any."""
        return self.in_time / self.cases if self.cases else None


def by_department(
    tx: Transaction, period: Period, *, until: datetime, only: ColumnElement[bool] | None = None
) -> tuple[Times, ...]:
    """Give the times of every department that led a case filed in the period, by its code."""
    row = schema.case.c
    columns = (row.lead, row.filed_at, row.clock_at, row.due_at, row.acknowledged_at)
    during = (row.filed_at >= period.starts_at, row.filed_at < period.ends_at, row.lead != "")
    groups: dict[str, list[RowMapping]] = {}
    for one in tx.rows(select(*columns).where(*during, true() if only is None else only)):
        groups.setdefault(one["lead"], []).append(one)
    return tuple(_times(code, groups[code], until) for code in sorted(groups))


def within(hours: Sequence[float], share: float) -> float | None:
    """Give the least of these hours within which this share of them lies; None of none.

    >>> within([5, 1, 2, 3, 4, 6, 7, 8, 9, 10], 0.9)
    9
    """
    return sorted(hours)[math.ceil(share * len(hours)) - 1] if hours else None


def _times(code: str, rows: Sequence[RowMapping], until: datetime) -> Times:
    told = [one for one in rows if one["acknowledged_at"] is not None and one["acknowledged_at"] <= until]
    hours = [_hours(one) for one in told]
    in_time = sum(one["due_at"] is not None and one["acknowledged_at"] <= one["due_at"] for one in told)
    return Times(code, len(rows), len(told), in_time, median(hours) if hours else None, within(hours, NINETY))


def _hours(row: RowMapping) -> float:
    since: datetime = row["clock_at"] or row["filed_at"]
    return max(0.0, float((row["acknowledged_at"] - since).total_seconds()) / 3600)
