"""Duties taken back by their lane or their key, because whoever they were for wants no trace of them.

A duty that somebody has leased is on its way already: it is left to its worker.
"""

from datetime import datetime

from sqlalchemy import delete, or_, select

from store.schema import duty
from store.transaction import Transaction

_OPEN = duty.c.settled_at.is_(None)


def take_back(tx: Transaction, lane: str, *, kind: str, now: datetime) -> int:
    """Delete what waits in this lane and is not on its way; `kind` as "say", up to the colon. How many."""
    of_kind = duty.c.kind.startswith(f"{kind}:", autoescape=True)
    free = or_(duty.c.lease_until.is_(None), duty.c.lease_until <= now)
    return tx.execute(delete(duty).where(duty.c.lane == lane, _OPEN, of_kind, free))


def take_back_keyed(tx: Transaction, beginning: str) -> int:
    """Delete unsettled duties whose key begins so, also those on their way; how many."""
    return tx.execute(delete(duty).where(duty.c.key.startswith(beginning, autoescape=True), _OPEN))


def forget_keyed(tx: Transaction, beginning: str) -> int:
    """Delete every duty whose key begins so, settled or not: its row names the lane. Gives how many."""
    return tx.execute(delete(duty).where(duty.c.key.startswith(beginning, autoescape=True)))


def forget(tx: Transaction, lane: str, *, last: int) -> int:
    """Delete every row of this lane up to the duty of this id, settled or not; how many."""
    return tx.execute(delete(duty).where(duty.c.lane == lane, duty.c.id <= last))


def drop_undelivered(tx: Transaction, *, before: datetime) -> int:
    """Delete words to a chat that could not be delivered since before a time; how many.

    Only duties with a lane: a department's pointer has none, and is tried for ever.
    """
    words = duty.c.kind.startswith("say:") & (duty.c.lane > "")  # a range of the index: most have no lane
    return tx.execute(delete(duty).where(_OPEN, words, duty.c.created_at < before))


def is_followed(tx: Transaction, lane: str, *, kind: str, by_later_than: int) -> bool:
    """Tell whether a duty of this kind waits in the lane behind the duty of this id."""
    of_kind = duty.c.kind.startswith(f"{kind}:", autoescape=True)
    later = select(duty.c.id).where(duty.c.lane == lane, _OPEN, of_kind, duty.c.id > by_later_than)
    return tx.row(later.limit(1)) is not None
