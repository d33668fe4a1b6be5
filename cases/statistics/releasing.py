"""Figures for the public: counts below five are not told, all others are rounded, and nothing tells them.

The method is written down with its source in docs/decisions/0021. In short: every count of a quarter is
rounded to the nearest five by itself, and what is below five (nought included) is only said to be so. No
table shows an exact total. Then everything that is told is put together as an attacker would, and a table
from which any hidden count could be narrowed to fewer than three values is withheld whole. A quarter is
counted as it stood on its day of release; a year is the sum of what its quarters told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.statistics.counting import TABLES, Figures
from cases.statistics.period import Period

LEAST = 5
"""A smaller count is not told."""
BASE = 5
"""What all others are rounded to."""
UNSURE = 3
"""So many values at least must be possible for a count that is not told."""
ENOUGH = 10
"""Acknowledgements from which on their median is told, in whole hours."""

Interval = tuple[int, int]
_AROUND = BASE // 2


@dataclass(frozen=True, slots=True)
class Release:
    """What the public is told of a period. `total`: about so many cases, 0: fewer than five.

    `tables`: code → about how many, only where there are five or more; the others "fewer than five". What
    stands in `withheld` is not told at all; in those of `whole` nothing is hidden. `hours`: None where too
    few were acknowledged.
    """

    period: Period
    total: int
    tables: Mapping[str, Mapping[str, int]]
    withheld: tuple[str, ...] = ()
    hours: int | None = None
    whole: tuple[str, ...] = ()


def release(figures: Figures, codes: Mapping[str, Sequence[str]]) -> Release:
    """Give what may be told of exact figures. `codes`: all that each table could show, with cases or without:
    whether a code has no case or a few, nobody learns.
    """
    told = tell(figures.whole.reports, {name: figures.counts(name) for name in TABLES}, codes)
    acknowledged = figures.whole.acknowledged
    hours = figures.whole.hours if told.total and acknowledged >= ENOUGH else None
    return Release(
        figures.period,
        told.total,
        told.tables,
        told.withheld,
        None if hours is None else max(1, round(hours)),
        told.whole,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of things that several tables count; as in `Release`."""

    total: int
    tables: Mapping[str, Mapping[str, int]]
    withheld: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def tell(total: int, counted: Mapping[str, Mapping[str, int]], codes: Mapping[str, Sequence[str]]) -> Told:
    """Give what may be told of tables that all count the same things, so many; `codes` as in `release`."""
    rounded = {
        name: {code: shown(counts.get(code, 0)) for code in {*codes.get(name, ()), *counts}}
        for name, counts in counted.items()
    }
    about = shown(total)
    safe = _told(about, {name: tuple(cells.values()) for name, cells in rounded.items()})
    tables = {
        name: {code: cell for code, cell in sorted(rounded[name].items()) if cell}
        for name in counted
        if name in safe
    }
    return Told(
        about,
        tables,
        tuple(name for name in counted if name not in safe),
        tuple(name for name in tables if all(rounded[name].values())),
    )


def added(parts: Sequence[Told]) -> Told:
    """Give the sum of what was told of several spans: nothing that was not told before."""
    parts = [one for one in parts if one.total]  # of fewer than five nothing was told
    names = tuple(dict.fromkeys(name for one in parts for name in (*one.tables, *one.withheld)))
    withheld = tuple(name for name in names if any(name in one.withheld for one in parts))
    tables: dict[str, Mapping[str, int]] = {}
    for name in names:
        if name not in withheld:
            codes = sorted({code for one in parts for code in one.tables[name]})
            tables[name] = {code: sum(one.tables[name].get(code, 0) for one in parts) for code in codes}
    whole = tuple(name for name in tables if all(name in one.whole for one in parts))
    return Told(sum(one.total for one in parts), tables, withheld, whole)


def together(period: Period, parts: Sequence[Release]) -> Release:
    """Give the sum of what was told of the parts of a period: nothing that was not told before.

    A table that one part withholds is withheld; so is the median, which cannot be added.
    """
    whole = added([Told(one.total, one.tables, one.withheld, one.whole) for one in parts])
    withheld = tuple(name for name in TABLES if name in whole.withheld)
    tables = {name: whole.tables.get(name, {}) for name in TABLES if name not in withheld}
    complete = whole.whole if whole.total else tuple(tables)
    return Release(period, whole.total, tables, withheld, whole=complete)


def shown(count: int) -> int:
    """Give the number that is told for a count; 0 for "fewer than five".

    >>> [shown(count) for count in (0, 4, 5, 7, 8, 12, 13)]
    [0, 0, 5, 5, 10, 10, 15]
    """
    return 0 if count < LEAST else (count + _AROUND) // BASE * BASE


def meant(cell: int) -> Interval:
    """Give the counts that a told number may stand for, the least and the most."""
    return (0, LEAST - 1) if not cell else (max(LEAST, cell - _AROUND), cell + _AROUND)


def possible(total: int, tables: Sequence[Sequence[int]]) -> list[list[Interval]]:
    """Give what an attacker knows of each cell of each table: the least and the most that it can be.

    Each table counts every case once, so all have the same unknown sum. Exact: whatever lies between can be.
    """
    sums = [meant(total), *((_least(cells), _most(cells)) for cells in tables)]
    least, most = max(low for low, _ in sums), min(high for _, high in sums)
    return [[_cell(cell, cells, (least, most)) for cell in cells] for cells in tables]


def _cell(cell: int, cells: Sequence[int], whole: Interval) -> Interval:
    low, high = meant(cell)
    others_least, others_most = _least(cells) - low, _most(cells) - high
    return max(low, whole[0] - others_most), min(high, whole[1] - others_least)


def _told(total: int, tables: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Give the tables that can be told together; none where the whole is fewer than five."""
    left = dict(tables) if total else {}
    while left:
        ranges = possible(total, list(left.values()))
        unsafe = [
            name
            for (name, cells), theirs in zip(left.items(), ranges, strict=True)
            if any(
                not cell and most - least + 1 < UNSURE
                for cell, (least, most) in zip(cells, theirs, strict=True)
            )
        ]
        if not unsafe:
            break
        for name in unsafe:
            del left[name]
    return frozenset(left)


def _least(cells: Sequence[int]) -> int:
    return sum(meant(cell)[0] for cell in cells)


def _most(cells: Sequence[int]) -> int:
    return sum(meant(cell)[1] for cell in cells)
