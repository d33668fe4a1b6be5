"""Messages for channels that are read by a page: they wait here, sealed, until the page picks them up."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, delete, select

from conversations.incoming import Address
from conversations.message import Message
from conversations.schema import pickup
from store.lookup import Lookup
from store.seal import Keys
from store.transaction import Transaction

CHANNELS = frozenset({"web", "demo"})
"""Channels whose messages are picked up; every other channel is carried to by a duty."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)
_CONTEXT = "pickup"
_WAITING = Lookup(
    select(pickup)
    .where(pickup.c.reader == bindparam("reader"), pickup.c.id > bindparam("after"))
    .order_by(pickup.c.id)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as the page shows it; `own` marks the reader's own words."""

    id: int
    message: Message
    own: bool
    at: datetime


def put(
    tx: Transaction, keys: Keys, address: Address, message: Message, *, now: datetime, own: bool = False
) -> None:
    """Keep a message for the page of this address."""
    tx.insert(
        pickup,
        {
            "reader": _reader(keys, address),
            "message": keys.seal(_encoder.encode(message), _CONTEXT),
            "own": int(own),
            "kept_at": now,
        },
    )


def waiting(tx: Transaction, keys: Keys, address: Address, after: int) -> list[Kept]:
    """Give what is kept for this address behind the message `after` (0: everything), oldest first."""
    asked = {"reader": _reader(keys, address), "after": after}
    return [
        Kept(
            row["id"],
            _decoder.decode(keys.unseal(row["message"], _CONTEXT)),
            bool(row["own"]),
            row["kept_at"],
        )
        for row in tx.rows(_WAITING, asked)
    ]


def clear(tx: Transaction, keys: Keys, address: Address) -> None:
    """Delete everything kept for this address."""
    tx.execute(delete(pickup).where(pickup.c.reader == _reader(keys, address)))


def sweep(tx: Transaction, *, before: datetime) -> int:
    """Delete what was kept earlier than `before`; gives how many."""
    return tx.execute(delete(pickup).where(pickup.c.kept_at < before))


def _reader(keys: Keys, address: Address) -> str:
    return keys.index("reader", f"{address.channel}:{address.chat}")
