"""Durable work due: a duty is a row that is claimed, carried out and settled – or deferred, never dropped.

A claim is a lease. A process that dies keeps nothing: when its lease runs out, or is released at the next
start, another claim gets the duty, marked doubtful, because it may have been carried out already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from store import turns
from store.errors import SealBroken
from store.schema import IS_FAILING, Moment, duty, update_aside
from store.seal import Keys
from store.transaction import Transaction

LEASE = timedelta(seconds=55)
"""What a dead process had in hand is carried by another within a minute: the search has the rest of it."""
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=6)
_LONGEST_BEFORE_JITTER = LONGEST_DELAY * 2 // 3  # jitter adds up to a half of it
_DOUBLINGS = 30  # more than enough to reach the longest delay; keeps the number small

SEAL_BROKEN = "seal broken"


@dataclass(frozen=True, slots=True)
class Duty:
    """Work that is due at a time. Adding the same `key` again adds nothing.

    Duties of one `lane` are carried out in the order in which they were added; an empty lane has no order.
    """

    kind: str
    key: str
    due_at: datetime
    payload: bytes
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A duty that is ours until its lease ends. `attempts` counts this one too, so it begins with 1."""

    id: int
    kind: str
    key: str
    lane: str
    payload: bytes
    attempts: int
    created_at: datetime
    doubtful: bool  # an earlier attempt may have been carried out: its process died or the answer was lost


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is waiting: duties that are due, since when the oldest of them is, and updates put aside."""

    due: int  # to be done now; what is planned for later is not counted
    oldest_due: datetime | None
    aside: int
    failing: int  # unsettled after `schema.FAILING` attempts or more


_OPEN = duty.c.settled_at.is_(None)
_LEASE_THEM = (
    update(duty)
    .where(duty.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        holder=bindparam("by"),
        lease_until=bindparam("until", type_=Moment()),
        attempts=duty.c.attempts + 1,
        doubtful=1,
    )
)


def add(transaction: Transaction, keys: Keys, new: Duty, now: datetime) -> None:
    """Add a duty, with its payload sealed. A duty with the same key, open or settled, stays as it is."""
    transaction.insert_once(
        duty,
        {
            "kind": new.kind,
            "key": new.key,
            "lane": new.lane,
            "due_at": new.due_at,
            "attempts": 0,
            "doubtful": 0,
            "payload": keys.seal(new.payload, context(new.key)),
            "reason": "",
            "created_at": now,
        },
    )


def find(view: Transaction, *, now: datetime, limit: int, elsewhere: str = "") -> list[int]:
    """Give the ids that `claim` would choose now. To be asked in a view: a long search holds nobody up."""
    return turns.choose(view, now, limit, elsewhere)


def claim(
    transaction: Transaction,
    keys: Keys,
    *,
    now: datetime,
    holder: str,
    limit: int = 64,
    lease: timedelta = LEASE,
    elsewhere: str = "",
    found: Sequence[int] | None = None,
) -> list[Claimed]:
    """Up to `limit` duties that are due and free, leased to `holder`; those of one lane in their order.

    Those without a lane come first: a department's pointer does not wait behind thousands of answers.
    A duty is never claimed while an earlier open one of its lane is not yet due or leased. A payload that
    cannot be unsealed is deferred for the longest time with its reason, and holds back its lane.
    Duties of the channel that another process carries (`elsewhere`) are left to that one.
    One claims at a time, or the order of a lane could not be kept; whoever comes meanwhile gets nothing.
    `found` are the ids that `find` gave just before, elsewhere: of these, those that are still free.
    """
    if not transaction.take_turn("claim"):
        return []
    chosen = turns.choose(transaction, now, limit, elsewhere) if found is None else found
    if not chosen:
        return []
    claimed = _unsealed(transaction, keys, turns.still(transaction, chosen, now), now)
    if claimed:
        ids = [one.id for one in claimed]
        transaction.execute(_LEASE_THEM, {"ids": ids, "by": holder, "until": now + lease})
    return claimed


def settle(transaction: Transaction, duty_id: int, *, now: datetime) -> None:
    """The duty is done: it keeps its row, so that its key stays taken, but no payload."""
    transaction.update(
        duty,
        {"id": duty_id},
        {"settled_at": now, "payload": None, "lease_until": None, "holder": None, "doubtful": 0},
    )


def defer(
    transaction: Transaction,
    claimed: Claimed,
    *,
    reason: str,
    now: datetime,
    chance: float,
    after: timedelta | None = None,
    doubtful: bool = True,
) -> datetime:
    """The attempt failed: try again later; returns when. Never gives up.

    The delay doubles from 2 s and ends at 6 h; `chance` in [0, 1) adds up to a half, so that not all come
    back at once. `after` is the other side's own wish ("retry after") and replaces the doubling. `reason` is
    a code, never text from a payload. `doubtful=False` says that this attempt surely was not carried out.
    A duty that another has claimed in the meantime, or settled, is left alone.
    """
    due_at = now + (_delay(claimed.attempts, chance) if after is None else _wished(after, chance))
    _give_back(
        transaction,
        claimed,
        {"due_at": due_at, "reason": reason, "doubtful": int(claimed.doubtful or doubtful)},
    )
    return due_at


def postpone(transaction: Transaction, claimed: Claimed, *, due_at: datetime) -> None:
    """It was too early: look at a claimed duty again at this time. Does not count as an attempt."""
    _give_back(transaction, claimed, {"due_at": due_at, "attempts": 0, "doubtful": 0})


def reschedule(transaction: Transaction, key: str, due_at: datetime) -> None:
    """Make the unsettled duty of this key due at this time; without one, nothing happens."""
    transaction.execute(update(duty).where(duty.c.key == key, _OPEN).values(due_at=due_at))


def hold_back(transaction: Transaction, claimed: Claimed) -> None:
    """Give a claimed duty back untouched: it was not tried, because one before it in its lane failed."""
    _give_back(transaction, claimed, {"attempts": claimed.attempts - 1, "doubtful": int(claimed.doubtful)})


def release(transaction: Transaction, *, holder: str | None = None) -> int:
    """Free the leases of `holder`, or all (None) – at the start of the only process; how many they were."""
    statement = update(duty).where(_OPEN, duty.c.lease_until.is_not(None))
    if holder is not None:
        statement = statement.where(duty.c.holder == holder)
    return transaction.execute(statement.values(lease_until=None, holder=None))


def waiting(transaction: Transaction, now: datetime) -> Waiting:
    """How much waits, for the health page and the alarm. Reads what is due or failing, no more."""
    aside = select(func.count()).select_from(update_aside).scalar_subquery()
    failing = select(func.count()).select_from(duty).where(IS_FAILING).scalar_subquery()
    row = transaction.row(
        select(
            func.count().label("due"),
            func.min(duty.c.due_at).label("oldest_due"),
            aside.label("aside"),
            failing.label("failing"),
        )
        .select_from(duty)
        .where(_OPEN, duty.c.due_at <= now)
    )
    return Waiting(**(row or {}))


def sweep(transaction: Transaction, *, before: datetime) -> int:
    """Delete the duties that were settled before a time; how many they were."""
    return transaction.execute(delete(duty).where(duty.c.settled_at < before))


def _unsealed(
    transaction: Transaction, keys: Keys, rows: Iterable[Mapping[Any, Any]], now: datetime
) -> list[Claimed]:
    claimed = []
    stopped: set[str] = set()
    for row in rows:
        if row["lane"] in stopped:
            continue
        try:
            payload = keys.unseal(row["payload"], context(row["key"]))
        except SealBroken:
            transaction.update(
                duty, {"id": row["id"]}, {"due_at": now + LONGEST_DELAY, "reason": SEAL_BROKEN}
            )
            stopped.update([row["lane"]] if row["lane"] else [])
        else:
            claimed.append(_claimed(row, payload))
    return claimed


def _claimed(row: Mapping[Any, Any], payload: bytes) -> Claimed:
    return Claimed(
        id=row["id"],
        kind=row["kind"],
        key=row["key"],
        lane=row["lane"],
        payload=payload,
        attempts=row["attempts"] + 1,
        created_at=row["created_at"],
        doubtful=bool(row["doubtful"]),
    )


def _give_back(transaction: Transaction, claimed: Claimed, changes: dict[str, object]) -> None:
    # The number of attempts tells this claim from a later one.
    key = {"id": claimed.id, "attempts": claimed.attempts}
    transaction.update(duty, key, {**changes, "lease_until": None, "holder": None})


def _delay(attempts: int, chance: float) -> timedelta:
    doubled: timedelta = FIRST_DELAY * 2 ** min(attempts - 1, _DOUBLINGS)
    return min(doubled, _LONGEST_BEFORE_JITTER) * (1 + chance / 2)


def _wished(after: timedelta, chance: float) -> timedelta:
    return max(after, timedelta()) + timedelta(seconds=chance)


def context(key: str) -> str:
    """Give what a payload is sealed for: the key of its duty."""
    return f"duty:{key}"
