"""Delivery: sayings are carried through their channel; what came of it is written where it is settled."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot import errors as bot_errors
from cases import forwarding
from conversations import pickup, saying
from conversations.saying import Saying
from hotline.outcome import Deferred, Outcome, Settled
from store.duties import Claimed
from store.seal import Keys
from store.transaction import Transaction

Carry = Callable[[Saying], Awaitable[object]]
NO_CARRIER = timedelta(seconds=5)

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Delivery:
    """Carries sayings. `carriers` by channel may be filled later: without one, a saying waits."""

    keys: Keys
    now: Callable[[], datetime]
    carriers: dict[str, Carry] = field(default_factory=dict)

    async def act(self, duty: Claimed) -> Outcome:
        """Carry one saying.

        Raises:
            TokenRefused: Telegram does not know the token: nothing will ever be carried.
        """
        said = saying.decode(duty.payload)
        if duty.doubtful and said.repeat:
            said = replace(said, message=replace(said.message, text=f"{said.repeat}\n\n{said.message.text}"))
        channel = said.address.channel
        if channel in pickup.CHANNELS:
            return Settled(lambda tx: self._kept(tx, said))
        carry = self.carriers.get(channel)
        if carry is None:
            return Deferred("no carrier", NO_CARRIER, doubtful=False)
        try:
            await carry(said)
        except bot_errors.Refused as refused:
            return self._refused(duty, said, refused)
        except bot_errors.Later as later:
            return Deferred(later.reason, later.after, doubtful=later.doubtful)
        except bot_errors.Moved:
            return Deferred("the group has moved: enrol its new chat", None, doubtful=False)
        return Settled(lambda tx: self._delivered(tx, said))

    def _refused(self, duty: Claimed, said: Saying, refused: bot_errors.Refused) -> Outcome:
        """A department's pointer is tried for ever; a word to a person who blocked us is not."""
        _log.warning("refused", duty=duty.id, kind=duty.kind, reason=refused.reason)
        if said.forwarding is not None:
            return Deferred(refused.reason, None, doubtful=False)
        return Settled()

    def _kept(self, tx: Transaction, said: Saying) -> None:
        pickup.put(tx, self.keys, said.address, said.message, now=self.now())
        self._delivered(tx, said)

    def _delivered(self, tx: Transaction, said: Saying) -> None:
        if said.forwarding is not None:
            for reached in (said.forwarding, *said.also):
                forwarding.delivered(tx, reached, self.now())
