"""Days, times of day and days of the week: as people and programs write them, in the standard's form."""

import re
from datetime import UTC, date, datetime, time

from directory.exchange.doubt import Doubt

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: г\.?| ж\.?)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SPELLED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_TWO_DIGITS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(?:([ap])\.?m\.?)?(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS = {
    name: code
    for code, names in zip(
        _WEEK,
        (
            "1 mo mon monday mondays пн понедельник дс дүйсенбі",
            "2 tu tue tues tuesday tuesdays вт вторник сс сейсенбі",
            "3 we wed wednesday wednesdays ср среда ср сәрсенбі",
            "4 th thu thur thurs thursday thursdays чт четверг бс бейсенбі",
            "5 fr fri friday fridays пт пятница жм жұма",
            "6 sa sat saturday saturdays сб суббота сб сенбі",
            "7 su sun sunday sundays вс воскресенье жс жексенбі",
        ),
        strict=True,
    )
    for name in names.split()
}


def day(value: object) -> str:
    """A day as YYYY-MM-DD, from 2025-12-31, 31.12.2025, 12/31/2025 (as in America), "December 31, 2025".

    Raises:
        Doubt: it is no day, or its year has two digits.
    """
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    text = " ".join(str(value).split())
    if found := _ISO.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        return _date(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        return _date(found[3], found[1], found[2])
    if (found := _SPELLED.fullmatch(text)) and found[1].casefold() in _MONTHS:
        return _date(found[3], _MONTHS[found[1].casefold()], found[2])
    if _TWO_DIGITS.fullmatch(text):
        raise Doubt("the year has two digits: which century? Write the day as 2026-12-31")
    raise Doubt("this is no day. Write it as 2026-12-31")


def instant(value: object) -> str:
    """A day and time with its zone, as RFC 3339; what names no zone is taken as UTC.

    Raises:
        Doubt: it is none.
    """
    text = str(value.isoformat() if isinstance(value, datetime) else value).strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise Doubt("this is no day and time. Write it as 2026-12-31T09:00:00Z") from None
    if read.tzinfo is None:
        return read.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    return text.replace(" ", "T")


def clock(value: object) -> str:
    """A time of day as HH:MM, with its zone if it names one; 24:00 is 23:59, as the standard has it.

    Raises:
        Doubt: it is none.
    """
    if isinstance(value, datetime | time):
        return value.strftime("%H:%M")
    found = _CLOCK.fullmatch(" ".join(str(value).split()))
    if not found:
        raise Doubt("this is no time of day. Write it as 09:00")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Doubt("this is no time of day. Write it as 09:00")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if (hour, minute) == (24, 0):
        hour, minute = 23, 59
    if hour > 23 or minute > 59 or int(found[3] or 0) > 59:
        raise Doubt("this is no time of day. Write it as 09:00")
    return f"{hour:02}:{minute:02}{(found[5] or '').upper()}"


def weekdays(value: object) -> str:
    """Days of the week as MO,TU: from codes, names and numbers (1 is Monday), single, in lists, in ranges.

    A day of a month ("1MO": the first Monday) stays as it is.

    Raises:
        Doubt: a word is no day of the week.
    """
    found: dict[str, None] = {}
    for part in re.split(r"[,;/ ]+", re.sub(r"\s*[-–—]\s*", "-", str(value).strip())):
        if re.fullmatch(r"[+-]?\d(?:MO|TU|WE|TH|FR|SA|SU)", part):
            found[part] = None
            continue
        ends = [_DAYS.get(word.strip(".").casefold(), "") for word in part.split("-")]
        if len(ends) > 2 or not all(ends):
            raise Doubt("this is no day of the week. Write them as MO,TU,WE")
        found.update(dict.fromkeys(_between(ends[0], ends[-1])))
    return ",".join(found)


def _between(first: str, last: str) -> tuple[str, ...]:
    begin, end = _WEEK.index(first), _WEEK.index(last)
    return _WEEK[begin : end + 1] if begin <= end else (*_WEEK[begin:], *_WEEK[: end + 1])


def _date(year: object, month: object, number: object) -> str:
    try:
        return date(int(str(year)), int(str(month)), int(str(number))).isoformat()
    except ValueError:
        raise Doubt("there is no such day in the calendar") from None
