"""How the writing goes, measured from outside of the store: how many units and commits, and how long.

Costs a unit of work about 4 µs (2 slow cores), an update its share of that: up to 100 share a unit.
"""

import threading
import time
from bisect import bisect_left
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from store.errors import StoreUnavailable
from store.transaction import Transaction

T = TypeVar("T")

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; the last bucket is open."""


@dataclass(slots=True)
class Spread:
    """How often something took how long: `counts` by bucket of `BOUNDS`, `seconds` in all."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one of this length."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


@dataclass(slots=True)
class _Group:
    """The units that one transaction holds."""

    tx: Transaction
    begun: float
    is_counted: bool = False


class Commits:
    """What the writing threads of a process did. Its numbers may be read from any thread.

    A transaction that wrote nothing is none: it ends well on a disk that is full.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self.commits = 0
        self.units = 0
        self.lost = 0  # units of which nothing was kept, because the storage failed
        self.lasting = Spread()  # a transaction, from its first unit until it is on the disk
        self.waiting = Spread()  # a unit, from when it was handed in until it is on the disk
        self.kept_at: datetime | None = None  # when something was last on the disk
        self.failing_since: datetime | None = None  # None: the last commit went well
        self._now = now
        self._here = threading.local()
        self._gate = threading.Lock()

    def watched(self, unit: Callable[[Transaction], T]) -> "Watched[T]":
        """Give the unit as it is to be handed to the writer; `Watched.done` is to hear of its future."""
        return Watched(unit, self, self.clock())

    def group_of(self, tx: Transaction) -> _Group:
        """Give the group of a transaction, in the thread to which it belongs."""
        group: _Group | None = getattr(self._here, "group", None)
        if group is None or group.tx is not tx:
            group = self._here.group = _Group(tx, self.clock())
        return group

    def ended(self, group: _Group | None, asked: float, error: BaseException | None) -> None:
        """Count a unit that was handed in at `asked` and has come to its end."""
        ended = self.clock()
        with self._gate:
            if isinstance(error, StoreUnavailable):
                self.lost += 1
                self.failing_since = self.failing_since or self._now()
                return
            self.units += 1
            self.waiting.add(ended - asked)
            if group is not None and group.tx.has_written and not group.is_counted:
                group.is_counted = True
                self.commits += 1
                self.lasting.add(ended - group.begun)
                self.kept_at, self.failing_since = self._now(), None


@dataclass(slots=True)
class Watched(Generic[T]):
    """A unit that is measured; called by the writer as the unit itself would be."""

    unit: Callable[[Transaction], T]
    commits: Commits
    asked: float
    group: _Group | None = None

    def __call__(self, tx: Transaction) -> T:
        """Run the unit; the last transaction in which it runs is the one that counts."""
        self.group = self.commits.group_of(tx)
        return self.unit(tx)

    def done(self, future: Future[Any]) -> None:
        """Hear that the unit has come to its end, in whichever thread."""
        try:
            error = future.exception(0)  # one lock; to ask whether it was cancelled first would be another
        except CancelledError:
            return
        self.commits.ended(self.group, self.asked, error)
