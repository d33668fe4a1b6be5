"""What a part of the benchmark gives: numbers measured, promises kept or missed, and what must be known."""

from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.spread import Spread

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """One number; `beside` is what it must never be read without: batch size, cases filed, connections …"""

    what: str
    unit: str
    spread: Spread
    beside: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure to reach: at least, or at most, `limit`."""

    what: str
    limit: float
    spread: Spread
    at_most: bool = False
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Tell whether the median reaches it."""
        return self.spread.median <= self.limit if self.at_most else self.spread.median >= self.limit

    @property
    def wanted(self) -> str:
        """Give the figure in words: `≥ 2.0 ×`."""
        return f"{'≤' if self.at_most else '≥'} {self.limit:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one part gives. `notes` are sentences for whoever reads the numbers."""

    part: str
    measured: tuple[Measured, ...]
    promises: tuple[Promise, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Give it for results.json."""
        promises = [{**asdict(one), "wanted": one.wanted, "met": one.met} for one in self.promises]
        return {
            "part": self.part,
            "measured": [asdict(one) for one in self.measured],
            "promises": promises,
            "notes": list(self.notes),
        }
