"""When it is asked, dated data (`schedule_kz.toml`), and the day on which so many months are over."""

import calendar
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import msgspec

from cases import clocks
from cases.followups.errors import ScheduleUnsound
from cases.law import Law
from cases.provisions import Row
from locales import daytime

FILE = Path(__file__).with_name("schedule_kz.toml")
_YEAR = 12


class Terms(Row, frozen=True, kw_only=True):
    """Months of the rounds, and how long is waited for an answer (see the file for each)."""

    rounds: tuple[int, ...]
    asked_at: int
    remind_working_days: int
    reminders: int
    again_days: int
    most_tries: int
    close_after_months: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    terms: list[Terms]


@cache
def in_force(day: date) -> Terms:
    """Give the terms of that day.

    Raises:
        ScheduleUnsound: the file cannot be meant, or has not exactly one row for the day.
    """
    try:
        rows = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _File).terms
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise ScheduleUnsound(f"{FILE.name}: {fault}") from fault
    found = [row for row in rows if row.holds_on(day)]
    if len(found) != 1:
        raise ScheduleUnsound(f"{FILE.name}: {len(found)} rows hold on {day}")
    return found[0]


def months_after(day: date, months: int) -> date:
    """Give the same day so many months later; the last of the month where it has no such day.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, _YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_day(day: date, law: Law) -> date:
    """Give that day if it is a working day, else the next one."""
    return clocks.working_day_after(day - timedelta(days=1), 1, law)


def moment(day: date, terms: Terms) -> datetime:
    """Give the moment of that day at which questions go out."""
    return datetime.combine(day, time(), daytime.KAZAKHSTAN) + timedelta(minutes=terms.asked_at)
