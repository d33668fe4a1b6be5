"""Opening hours: schedule rows of the standard ↔ `Opening` values. Times are those of the place."""

import re
from collections.abc import Iterable, Iterator

from directory.hsds import facts
from directory.hsds.shape import Row
from directory.service import Opening

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Hours ahead of UTC in all of Kazakhstan, since 1 March 2024.
ZONE = 5
_DAY_END = 24 * 60
_LAST_MINUTE = _DAY_END - 1
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_BYDAY = re.compile(r"\b(MO|TU|WE|TH|FR|SA|SU)\b")


def openings(schedules: Iterable[Row]) -> tuple[Opening, ...]:
    """What weekly schedules say, without those that name no days or no times.

    An interval that ends at or before its beginning goes on after midnight; 23:59 is the end of the day.
    """
    found = dict.fromkeys(opening for row in schedules for opening in _read(row))
    return tuple(sorted(found, key=lambda opening: (min(opening.days), opening.opens, opening.closes)))


def schedules(service_id: str, weekly: Iterable[Opening]) -> list[Row]:
    """The schedule rows of a service."""
    return [_schedule(service_id, opening) for opening in weekly]


def _read(row: Row) -> Iterator[Opening]:
    days = frozenset(DAYS.index(day) for day in _BYDAY.findall(str(row.get("byday") or "")))
    opens, closes = _minutes(row.get("opens_at")), _minutes(row.get("closes_at"))
    if row.get("freq") == "MONTHLY" or not days or opens is None or closes is None or opens == _DAY_END:
        return
    if closes == _LAST_MINUTE:
        closes = _DAY_END
    if opens < closes:
        yield Opening(days, opens, closes)
        return
    yield Opening(days, opens, _DAY_END)
    if closes:
        yield Opening(frozenset((day + 1) % len(DAYS) for day in days), 0, closes)


def _minutes(clock: object) -> int | None:
    found = _CLOCK.match(str(clock or ""))
    if found is None or int(found[2]) >= 60:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= _DAY_END else None


def _schedule(service_id: str, opening: Opening) -> Row:
    days = ",".join(DAYS[day] for day in sorted(opening.days))
    opens, closes = _clock(opening.opens), _clock(min(opening.closes, _LAST_MINUTE))
    return {
        "id": facts.identifier("schedule", service_id, days, opens, closes),
        "service_id": service_id,
        "timezone": ZONE,
        "freq": "WEEKLY",
        "interval": 1,
        "byday": days,
        "opens_at": opens,
        "closes_at": closes,
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
