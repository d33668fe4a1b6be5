"""A private chat that is to be cleared: every message that we know of is deleted, one neutral one is left.

The wish travels as a duty in the lane of the chat, so that it comes after everything that is still on its
way there. A chat that is read by a page is cleared at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from conversations import pickup, sending, trace
from conversations.incoming import Address
from conversations.message import Message
from store import duties, lanes
from store.duties import Claimed, Duty
from store.seal import Keys
from store.transaction import Transaction

KIND = "hide"


@dataclass(frozen=True, slots=True)
class Clearing:
    """The wish to clear a chat. `done` is said when everything known was deleted, `rest` when some stayed.

    `forget`: of the chat not even the rows of its duties are kept, nor the number of the last message.
    """

    address: Address
    done: str
    rest: str
    forget: bool = False


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Clearing)


def ask(tx: Transaction, keys: Keys, wish: Clearing, *, key: str, now: datetime) -> None:
    """Have the chat cleared. What waits to be said there and is not on its way is never said."""
    if wish.address.channel in pickup.CHANNELS:
        pickup.clear(tx, keys, wish.address)
        pickup.put(tx, keys, wish.address, Message(wish.done, clear=True), now=now)
        return
    lane = sending.lane(keys, wish.address)
    lanes.take_back(tx, lane, kind="say", now=now)
    duty = Duty(f"{KIND}:{wish.address.channel}", f"{KIND}:{key}", now, _encoder.encode(wish), lane)
    duties.add(tx, keys, duty, now)


def decode(payload: bytes) -> Clearing:
    """Read the wish that such a duty carries."""
    return _decoder.decode(payload)


def end(
    tx: Transaction,
    keys: Keys,
    duty: Claimed,
    deleted: Iterable[int],
    *,
    last_word: str,
    now: datetime,
) -> None:
    """Write down that these messages were deleted, and say the last word, if there is one to say.

    Where the button was pressed twice, the second clearing says it: one message is left, not two.
    """
    wish = decode(duty.payload)
    trace.forget(tx, keys, wish.address, deleted)
    if wish.forget:
        lanes.forget(tx, duty.lane, last=duty.id)
    if last_word and not lanes.is_followed(tx, duty.lane, kind=KIND, by_later_than=duty.id):
        message = Message(last_word, clear=True)
        sending.part(tx, keys, wish.address, message, key=duty.key, traced=not wish.forget, now=now)
