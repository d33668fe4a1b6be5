"""Figures for the public: counts below five are not told, all others are rounded, and nothing tells them.

The method is written down with its source in docs/decisions/0021. In short: every count of a quarter is
rounded to the nearest five by itself, and what is below five (nought included) is only said to be so. No
table shows an exact total. Then everything that is told is put together as an attacker would, and a table
from which any hidden count could be narrowed to fewer than three values is withheld whole. A quarter is
counted as it stood on its day of release; a year is the sum of what its quarters told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.statistics import period as periods
from cases.statistics import spans
from cases.statistics.counting import TABLES, Figures
from cases.statistics.period import Period
from cases.statistics.spans import Interval, Span

LEAST = 5
"""A smaller count is not told."""
BASE = 5
"""What all others are rounded to."""
UNSURE = 3
"""So many values at least must be possible for a count that is not told."""
ENOUGH = 10
"""Acknowledgements from which on their median is told, in whole hours."""

MONTH = "month"
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


def release(figures: Figures, codes: Mapping[str, Sequence[str]], weeks: Sequence[Span] = ()) -> Release:
    """Give what may be told of exact figures. `codes`: all that each table could show, with cases or without:
    whether a code has no case or a few, nobody learns. `weeks`: what was told of the weeks in it.
    """
    counts, total = {name: figures.counts(name) for name in TABLES}, figures.whole.reports
    months = [_month(code, counts[MONTH].get(code, 0)) for code in codes.get(MONTH, ())]
    whole = total_of(figures.period, total, (*weeks, *months))
    if whole is None:  # the months would give a week or a month away
        del counts[MONTH]
        whole = total_of(figures.period, total, weeks)
    told = tell(total, counts, codes, whole)
    acknowledged = figures.whole.acknowledged
    hours = figures.whole.hours if told.total and acknowledged >= ENOUGH else None
    return Release(
        figures.period,
        told.total,
        told.tables,
        tuple(name for name in TABLES if name not in told.tables),
        None if hours is None else max(1, round(hours)),
        told.whole,
    )


def total_of(period: Period, total: int, told: Sequence[Span]) -> Interval | None:
    """Give what an attacker knows of a total who knows, too, what was told of spans of days in the period.

    None: one of these spans holds fewer than five, and could be narrowed to fewer than three values.
    """
    ours = Span(period.first, period.after, *meant(shown(total)))
    whole, *others = spans.ranges([ours, *told])
    hidden = (found for one, found in zip(told, others, strict=True) if one.low == 0)
    return None if any(most - least + 1 < UNSURE for least, most in hidden) else whole


def _month(code: str, count: int) -> Span:
    month = periods.read(code)
    return Span(month.first, month.after, *meant(shown(count)))


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of things that several tables count; as in `Release`."""

    total: int
    tables: Mapping[str, Mapping[str, int]]
    withheld: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def tell(
    total: int,
    counted: Mapping[str, Mapping[str, int]],
    codes: Mapping[str, Sequence[str]],
    whole: Interval | None = None,
) -> Told:
    """Give what may be told of tables that all count the same things, so many; `codes` as in `release`.

    `whole`: what is known of the total from elsewhere, where that is narrower than what is told here.
    """
    rounded = {
        name: {code: shown(counts.get(code, 0)) for code in {*codes.get(name, ()), *counts}}
        for name, counts in counted.items()
    }
    about = shown(total)
    cells = {name: tuple(of_table.values()) for name, of_table in rounded.items()}
    safe = _told(whole or meant(about), cells) if about else frozenset()
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


def possible(whole: Interval, tables: Sequence[Sequence[int]]) -> list[list[Interval]]:
    """Give what an attacker knows of each cell of each table: the least and the most that it can be.

    `whole` is what is known of the total. Each table counts every case once, so all have the same unknown
    sum. Exact: whatever lies between can be.
    """
    sums = [whole, *((_least(cells), _most(cells)) for cells in tables)]
    least, most = max(low for low, _ in sums), min(high for _, high in sums)
    return [[_cell(cell, cells, (least, most)) for cell in cells] for cells in tables]


def _cell(cell: int, cells: Sequence[int], whole: Interval) -> Interval:
    low, high = meant(cell)
    others_least, others_most = _least(cells) - low, _most(cells) - high
    return max(low, whole[0] - others_most), min(high, whole[1] - others_least)


def _told(whole: Interval, tables: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Give the tables that can be told together."""
    left = dict(tables)
    while left:
        ranges = possible(whole, list(left.values()))
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
