"""Opening hours as people write them in one cell, in Kazakh, Russian or English, and written back."""

import re
from collections.abc import Iterable, Iterator

from directory.exchange import moments
from directory.exchange.doubt import Doubt
from directory.hsds import hours
from directory.service import Opening

_ALL_DAYS = frozenset(range(7))
_DAY_END = 24 * 60
_ALWAYS = re.compile(r"24\s*/\s*7|круглосуточно|тәулік бойы|around the clock", re.IGNORECASE)
_DAILY = re.compile(r"(?:ежедневно|күн сайын|күнделікті|daily|every day|без выходных)[\s:,]*", re.IGNORECASE)
_TIMES = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)\s*[-–—]\s*(\d{1,2}(?:[:.]\d{2})?)")
_NAMES = {
    "kk": ("Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"),
    "ru": ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_AROUND = "24/7"


def read(text: str) -> tuple[Opening, ...]:
    """The hours of a week: "24/7", "Пн-Пт 09:00-13:00, 14:00-18:00; Сб 10-14".

    Raises:
        Doubt: it says something else.
    """
    if _ALWAYS.match(text.strip()):
        return (Opening(_ALL_DAYS, 0, _DAY_END),)
    return tuple(opening for part in re.split(r"[;\n]+", text) if part.strip() for opening in _of_part(part))


def written(openings: Iterable[Opening], language: str) -> str:
    """The hours as `read` takes them, in one of three languages."""
    told = list(openings)
    if told == [Opening(_ALL_DAYS, 0, _DAY_END)]:
        return _AROUND
    by_days: dict[frozenset[int], list[str]] = {}
    for one in told:
        by_days.setdefault(one.days, []).append(f"{_clock(one.opens)}-{_clock(one.closes)}")
    return "; ".join(f"{_days(days, language)} {', '.join(times)}" for days, times in by_days.items())


def _of_part(part: str) -> Iterator[Opening]:
    part = part.strip()
    if daily := _DAILY.match(part):
        days, rest = _ALL_DAYS, part[daily.end() :]
    else:
        found = re.match(r"([^\d]+?)[\s:]+(?=\d)", part)
        if not found:
            raise Doubt("these are no opening hours. Write them as Mon-Fri 09:00-18:00; Sat 10:00-14:00")
        codes = moments.weekdays(found[1].replace(" и ", ",").replace(" and ", ",")).split(",")
        days, rest = frozenset(map(hours.DAYS.index, codes)), part[found.end() :]
    if _TIMES.sub("", rest).strip(" ,.") or not _TIMES.search(rest):
        raise Doubt("these are no opening hours. Write them as Mon-Fri 09:00-18:00; Sat 10:00-14:00")
    for opens, closes in _TIMES.findall(rest):
        begin, end = _minutes(opens), _minutes(closes)
        if end in (0, _DAY_END - 1):
            end = _DAY_END
        if begin < end:
            yield Opening(days, begin, end)
        else:  # past midnight
            yield Opening(days, begin, _DAY_END)
            yield Opening(frozenset((day + 1) % 7 for day in days), 0, end)


def _minutes(text: str) -> int:
    hour, _, minute = text.replace(".", ":").partition(":")
    found = int(hour) * 60 + int(minute or 0)
    if int(hour) > 24 or int(minute or 0) > 59 or found > _DAY_END:
        raise Doubt("this is no time of day. Write it as 09:00")
    return found


def _days(days: frozenset[int], language: str) -> str:
    names, told = _NAMES[language], sorted(days)
    runs: list[list[int]] = []
    for day in told:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
