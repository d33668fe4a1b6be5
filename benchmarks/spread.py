"""A number measured several times: its median, and how far the middle half of the runs lies apart."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """`low` and `high` are the quartiles; `runs` is every single value, in the order in which they came."""

    median: float
    low: float
    high: float
    runs: tuple[float, ...]

    def __str__(self) -> str:
        """Give the median and the quartiles, as the table shows them."""
        return f"{short(self.median)} ({short(self.low)}–{short(self.high)})"


def of(values: Sequence[float]) -> Spread:
    """Give the spread of these values; a single one is its own median and quartiles."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0], tuple(values))
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, low, high, tuple(values))


def ratios(over: Sequence[float], under: Sequence[float]) -> Spread:
    """Give the spread of the ratios, run by run: both runs of a pair had the same minute of the machine."""
    return of([one / other for one, other in zip(over, under, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that is not exceeded by this share of the values: 0.99 gives p99."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def short(value: float) -> str:
    """Write a number with three digits that count, without an exponent."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
