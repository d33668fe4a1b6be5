"""Periods of the figures: a month, a quarter, a half-year, a year, in the time of Kazakhstan."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cases.statistics.errors import PeriodUnknown
from locales import daytime

LAG = timedelta(days=30)
"""A quarter is told to the public so long after its end: by then most answers and outcomes are there."""

_SHAPE = re.compile(r"(2\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])|H([12])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day until, and without, the day `after`.

    `code`: "2026-Q4", "2026-11", "2026-H1", "2026", or both days for any other span.
    """

    code: str
    first: date
    after: date

    @property
    def starts_at(self) -> datetime:
        """The first moment, in UTC."""
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment behind it, in UTC."""
        return _midnight(self.after)

    @property
    def released_at(self) -> datetime:
        """From when on the public is told; what happened later changes nothing of it."""
        return self.ends_at + LAG

    @property
    def months(self) -> tuple[str, ...]:
        """Its months: "2026-10", "2026-11", "2026-12"."""
        count = (self.after.year - self.first.year) * 12 + self.after.month - self.first.month
        starts = (_months_after(self.first, number) for number in range(count))
        return tuple(f"{day:%Y-%m}" for day in starts)

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The quarters of a year; of a quarter itself; of a month the one it lies in."""
        starts = dict.fromkeys(quarter_of(date.fromisoformat(f"{month}-01")) for month in self.months)
        return tuple(starts)


def read(code: str) -> Period:
    """Give the period of this code.

    Raises:
        PeriodUnknown: it is none.
    """
    found = _SHAPE.fullmatch(code.strip().upper())
    if found is None:
        raise PeriodUnknown
    year, quarter, month, half = int(found[1]), found[2], found[3], found[4]
    if half:
        first, length = date(year, 6 * int(half) - 5, 1), 6
    elif quarter:
        first, length = date(year, 3 * int(quarter) - 2, 1), 3
    elif month:
        first, length = date(year, int(month), 1), 1
    else:
        first, length = date(year, 1, 1), 12
    return Period(found[0], first, _months_after(first, length))


def between(first: date, last: date) -> Period:
    """Give the period from the first until, and with, the last day; whole quarters have their usual code.

    Raises:
        PeriodUnknown: the last day lies before the first.
    """
    if last < first:
        raise PeriodUnknown
    after = last + timedelta(days=1)
    for code in (
        f"{first:%Y}",
        f"{first:%Y}-H{(first.month + 5) // 6}",
        quarter_of(first).code,
        f"{first:%Y-%m}",
    ):
        if (one := read(code)).first == first and one.after == after:
            return one
    return Period(f"{first}_{last}", first, after)


def quarter_of(day: date) -> Period:
    """Give the quarter around a day."""
    return read(f"{day.year}-Q{(day.month + 2) // 3}")


def month_of(moment: datetime) -> str:
    """Give the month of a moment in Kazakhstan: "2026-11"."""
    return f"{daytime.here(moment):%Y-%m}"


def today(now: datetime) -> date:
    """Give the day in Kazakhstan."""
    return daytime.day(now)


def released(since: datetime, now: datetime) -> tuple[Period, ...]:
    """Give every quarter that the public has been told of, the newest first, from the one of `since` on."""
    found = [quarter_of(today(since))]
    while found[-1].released_at <= now:
        found.append(quarter_of(found[-1].after))
    return tuple(reversed(found[:-1]))


def _months_after(day: date, number: int) -> date:
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=daytime.KAZAKHSTAN).astimezone(UTC)
