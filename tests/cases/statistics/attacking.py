"""Somebody who puts together all that is published, and looks for counts below five. Counts by other ways.

Knows the method: what a rounded number may stand for, and what a hidden one; that all tables of a period
count the same things; which weeks lie in which months.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

Interval = tuple[int, int]
Days = tuple[date, date]
FAR = 10**6


def rounded(cell: int) -> Interval:
    """What a number of a quarter may stand for; 0 is "fewer than five"."""
    return (max(5, cell - 2), cell + 2) if cell else (0, 4)


def spans(told: Mapping[Days, Interval]) -> dict[Days, Interval]:
    """Narrow what each span of days holds by all others, until nothing changes any more."""
    days = sorted({day for span in told for day in span})
    edges = [(after, before, 0) for before, after in pairwise(days)]
    for (first, after), (low, high) in told.items():
        edges += [(first, after, high), (after, first, -low)]
    grown = {day: _farthest(day, days, edges) for day in days}
    return {(first, after): (-grown[after][first], grown[first][after]) for first, after in told}


def _farthest(begin: date, days: Sequence[date], edges: Iterable[tuple[date, date, int]]) -> dict[date, int]:
    most, listed = dict.fromkeys(days, FAR) | {begin: 0}, list(edges)
    changed = True
    while changed:
        changed = False
        for one, other, by in listed:
            if most[one] + by < most[other]:
                most[other], changed = most[one] + by, True
    return most


def cells(whole: Interval, tables: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], set[int]]:
    """Try every total: what each cell of each table can then be. All tables count the same things."""
    found: dict[tuple[str, str], set[int]] = {}
    for total in range(whole[0], whole[1] + 1):
        guesses = {name: _fitting(total, table) for name, table in tables.items()}
        if all(guesses.values()):
            for name, of_table in guesses.items():
                for code, values in of_table.items():
                    found.setdefault((name, code), set()).update(values)
    return found


def _fitting(total: int, table: Mapping[str, int]) -> dict[str, range]:
    """What each cell can be if the table adds up to this total; nothing where it cannot."""
    ends = {code: rounded(cell) for code, cell in table.items()}
    low, high = sum(one for one, _ in ends.values()), sum(other for _, other in ends.values())
    if not low <= total <= high:
        return {}
    return {
        code: range(max(one, total - high + other), min(other, total - low + one) + 1)
        for code, (one, other) in ends.items()
    }
