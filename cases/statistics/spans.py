"""Totals of overlapping spans of days: what can be worked out of one from all that is told of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

Interval = tuple[int, int]
_ANY = 10**9
"""More than is ever counted: what a span may hold of which nothing was told."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day until, and without, the day `after`: between `low` and `high` things."""

    first: date
    after: date
    low: int
    high: int


def ranges(spans: Sequence[Span]) -> tuple[Interval, ...]:
    """Give the least and the most that each span can hold, when all that is told is put together.

    Exact: each bound is a bound on the difference of two running totals, and those are tightened by shortest
    paths (R. Bellman, On a routing problem, 1958). Spans that cannot all be meant come back as they were: a
    count that was changed after it had been told leads nobody anywhere.
    """
    days = sorted({day for one in spans for day in (one.first, one.after)})
    place = {day: number for number, day in enumerate(days)}
    most = _tightened(spans, place)
    if any(most[number][number] < 0 for number in place.values()):
        return tuple((one.low, one.high) for one in spans)
    ends = [(place[one.first], place[one.after]) for one in spans]
    return tuple((-most[after][first], most[first][after]) for first, after in ends)


def _tightened(spans: Sequence[Span], place: dict[date, int]) -> list[list[int]]:
    """Give, from each day to each other, by how much the running total can have grown at most."""
    numbers = range(len(place))
    most = [[0 if one == other else _ANY for other in numbers] for one in numbers]
    for before, after in pairwise(numbers):
        most[after][before] = 0  # it never falls
    for one in spans:
        first, after = place[one.first], place[one.after]
        most[first][after] = min(most[first][after], one.high)
        most[after][first] = min(most[after][first], -one.low)
    for over, start, end in product(numbers, repeat=3):
        most[start][end] = min(most[start][end], most[start][over] + most[over][end])
    return most
