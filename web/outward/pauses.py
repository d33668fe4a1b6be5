"""Pauses: a server that does not answer is left alone for a while, and never has many of ours at once.

Servers of others do not wait for it: each has its own pause, and holds few of the worker's lanes.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from web.outward.errors import Later

AT_ONCE = 4
AGAIN = timedelta(seconds=5)
"""When to try again what found too many of ours there."""
FIRST, LONGEST = 2.0, 300.0
"""Seconds of silence after a failure, doubled with each further one."""


@dataclass(slots=True)
class Pauses:
    """Who has to be left alone, until when. `clock` gives monotonic seconds."""

    clock: Callable[[], float]
    _until: dict[str, float] = field(default_factory=dict)
    _failures: Counter[str] = field(default_factory=Counter)
    _under_way: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold one of the few places at a host.

        Raises:
            Later: it is to be left alone, or has enough of ours; nothing was sent.
        """
        if self._until.get(host, 0.0) > self.clock():
            raise Later("host_paused")
        if self._under_way[host] >= AT_ONCE:
            raise Later("host_busy", after=AGAIN)
        self._under_way[host] += 1
        try:
            yield
        finally:
            self._under_way[host] -= 1
            if not self._under_way[host]:
                del self._under_way[host]

    def answered(self, host: str) -> None:
        """Note that it answers."""
        self._until.pop(host, None)
        self._failures.pop(host, None)

    def failed(self, host: str, *, wish: timedelta | None = None) -> None:
        """Note that it does not answer, or asks for time."""
        self._failures[host] += 1
        pause = min(LONGEST, FIRST * 2 ** min(self._failures[host] - 1, 10))
        self._until[host] = self.clock() + (wish.total_seconds() if wish is not None else pause)
