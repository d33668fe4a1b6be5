"""Until when a person has to acknowledge: clock hours on every day, or working days of Kazakhstan.

Terms in working days begin on the next day and end with the last working day. Eid al-Adha is an estimate of
the `holidays` package until the year's order is published.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cases.law import Law

if TYPE_CHECKING:
    import holidays

DAYS = 256
"""Days whose following working days are kept: they are those on which something is filed now."""


def due(urgency: str, start: datetime, law: Law) -> datetime:
    """The moment, in UTC, until which a report of that urgency that began at `start` is acknowledged.

    `start` is aware. Raises KeyError for an urgency the law does not have.
    """
    term = law.urgencies[urgency]
    if term.hours is not None:
        return start.astimezone(UTC) + timedelta(hours=term.hours)
    last = working_day_after(local(start, law).date(), term.working_days or 1, law)
    closing = timedelta(minutes=law.procedure.working_day_ends)
    return (datetime.combine(last, time(), _zone(law)) + closing).astimezone(UTC)


def working_day_after(day: date, number: int, law: Law) -> date:
    """The so-many-th working day after that day; the day itself does not count."""
    return _working_day(law.procedure.holidays, day, number)


def working_days_since(day: date, today: date, law: Law, *, most: int) -> int:
    """Give how many working days have begun after that day, today among them; at most `most` + 1."""
    numbers = range(1, most + 2)
    return sum(working_day_after(day, number, law) <= today for number in numbers)


def local(moment: datetime, law: Law) -> datetime:
    """The moment as the clocks of the country show it (Asia/Almaty)."""
    return moment.astimezone(_zone(law))


@lru_cache(maxsize=DAYS)
def _working_day(country: str, day: date, number: int) -> date:
    found = _calendar(country).get_nth_working_day(day, number)
    return date.fromisoformat(found.isoformat()[:10])


@cache
def _calendar(country: str) -> "holidays.HolidayBase":
    """The holidays of the country; years are computed once, when they are first asked for."""
    import holidays  # here: it takes long to load, and the first answer needs no calendar

    return holidays.country_holidays(country)


def _zone(law: Law) -> timezone:
    return timezone(timedelta(hours=law.procedure.utc_offset_hours))
