"""A date of birth as monitors hear it: a day, a month, a year, or only an age; and the age that follows.

A value is ISO 8601: "2012-05-01", "2012-05", "2012"; "2012~" is a year that was estimated from an age.
"""

import re
from dataclasses import dataclass
from datetime import date

ESTIMATED = "~"
OLDEST = 120
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(~?)")
_AGE = re.compile(r"(\d{1,3})(?:\s*\D{1,12})?")


@dataclass(frozen=True, slots=True)
class Birth:
    """What was typed as a date of birth. `age`: it was an age, and the year is estimated from it."""

    value: str
    age: int | None = None


def read(typed: str, today: date) -> Birth | None:
    """Give the date of birth in a text; None: it is none, or nobody lives so long. A future day is kept."""
    found = _read(typed, today)
    is_alive = found is not None and today.year - int(found.value[:4]) <= OLDEST
    return found if is_alive else None


def _read(typed: str, today: date) -> Birth | None:
    if found := _DAY_FIRST.fullmatch(typed):
        return _whole(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(typed):
        year, month, day = (int(part) if part else None for part in found.groups()[:3])
        if year is None or month is None:
            return Birth(f"{year:04}{found[4]}")
        if day is None:
            return Birth(f"{year:04}-{month:02}") if 1 <= month <= 12 else None
        return _whole(year, month, day)
    if (found := _AGE.fullmatch(typed)) and int(found[1]) <= OLDEST:
        return Birth(f"{today.year - int(found[1]):04}{ESTIMATED}", int(found[1]))
    return None


def is_future(value: str, today: date) -> bool:
    """Does this date of birth begin after today?"""
    return first_day(value) > today


def first_day(value: str) -> date:
    """Give the earliest day that a date of birth can mean."""
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def age(value: str, on: date) -> str | None:
    """Give the age on a day, as the rules read it: "13", or "12-13" where the date leaves two open.

    None where the birth lies after that day.
    """
    year, month, day = _parts(value)
    if month and day:
        years = on.year - year - ((on.month, on.day) < (month, day))
        return str(years) if years >= 0 else None
    if month and on.month != month:
        years = on.year - year - (on.month < month)
        return str(years) if years >= 0 else None
    oldest = on.year - year
    if oldest < 0:
        return None
    return f"{oldest - 1}-{oldest}" if oldest else "0"


def _parts(value: str) -> tuple[int, int | None, int | None]:
    year, month, day = [*map(int, value.removesuffix(ESTIMATED).split("-")), None, None][:3]
    return year or 1, month, day


def _whole(year: int, month: int, day: int) -> Birth | None:
    try:
        return Birth(date(year, month, day).isoformat())
    except ValueError:
        return None
