"""Duties that have to be done otherwise than they were written: another address, another time, once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from store import duties
from store.duties import Duty
from store.schema import duty
from store.seal import Keys
from store.transaction import Transaction

_OPEN = duty.c.settled_at.is_(None)


def waiting_for(tx: Transaction, keys: Keys, ending: str) -> Sequence[Duty]:
    """Give the unsettled duties of this lane, or whose key ends with it, in the order they were added."""
    theirs = or_(duty.c.lane == ending, duty.c.key.endswith(f":{ending}", autoescape=True))
    rows = tx.rows(select(duty).where(_OPEN, theirs).order_by(duty.c.id))
    return [
        Duty(
            row["kind"],
            row["key"],
            row["due_at"],
            keys.unseal(row["payload"], duties.context(row["key"])),
            row["lane"],
        )
        for row in rows
    ]


def is_open(tx: Transaction, key: str) -> bool:
    """Tell whether the duty of this key is still to be done."""
    return tx.row(select(duty.c.id).where(duty.c.key == key, _OPEN)) is not None


def drop(tx: Transaction, key: str) -> bool:
    """Take an unsettled duty away, as if it had never been added; False where there is none."""
    return bool(tx.execute(delete(duty).where(duty.c.key == key, _OPEN)))


def exchange(tx: Transaction, keys: Keys, key: str, new: Duty, *, now: datetime) -> None:
    """Put another duty in the place of an unsettled one; where that is settled, nothing happens."""
    if drop(tx, key):
        duties.add(tx, keys, new, now)


def begin_again(tx: Transaction, keys: Keys, wanted: Duty, *, now: datetime) -> None:
    """Have this duty open and due at its time, whether its key is new, open or settled."""
    anew = {"settled_at": None, "due_at": wanted.due_at, "attempts": 0, "reason": ""}
    sealed = {"payload": keys.seal(wanted.payload, duties.context(wanted.key))}
    closed = duty.c.settled_at.is_not(None)
    if not tx.execute(update(duty).where(duty.c.key == wanted.key, closed).values(anew | sealed)):
        duties.reschedule(tx, wanted.key, wanted.due_at)
        duties.add(tx, keys, wanted, now)
