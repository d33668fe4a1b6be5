"""A bar chart for a page: where each bar and each line of words stands. The page draws it in its colours.

Words are text in the font of the page, with the number of each bar: nothing is said by colour alone.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 280
"""Units across: about the points of a small telephone, so that letters are as large there as they say."""
FEWEST = 2
"""Rows of a chart: one bar shows nothing."""
_LETTERS, _LINE, _BAR, _GAP, _NUMBER = 32, 18, 14, 10, 46


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: lines of words with the height of each, then the bar and its number."""

    label: str
    lines: tuple[tuple[int, str], ...]
    top: int
    length: int
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All rows of a chart, in units of WIDTH."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    thick: int = _BAR


def chart(rows: Sequence[tuple[str, int]]) -> Chart | None:
    """Give the chart of some rows, the first on top; None of fewer than FEWEST or where all are nought.

    Numbers are nought or more.
    """
    most = max((number for _, number in rows), default=0)
    if len(rows) < FEWEST or not most:
        return None
    bars, top = [], 0
    for label, number in rows:
        words = textwrap.wrap(label, _LETTERS) or [label]
        lines = tuple((top + _LINE * (place + 1) - 4, line) for place, line in enumerate(words))
        top += _LINE * len(words)
        length = round((WIDTH - _NUMBER) * number / most)
        bars.append(Bar(label, lines, top, max(length, 1) if number else 0, number))
        top += _BAR + _GAP
    return Chart(tuple(bars), top)
