"""Messages on their way out: to a page they are kept for pickup, to every other channel a duty carries
them.
"""

from collections.abc import Sequence
from datetime import datetime

from conversations import pickup, saying
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from store import duties
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction


def say(
    tx: Transaction,
    keys: Keys,
    address: Address,
    messages: Sequence[Message],
    *,
    key: str,
    now: datetime,
    repeat: str = "",
) -> None:
    """Say these messages, in this order; `key` makes it happen once. `repeat` as in `Saying`."""
    for number, message in enumerate(messages):
        if address.channel in pickup.CHANNELS:
            pickup.put(tx, keys, address, message, now=now)
        else:
            said = Saying(address, message, repeat=repeat)
            duty = _duty("say", said, f"{key}:{number}", now, lane(keys, address))
            duties.add(tx, keys, duty, now)


def part(
    tx: Transaction,
    keys: Keys,
    address: Address,
    message: Message,
    *,
    key: str,
    traced: bool,
    now: datetime,
) -> None:
    """Say the last word in a cleared chat. Not `traced`: nothing of it is kept by the hash of the chat."""
    said = Saying(address, message, traced=traced)
    in_lane = lane(keys, address) if traced else ""
    duties.add(tx, keys, _duty("say", said, f"parting:{key}", now, in_lane), now)


def leave(tx: Transaction, keys: Keys, address: Address, *, key: str, now: datetime) -> None:
    """Leave a group, after everything that is still to be said there."""
    if address.channel not in pickup.CHANNELS:
        saying_nothing = Saying(address, Message(""))
        duties.add(tx, keys, _duty("leave", saying_nothing, key, now, lane(keys, address)), now)


def point(tx: Transaction, keys: Keys, pointer: Saying, *, key: str, due_at: datetime, now: datetime) -> None:
    """Send a department its pointer to a case, not before `due_at`.

    Pointers have no lane: one that waits for a confirmation must not hold up the others.
    """
    duties.add(tx, keys, _duty("say", pointer, key, due_at, ""), now)


def lane(keys: Keys, address: Address) -> str:
    """Give the lane in which messages to one chat keep their order."""
    return keys.index("lane", f"{address.channel}:{address.chat}")


def _duty(kind: str, said: Saying, key: str, due_at: datetime, lane: str) -> Duty:
    return Duty(f"{kind}:{said.address.channel}", key, due_at, saying.encode(said), lane)
