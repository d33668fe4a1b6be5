"""Which messages of a chat are pointers to a case: to change them when an officer acts elsewhere.

Kept by the forwarding and a keyed hash of the chat. Only what has a button to acknowledge is a pointer; there
may be several, reminders among them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from conversations import pickup, sending
from conversations.incoming import Address
from conversations.saying import Saying
from conversations.schema import pointed
from store.seal import Keys
from store.transaction import Transaction

ACKNOWLEDGE = "k:"
"""The beginning of the token of a button that acknowledges."""
KEPT_FOR = timedelta(days=90)
"""Longer than any case waits for its acknowledgement."""


def note(tx: Transaction, keys: Keys, said: Saying, messages: Sequence[int], *, now: datetime) -> None:
    """Remember the message that arrived, where it is a pointer; the last of several carries the buttons."""
    tokens = [button.token for row in said.message.buttons for button in row]
    if said.forwarding is None or not messages or said.address.channel in pickup.CHANNELS:
        return
    if any(token.startswith(ACKNOWLEDGE) for token in tokens):
        chat = sending.lane(keys, said.address)
        row = {"forwarding": said.forwarding, "chat": chat, "message": messages[-1], "at": now}
        tx.upsert(pointed, row)


def find(tx: Transaction, keys: Keys, forwarding: int, address: Address) -> tuple[int, ...]:
    """Give the numbers of the pointers to this forwarding in a chat, the last one at the end."""
    query = select(pointed.c.message).where(pointed.c.forwarding == forwarding)
    query = query.where(pointed.c.chat == sending.lane(keys, address))
    return tuple(int(row["message"]) for row in tx.rows(query.order_by(pointed.c.at, pointed.c.message)))


def sweep(tx: Transaction, *, now: datetime) -> int:
    """Forget pointers of long ago; gives how many."""
    return tx.execute(delete(pointed).where(pointed.c.at < now - KEPT_FOR))
