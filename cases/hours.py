"""Hours of work: an exact number or a span, the clock of a working day, and the night."""

import re
from dataclasses import dataclass

from cases.truth import Truth

MIDNIGHT = 24 * 60  # minutes
DAYS_OF_WEEK = 7

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,4})?)"
_FORMS = {
    "exact": re.compile(_NUMBER),
    "band": re.compile(rf"{_NUMBER}\s*[-–]\s*{_NUMBER}"),
    "most": re.compile(rf"(?:<=|≤)\s*{_NUMBER}"),
    "over": re.compile(rf">\s*{_NUMBER}"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Between `low` and `high` hours; `beyond` says that `low` itself is not meant ("more than 8")."""

    low: float
    high: float
    beyond: bool = False

    def over(self, limit: float) -> Truth:
        """Is it more than the limit? Open when only one end of the span is; the limit itself is allowed."""
        if self.low > limit or (self.beyond and self.low >= limit):
            return Truth.TRUE
        return Truth.OPEN if self.high > limit else Truth.FALSE

    def week(self) -> "Span":
        """The hours of a week when only those of a day were told: worked on one to seven days."""
        return Span(self.low, self.high * DAYS_OF_WEEK, self.beyond)


def parse(value: object, *, most: float) -> Span:
    """Span from 2.5, "2.5", "3-4", "<=2.5" or ">8", never beyond `most` hours.

    Raises `ValueError` when it is none of them, or outside 0 … `most`.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    span = _span(value.strip(), most) if isinstance(value, str) else Span(float(value), float(value))
    if not 0 <= span.low <= span.high <= most:
        raise ValueError
    return span


def _span(text: str, most: float) -> Span:
    for form, pattern in _FORMS.items():
        if found := pattern.fullmatch(text):
            numbers = [float(number.replace(",", ".")) for number in found.groups()]
            match form:
                case "band":
                    return Span(numbers[0], numbers[1])
                case "most":
                    return Span(0.0, numbers[0])
                case "over":
                    return Span(numbers[0], most, beyond=True)
            return Span(numbers[0], numbers[0])
    raise ValueError


@dataclass(frozen=True, slots=True)
class Clock:
    """When work begins and ends, in minutes since midnight; None: not told. It may cross midnight."""

    start: int | None = None
    end: int | None = None

    def settled(self) -> "Clock":
        """Both ends as told; none of them when they are the same moment, for that tells nothing."""
        if self.start is not None and self.end is not None and (self.end - self.start) % MIDNIGHT == 0:
            return Clock()
        return self

    def length(self) -> Span | None:
        """Hours between start and end, if both are known."""
        clock = self.settled()
        if clock.start is None or clock.end is None:
            return None
        hours = ((clock.end - clock.start) % MIDNIGHT) / 60
        return Span(hours, hours)

    def touches(self, night_from: int, night_to: int) -> bool:
        """Is any minute of it in the night [night_from, night_to)? One end alone can be enough."""
        clock = self.settled()
        if clock.start is not None and clock.end is not None:
            return _meets(clock.start, clock.end, night_from, night_to)
        if clock.start is not None:
            return (clock.start - night_from) % MIDNIGHT < (night_to - night_from) % MIDNIGHT
        if clock.end is not None:
            return (clock.end - 1 - night_from) % MIDNIGHT < (night_to - night_from) % MIDNIGHT
        return False


def _meets(start: int, end: int, night_from: int, night_to: int) -> bool:
    """Do two intervals on the round clock share a minute? One begins inside the other, or not at all."""
    work = (end - start) % MIDNIGHT
    night = (night_to - night_from) % MIDNIGHT
    return (start - night_from) % MIDNIGHT < night or (night_from - start) % MIDNIGHT < work
