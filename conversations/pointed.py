"""Which message of a chat is the pointer to a case: to change it when an officer acts at the desk instead.

Kept by the forwarding and a keyed hash of the chat. Only what has a button to acknowledge is a pointer; of
several, reminders among them, the last one counts.
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


def find(tx: Transaction, keys: Keys, forwarding: int, address: Address) -> int | None:
    """Give the number of the pointer to this forwarding in a chat; None where none is known."""
    query = select(pointed.c.message).where(pointed.c.forwarding == forwarding)
    row = tx.row(query.where(pointed.c.chat == sending.lane(keys, address)))
    return None if row is None else int(row["message"])


def sweep(tx: Transaction, *, now: datetime) -> int:
    """Forget pointers of long ago; gives how many."""
    return tx.execute(delete(pointed).where(pointed.c.at < now - KEPT_FOR))
