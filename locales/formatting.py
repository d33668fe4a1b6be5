"""Dates and numbers as people write them."""

import re
from datetime import date as Day
from datetime import datetime

from locales import daytime

_BETWEEN = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date(value: Day | datetime, language: str) -> str:
    """The day: 22.11.2026, in English 22 Nov 2026 (11/22 and 22/11 would be ambiguous there).

    A moment is first carried to the time of Kazakhstan.

    Raises:
        NaiveMoment: a moment without time zone.
    """
    day = daytime.day(value) if isinstance(value, datetime) else value
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment(value: datetime, language: str) -> str:
    """The day and the time of day in Kazakhstan: 22.11.2026, 14:05.

    Raises:
        NaiveMoment: a moment without time zone.
    """
    local = daytime.here(value)
    return f"{date(local, language)}, {local.hour:02}:{local.minute:02}"


def bands(text: str) -> str:
    """The text with an en dash in every "from – to": 12-14 as it is typed becomes 12–14."""
    return _BETWEEN.sub("–", text)


def number(value: int | float, language: str) -> str:
    """The number with at most two decimals, none when it is whole: 12, 2.5 in English, 2,5 elsewhere."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    shown = "0" if shown == "-0" else shown
    return shown if language == "en" else shown.replace(".", ",")
