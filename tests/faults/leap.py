"""A clock that leaps: it stands while anybody works, and goes on to the next who waits when all do."""

import asyncio
import heapq
import itertools


class LeapClock:
    """The clock of so many tasks of one event loop. No time passes but by `pause`."""

    def __init__(self, tasks: int) -> None:
        self.now = 0.0
        self._awake = tasks
        self._asleep: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        """Wait until the clock shows so much more."""
        waking = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (self.now + seconds, next(self._numbers), waking))
        self.leave()
        await waking

    def leave(self) -> None:
        """One task works no more, for now or for good."""
        self._awake -= 1
        if not self._awake and self._asleep:
            self.now, _, waking = heapq.heappop(self._asleep)
            self._awake += 1
            waking.set_result(None)
