"""Days that have gone by: what fell due in them is done at its hour, by the acts that the worker has."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conversations.talk import Reception
from hotline import acts
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.outcome import Act, Deferred, Outcome
from store import duties
from store.duties import Claimed


@dataclass(slots=True)
class Elapsing:
    """A house on a day in the past. `now` only moves forward, by no more than a `step` at once."""

    composed: Composed
    now: datetime
    step: timedelta = timedelta(hours=1)
    _acts: dict[str, Act] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Take the worker's acts, with this clock."""
        delivery = Delivery(self.composed.house, lambda: self.now)
        self._acts.update(acts.of_house(self.composed, delivery, now=lambda: self.now))

    @property
    def reception(self) -> Reception:
        """Who hears everybody."""
        return self.composed.reception

    def until(self, moment: datetime) -> None:
        """Let time pass, step by step; what becomes due is done at the end of its step."""
        while self.now < moment:
            self.now = min(moment, self.now + self.step)
            self.settle()

    def settle(self) -> None:
        """Do everything that is due now."""
        while True:
            with self.composed.database.transaction() as tx:
                claimed = duties.claim(tx, self.composed.keys, now=self.now, holder="samples")
            if not claimed:
                return
            for duty in claimed:
                self._act(duty)

    def _act(self, duty: Claimed) -> None:
        act = self._acts.get(duty.kind) or self._acts[duty.kind.partition(":")[0]]

        async def acted() -> Outcome:
            return await act(duty)

        outcome = asyncio.run(acted())
        with self.composed.database.transaction() as tx:
            if isinstance(outcome, Deferred):
                outcome.unit(tx)
                duties.defer(tx, duty, reason=outcome.reason, now=self.now, chance=0.0, after=outcome.after)
                return
            again = outcome.unit(tx)
            if again is None:
                duties.settle(tx, duty.id, now=self.now)
            else:
                duties.postpone(tx, duty, due_at=again)
