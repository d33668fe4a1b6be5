"""Opening hours as people read them: "Mon–Fri 09:00–13:00, 14:00–18:00; Sat 10:00–14:00"."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from conversations.rendering import Speaker
from directory.service import Opening
from locales.texts import Text

DAYS = (
    Text("svc.mon", "Mon"),
    Text("svc.tue", "Tue"),
    Text("svc.wed", "Wed"),
    Text("svc.thu", "Thu"),
    Text("svc.fri", "Fri"),
    Text("svc.sat", "Sat"),
    Text("svc.sun", "Sun"),
)
AROUND_THE_CLOCK = Text("svc.around_clock", "day and night")

_DAY = 1440  # minutes

Hours = tuple[tuple[int, int], ...]


def told(openings: Iterable[Opening], speaker: Speaker) -> str:
    """Give the hours of a week in one line; "" where nobody told them."""
    rows = list(openings)
    week = [_of_day(rows, day) for day in range(len(DAYS))]
    if all(hours == ((0, _DAY),) for hours in week):
        return speaker.say(AROUND_THE_CLOCK)
    runs = groupby(range(len(DAYS)), key=lambda day: week[day])
    parts = [_run(list(days), hours, speaker) for hours, days in runs if hours]
    return "; ".join(parts)


def _of_day(openings: Sequence[Opening], day: int) -> Hours:
    return tuple(sorted({(one.opens, one.closes) for one in openings if day in one.days}))


def _run(days: Sequence[int], hours: Hours, speaker: Speaker) -> str:
    first, last = speaker.say(DAYS[days[0]]), speaker.say(DAYS[days[-1]])
    named = first if len(days) == 1 else f"{first}–{last}"
    if hours == ((0, _DAY),):
        return f"{named} {speaker.say(AROUND_THE_CLOCK)}"
    return f"{named} {', '.join(f'{_clock(opens)}–{_clock(closes)}' for opens, closes in hours)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
