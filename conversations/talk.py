"""The reception: whatever comes in through any door is heard here, and what it causes is written at once.

tap ─▶ hear_all(transaction, incomings, now) ─▶ dialogue │ department │ menu ─▶ rows and duties, one commit
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog
from msgspec import Struct
from msgspec.structs import replace

from conversations import bringing, departments, floods, person, private, trace
from conversations.bringing import Room
from conversations.hearing import Batch, Hearing
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.lookup import leaflets
from conversations.lookup.leaflets import Leaflets
from conversations.message import Message
from locales.texts import Text
from store import updates
from store.errors import SealBroken, StoreUnavailable
from store.transaction import Transaction

SERVER = Text(
    "err.server",
    "Something went wrong on our side. Your answers are saved. Try again in a few minutes.",
)

_log = structlog.get_logger(__name__)


class Heard(Struct, frozen=True):
    """What became of one incoming: a short toast for the pressed button; `aside`: it could not be handled."""

    toast: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Reception:
    """Hears everybody. Holds nothing between two calls: all that is remembered is in the transaction."""

    house: House

    def hear_all(self, tx: Transaction, incomings: Sequence[Incoming], now: datetime) -> list[Heard]:
        """Hear these, in order, all in the caller's transaction; gives one `Heard` each.

        An update heard before is not heard again. If one of them cannot be handled, everything is undone
        and each
        is heard alone; the guilty one is put aside, sealed, and its sender told that something went wrong.

        Raises:
            StoreUnavailable: nothing was written and nothing may be confirmed.
        """
        known = [one.update for one in incomings if one.update is not None]
        fresh = updates.remember(tx, known, now=now) if known else set()
        once = _without_repeats(incomings, fresh)
        trace.hear(tx, self.house.keys, [one for one in once if one], now=now)
        try:
            with tx.savepoint():
                heard = iter(self._together(tx, [one for one in once if one], now))
        except StoreUnavailable:
            raise
        except Exception:  # noqa: BLE001 – whatever it is, each is heard alone below
            tx.alone()  # nothing is put aside for what others were writing meanwhile
            heard = iter([self._alone(tx, one, now) for one in once if one])
        return [next(heard) if one else Heard() for one in once]

    def put_aside(
        self, tx: Transaction, update_id: int | None, raw: bytes, reason: str, now: datetime
    ) -> None:
        """Put an update aside that cannot even be read, sealed, so that it blocks nothing and is not lost."""
        if update_id is None or updates.remember(tx, [update_id], now=now):
            updates.put_aside(tx, self.house.keys, update_id=update_id, raw=raw, reason=reason, now=now)

    def leaflets(self, words: str, language: str, now: datetime) -> Leaflets:
        """Give what is offered for these words in any chat: nothing is written, and nothing remembered."""
        return leaflets.find(self.house, words, language, now)

    def language_of(self, tx: Transaction, address: Address) -> str:
        """Give the language in which somebody is talking with us; "" when we do not know them."""
        incoming = Incoming(address, address.chat, "other")
        sender = person.index(self.house.keys, incoming)
        known = person.load(tx, self.house.keys, [sender]).get(sender)
        return known.language if known else ""

    def room_for_files(self, tx: Transaction, address: Address, now: datetime) -> Room:
        """Tell whether a page of this person offers a field for files, and whether one that comes is read."""
        incoming = Incoming(address, address.chat, "other")
        batch = Batch(tx, self.house, now)
        batch.meet([incoming])
        return bringing.room(Hearing(batch, incoming))

    def _together(self, tx: Transaction, incomings: Sequence[Incoming], now: datetime) -> list[Heard]:
        batch = Batch(tx, self.house, now)
        batch.meet(incomings)
        heard = [_hear(Hearing(batch, one)) for one in incomings]
        batch.part()
        return heard

    def _alone(self, tx: Transaction, incoming: Incoming, now: datetime) -> Heard:
        try:
            with tx.savepoint():
                return self._together(tx, [incoming], now)[0]
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 – put aside with its reason, never lost
            reason = type(error).__name__
            _log.error("update.put_aside", reason=reason, kind=incoming.kind, update=incoming.update)
            updates.put_aside(
                tx,
                self.house.keys,
                update_id=incoming.update,
                raw=_raw(incoming),
                reason=reason,
                now=now,
            )
            hearing = Hearing(self._acquainted(tx, incoming, now), incoming)
            if not incoming.group:
                hearing.say(Message(hearing.speaker.say(SERVER)))
            return Heard(aside=True)

    def _acquainted(self, tx: Transaction, incoming: Incoming, now: datetime) -> Batch:
        """Know the person again, so that the apology comes in their language; else the channel's is used."""
        batch = Batch(tx, self.house, now)
        try:
            batch.meet([incoming])
        except (SealBroken, msgspec.MsgspecError):
            return Batch(tx, self.house, now)
        return batch


def _hear(hearing: Hearing) -> Heard:
    if hearing.incoming.group:
        hearing.tx.alone()  # cases are changed there
        departments.hear(hearing)
    elif floods.passes(hearing):
        private.hear(hearing)
    return Heard(hearing.toast)


def _without_repeats(incomings: Sequence[Incoming], fresh: set[int]) -> list[Incoming | None]:
    left = set(fresh)
    once: list[Incoming | None] = []
    for one in incomings:
        if one.update is None:
            once.append(one)
        elif one.update in left:
            left.discard(one.update)
            once.append(one)
        else:
            once.append(None)
    return once


def _raw(incoming: Incoming) -> bytes:
    return msgspec.json.encode(replace(incoming, content=None))  # a file lies nowhere but among the media
