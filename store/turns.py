"""Whose turn it is: duties without a lane, then the head of each lane; the longest due before others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from store.lookup import Lookup
from store.schema import Moment, duty
from store.transaction import Transaction

_NOW = bindparam("now", type_=Moment())
_OPEN = duty.c.settled_at.is_(None)
_FREE = and_(_OPEN, duty.c.due_at <= _NOW, or_(duty.c.lease_until.is_(None), duty.c.lease_until <= _NOW))
_earlier = duty.alias("earlier")
_BLOCKED = and_(
    duty.c.lane != "",
    exists().where(
        _earlier.c.lane == duty.c.lane,
        _earlier.c.id < duty.c.id,
        _earlier.c.settled_at.is_(None),
        or_(_earlier.c.due_at > _NOW, _earlier.c.lease_until > _NOW),
    ),
)
_HAS_NO_LANE = func.length(duty.c.lane) == literal_column("0")  # word for word as the index duty_first
_IS_CARRIED_HERE = ~duty.c.kind.like(literal("%:") + bindparam("channel"))


def _choice(*conditions: ColumnElement[bool]) -> Select[Any]:
    chosen = select(duty.c.id, duty.c.lane).where(_FREE, *conditions)
    return chosen.order_by(duty.c.due_at, duty.c.id).limit(bindparam("most"))


FIRST, CANDIDATES = _choice(_HAS_NO_LANE), _choice(~_HAS_NO_LANE, ~_BLOCKED)
_FIRST_HERE = _choice(_HAS_NO_LANE, _IS_CARRIED_HERE)
_CANDIDATES_HERE = _choice(~_HAS_NO_LANE, ~_BLOCKED, _IS_CARRIED_HERE)
_STILL = Lookup(
    select(duty)
    .where(duty.c.id.in_(bindparam("ids", expanding=True)), _FREE, or_(_HAS_NO_LANE, ~_BLOCKED))
    .with_for_update(of=duty)  # a late answer to an earlier claim is settled beside us: look again after it
)
_HEADS = select(duty.c.id, duty.c.lane).where(
    _FREE, duty.c.lane.in_(bindparam("lanes", expanding=True)), duty.c.id <= bindparam("last")
)


def still(transaction: Transaction, chosen: Sequence[int], now: datetime) -> list[Mapping[Any, Any]]:
    """Give the rows of those that are due and free, in the order of these ids."""
    rows = {row["id"]: row for row in transaction.rows(_STILL, {"ids": chosen, "now": now})}
    return [rows[one] for one in chosen if one in rows]


def choose(transaction: Transaction, now: datetime, limit: int, elsewhere: str = "") -> list[int]:
    """Give the ids of up to `limit` duties that are due and free, in the order of their turns.

    Duties of the channel that is carried `elsewhere` are left out.
    """
    alone, following = (_FIRST_HERE, _CANDIDATES_HERE) if elsewhere else (FIRST, CANDIDATES)
    told = {"now": now} | ({"channel": elsewhere} if elsewhere else {})
    first = [row["id"] for row in transaction.rows(alone, {**told, "most": limit})]
    if len(first) == limit:
        return first
    candidates = transaction.rows(following, {**told, "most": limit - len(first)})
    lanes = {row["lane"] for row in candidates}
    if not lanes:
        return first
    last = max(row["id"] for row in candidates)
    heads = transaction.rows(_HEADS, {"now": now, "lanes": sorted(lanes), "last": last})
    queues = {lane: sorted(row["id"] for row in heads if row["lane"] == lane) for lane in lanes}
    # A later one may have become due before its predecessor: the lane's turn goes to its first.
    return [*first, *(queues[row["lane"]].pop(0) for row in candidates)]
