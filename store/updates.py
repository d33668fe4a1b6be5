"""Which updates were heard already, and those that could not be understood.

Update ids are remembered one by one and never compared with the last: Telegram may start them anew after a
quiet week (Bot API, `Update.update_id`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from store.lookup import Lookup
from store.schema import update_aside, update_seen
from store.seal import Keys
from store.transaction import Transaction

_SEEN = Lookup(
    select(update_seen.c.update_id).where(update_seen.c.update_id.in_(bindparam("ids", expanding=True)))
)
_CONTEXT = "update_aside"


@dataclass(frozen=True, slots=True)
class Aside:
    """An update that was put aside."""

    id: int
    update_id: int | None
    raw: bytes
    reason: str
    put_at: datetime


def remember(transaction: Transaction, ids: Sequence[int], *, now: datetime) -> set[int]:
    """Those of `ids` that were not seen before. All are remembered, once this transaction is committed."""
    if not ids:
        return set()
    seen = {row["update_id"] for row in transaction.rows(_SEEN, {"ids": list(ids)})}
    fresh = set(ids) - seen
    for update_id in sorted(fresh):
        transaction.insert(update_seen, {"update_id": update_id, "seen_at": now})
    return fresh


def put_aside(
    transaction: Transaction, keys: Keys, *, update_id: int | None, raw: bytes, reason: str, now: datetime
) -> None:
    """Keep an update that could not be handled, sealed, for a person to look at.

    `reason` is a code, never text from the update.
    """
    transaction.insert(
        update_aside,
        {"update_id": update_id, "raw": keys.seal(raw, _CONTEXT), "reason": reason, "put_at": now},
    )


def asides(transaction: Transaction, keys: Keys, *, limit: int = 100) -> list[Aside]:
    """The updates that were put aside, oldest first.

    Raises:
        SealBroken: they were sealed with another key.
    """
    rows = transaction.rows(select(update_aside).order_by(update_aside.c.id).limit(limit))
    return [Aside(**{**row, "raw": keys.unseal(row["raw"], _CONTEXT)}) for row in rows]


def drop_aside(transaction: Transaction, aside_id: int) -> None:
    """Remove an update that was put aside, because it has been handled now."""
    transaction.delete(update_aside, {"id": aside_id})


def forget(transaction: Transaction, *, before: datetime) -> int:
    """Forget the ids seen before a time (Telegram keeps updates for 24 hours at most); how many they were."""
    return transaction.execute(delete(update_seen).where(update_seen.c.seen_at < before))


def sweep_asides(transaction: Transaction, *, before: datetime) -> int:
    """Delete what was put aside before a time and never handled; how many they were."""
    return transaction.execute(delete(update_aside).where(update_aside.c.put_at < before))
