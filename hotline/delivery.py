"""Delivery: sayings are carried through their channel; what came of it is written where it is settled."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from msgspec.structs import replace

from bot import errors as bot_errors
from bot.carrier import Carried
from conversations import outward, pickup, pointed, reaching, referring, saying, trace
from conversations.house import House
from conversations.saying import Saying
from hotline.outcome import Deferred, Outcome, Settled
from hotline.tally import Tally
from store.duties import Claimed
from store.seal import Keys
from store.transaction import Transaction
from web.outward import errors as outward_errors
from web.outward.taken import Taken

Carry = Callable[[Saying], Awaitable[Carried | Taken]]
Delete = Callable[[str, Sequence[int]], Awaitable[tuple[int, ...]]]
"""Deletes messages of a chat; gives those that the channel refuses to delete."""
Fetch = Callable[[str], Awaitable[bytes]]
"""Fetches a file by the channel's id of it."""
NO_CARRIER = timedelta(seconds=5)

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Delivery:
    """Carries sayings. `carriers`, `deleters`, `fetchers` by channel may be filled later: duties wait."""

    house: House
    now: Callable[[], datetime]
    carriers: dict[str, Carry] = field(default_factory=dict)
    deleters: dict[str, Delete] = field(default_factory=dict)
    fetchers: dict[str, Fetch] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    @property
    def keys(self) -> Keys:
        """The keys with which sayings are sealed."""
        return self.house.keys

    async def act(self, duty: Claimed) -> Outcome:
        """Carry one saying.

        Raises:
            TokenRefused: Telegram does not know the token: nothing will ever be carried.
        """
        said = saying.decode(duty.payload)
        if duty.doubtful and said.repeat:
            said = _marked(said)
        channel = said.address.channel
        if channel in pickup.CHANNELS:
            self.tally.delivered += 1
            return Settled(lambda tx: self._kept(tx, said))
        carry = self.carriers.get(channel)
        if carry is None:
            self.tally.defer("no carrier")
            return Deferred("no carrier", NO_CARRIER, doubtful=False, apart=True)
        try:
            carried = await carry(said)
        except (bot_errors.Refused, outward_errors.Refused) as refused:
            return self._refused(duty, said, refused)
        except (bot_errors.Later, outward_errors.Later) as later:
            self.tally.defer(later.reason)
            unit = partial(self._late, said=said, messages=later.sent)
            return Deferred(later.reason, later.after, later.doubtful, unit, apart=_tells_one(said))
        except bot_errors.Moved as moved:
            there = moved.chat
            return Settled(lambda tx: reaching.moved(tx, self.house, said.address, there, self.now()))
        self.tally.delivered += 1
        if isinstance(carried, Taken) and carried.acknowledged:
            return Settled(lambda tx: self._acknowledged(tx, said))
        return Settled(lambda tx: self._delivered(tx, said, carried.messages), apart=_tells_one(said))

    def _refused(
        self, duty: Claimed, said: Saying, refused: bot_errors.Refused | outward_errors.Refused
    ) -> Outcome:
        """A pointer or task is tried for ever, or goes to somebody else; a word to who blocked us is not."""
        self.tally.refused += 1
        _log.warning("duty.refused", duty=duty.id, kind=duty.kind, reason=refused.reason)
        if said.link:
            return Settled(lambda tx: referring.unsent(tx, self.house, said.link, self.now()))
        if _tells_one(said):
            return Settled(apart=True)
        if refused.gone:
            return Settled(lambda tx: reaching.lost(tx, self.house, said.address, self.now()))
        return Deferred(refused.reason, None, doubtful=False, unit=partial(self._late, said=said))

    def _kept(self, tx: Transaction, said: Saying) -> None:
        pickup.put(tx, self.keys, said.address, said.message, now=self.now())
        self._delivered(tx, said)

    def _delivered(self, tx: Transaction, said: Saying, messages: tuple[int, ...] = ()) -> None:
        self._trace(tx, said, messages)
        pointed.note(tx, self.keys, said, messages, now=self.now())
        reaching.arrived(tx, self.house, said, self.now())
        if said.link:
            referring.arrived(tx, said.link, self.now())

    def _acknowledged(self, tx: Transaction, said: Saying) -> None:
        self._delivered(tx, said)
        outward.acknowledged(tx, self.house, said, self.now())

    def _late(self, tx: Transaction, said: Saying, messages: tuple[int, ...] = ()) -> None:
        self._trace(tx, said, messages)
        reaching.late(tx, self.house, said, self.now())
        if said.link:
            referring.late(tx, self.house, said.link, self.now())

    def _trace(self, tx: Transaction, said: Saying, messages: tuple[int, ...]) -> None:
        """Remember our messages of a private chat: they may have to be deleted. Groups have negative ids."""
        if said.traced and not said.address.chat.startswith("-"):
            trace.note(tx, self.keys, said.address, messages, now=self.now())


def _marked(said: Saying) -> Saying:
    """Give what may have reached the chat before, marked as a repeat."""
    slip = replace(said.docket, is_repeat=True) if said.docket is not None else None
    text = f"{said.repeat}\n\n{said.message.text}"
    return replace(said, message=replace(said.message, text=text), docket=slip)


def _tells_one(said: Saying) -> bool:
    """Tell whether it is a word to one person: no case changes when it arrives, or does not."""
    return said.forwarding is None and said.task is None and not said.link
