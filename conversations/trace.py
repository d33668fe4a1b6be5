"""Traces: the numbers of the messages that a private chat shows, theirs and ours, to delete them by.

Kept for 48 hours, by a keyed hash of the chat: after that Telegram deletes nothing any more (Bot API,
deleteMessages), and the numbers are good for nothing. A channel that a page reads has no such numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from conversations import pickup, sending
from conversations.incoming import Address, Incoming
from conversations.schema import trace
from store.seal import Keys
from store.transaction import Transaction

DELETABLE = timedelta(hours=48)
_NOT_NEW = frozenset({"button", "edited", "joined", "left"})  # they carry the number of an earlier message
_OF_CHAT = select(trace.c.message, trace.c.at).where(trace.c.chat == bindparam("chat")).order_by(trace.c.at)


@dataclass(frozen=True, slots=True)
class Trace:
    """One message of a chat, by the channel's number, and when we heard or sent it."""

    message: int
    at: datetime


def hear(tx: Transaction, keys: Keys, incomings: Iterable[Incoming], *, now: datetime) -> None:
    """Remember the messages in which these people have just said something; nothing of a group."""
    for one in incomings:
        if not one.group and one.message is not None and one.kind not in _NOT_NEW:
            note(tx, keys, one.address, (one.message,), now=now)


def note(tx: Transaction, keys: Keys, address: Address, messages: Sequence[int], *, now: datetime) -> None:
    """Remember these messages of a private chat; one that is known keeps its time."""
    if address.channel in pickup.CHANNELS or not messages:
        return
    chat = sending.lane(keys, address)
    for message in messages:
        tx.insert_once(trace, {"chat": chat, "message": message, "at": now})


def of_chat(tx: Transaction, keys: Keys, address: Address) -> list[Trace]:
    """Give what is remembered of this chat, oldest first."""
    rows = tx.rows(_OF_CHAT, {"chat": sending.lane(keys, address)})
    return [Trace(row["message"], row["at"]) for row in rows]


def forget(tx: Transaction, keys: Keys, address: Address, messages: Iterable[int]) -> None:
    """Forget these messages of a chat."""
    chat = sending.lane(keys, address)
    for message in messages:
        tx.delete(trace, {"chat": chat, "message": message})


def sweep(tx: Transaction, *, now: datetime) -> int:
    """Forget messages that can no longer be deleted; gives how many."""
    return tx.execute(delete(trace).where(trace.c.at < now - DELETABLE))
