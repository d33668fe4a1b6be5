"""School days: terms as dated data (`terms_kz.toml`), days off by law from the calendar of the country."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import msgspec

from cases import clocks, errors
from cases.law import Law
from cases.provisions import Row

FILE = Path(__file__).parent / "terms_kz.toml"
_FARTHEST = 150  # days from a school day to the next one, at most: longer than the summer


class Span(Row, frozen=True, kw_only=True):
    """A part of every year, "MM-DD" to "MM-DD"; both ends belong to it."""

    begins: str
    ends: str

    def covers(self, day: date) -> bool:
        """Does the day lie in it, and the row hold on that day?"""
        return self.holds_on(day) and self.begins <= f"{day:%m-%d}" <= self.ends


class _Term(Span, frozen=True, kw_only=True):
    number: int


class _Book(Row, frozen=True, kw_only=True):
    asks_at: str
    weekdays: frozenset[int]
    term: tuple[_Term, ...]


@cache
def _book() -> _Book:
    try:
        return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _Book)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise errors.LawUnsound(f"{FILE.name}: {fault}") from fault


def is_school_day(day: date, law: Law) -> bool:
    """Tell whether there are lessons on that day: in term, no weekend, no holiday.

    Raises:
        LawUnsound: the file of terms cannot be meant.
    """
    book = _book()
    if day.isoweekday() not in book.weekdays or not any(term.covers(day) for term in book.term):
        return False
    return day.isoweekday() > 5 or _is_working_day(day, law)


def nearest(day: date, today: date, law: Law) -> date:
    """Give the school day nearest to a day and not after today; of two as near, the earlier one."""
    begin = min(day, today)
    for distance in range(_FARTHEST):
        for one in (begin - timedelta(distance), begin + timedelta(distance)):
            if one <= today and is_school_day(one, law):
                return one
    return begin


def before(day: date, law: Law, *, number: int = 1) -> date:
    """Give the so-many-th school day before that day."""
    found = day
    for _ in range(number):
        found = nearest(found - timedelta(1), found - timedelta(1), law)
    return found


def missed(since: date, until: date, law: Law) -> int:
    """Count the school days from one day to another; both belong to it."""
    return sum(is_school_day(since + timedelta(step), law) for step in range((until - since).days + 1))


def year_begins(day: date) -> date:
    """Give the first day of the school year that the day belongs to: that of its first term."""
    first = min(_book().term, key=lambda term: term.number)
    begins = date.fromisoformat(f"{day.year}-{first.begins}")
    return begins if begins <= day else date.fromisoformat(f"{day.year - 1}-{first.begins}")


def next_morning(after: datetime, law: Law) -> datetime:
    """Give the next moment at which teachers are asked who is there: of a school day, by the clock there."""
    here = clocks.local(after, law)
    at = time.fromisoformat(_book().asks_at)
    first = here.date() + timedelta(0 if here.time() < at else 1)
    day = next(
        one for one in (first + timedelta(step) for step in range(_FARTHEST)) if is_school_day(one, law)
    )
    return datetime.combine(day, at, here.tzinfo)


def _is_working_day(day: date, law: Law) -> bool:
    return clocks.working_day_after(day - timedelta(1), 1, law) == day
