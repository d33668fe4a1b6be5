"""Guesses are counted by the name that was typed, before anything is tried: five a minute, then ever fewer.

Nobody else is held up by it. A name that does not exist is counted in the same way, so that the answer says
nothing about it. NIST SP 800-63B 5.2.2 asks for a limit by account; the figures are our own (R26).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from cases.admission.schema import sign_in_try as _table
from store.schema import EPOCH
from store.transaction import Transaction

A_MINUTE = 5
_WINDOW = timedelta(minutes=1)
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
_FORGOTTEN = timedelta(days=1)
_MOST_PAUSES = 10


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a name was tried since when, and until when nothing more is tried."""

    tries: int
    since: datetime
    pauses: int
    until: datetime


_NEVER = Tries(0, EPOCH, 0, EPOCH)


def count(tx: Transaction, lookup: str, now: datetime) -> datetime | None:
    """Count one try for this name; gives until when it has to wait, None when it may be tried.

    Five within a minute are let through; then it waits for one minute, two, four … an hour at most, with five
    tries in between. A day without a try, or a sign-in, forgets it.
    """
    tx.lock([f"sign-in {lookup}"])
    row = tx.row(select(_table).where(_table.c.lookup == lookup))
    before = _NEVER if row is None else Tries(row["tries"], row["since"], row["pauses"], row["until"])
    if before.until > now:
        return before.until
    after = _one_more(before, now)
    tx.upsert(
        _table,
        {
            "lookup": lookup,
            "tries": after.tries,
            "since": after.since,
            "pauses": after.pauses,
            "until": after.until,
        },
    )
    return None


def forget(tx: Transaction, lookup: str) -> None:
    """Begin anew: they have signed in."""
    tx.delete(_table, {"lookup": lookup})


def sweep(tx: Transaction, now: datetime) -> int:
    """Delete what has been forgotten; gives how many names."""
    return tx.execute(delete(_table).where(_table.c.until < now - _FORGOTTEN))


def _one_more(before: Tries, now: datetime) -> Tries:
    if now - before.since > _FORGOTTEN:
        before = _NEVER
    goes_on = before.pauses > 0 or now - before.since < _WINDOW
    tries, since = (before.tries + 1, before.since) if goes_on else (1, now)
    if tries < A_MINUTE:
        return Tries(tries, since, before.pauses, now)
    pause = min(_SHORTEST * 2**before.pauses, _LONGEST)
    return Tries(0, now, min(before.pauses + 1, _MOST_PAUSES), now + pause)
