"""How much is due, by kind: for whoever watches over the queue."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from store.schema import IS_FAILING, Moment, duty, update_aside
from store.transaction import Transaction

_DUE = duty.c.settled_at.is_(None) & (duty.c.due_at <= bindparam("now", type_=Moment()))
_BY_KIND = select(duty.c.kind, func.count().label("duties")).where(_DUE).group_by(duty.c.kind)
_FAILING = (
    select(duty.c.kind, duty.c.reason, func.count().label("duties"))
    .where(IS_FAILING)
    .group_by(duty.c.kind, duty.c.reason)
)
_ASIDE = select(update_aside.c.reason, func.count().label("updates")).group_by(update_aside.c.reason)


@dataclass(frozen=True, slots=True)
class Failing:
    """So many duties of a kind ("say") that were tried often; `reason` is the last one, as it was noted."""

    kind: str
    reason: str
    duties: int


def by_kind(tx: Transaction, now: datetime) -> Mapping[str, int]:
    """Count the duties that are due by kind, up to its colon: "say:telegram" counts as "say"."""
    counted: Counter[str] = Counter()
    for row in tx.rows(_BY_KIND, {"now": now}):
        counted[row["kind"].partition(":")[0]] += row["duties"]
    return counted


def failing(tx: Transaction) -> tuple[Failing, ...]:
    """Count the unsettled duties that were tried `FAILING` times or more, by kind and reason."""
    rows = tx.rows(_FAILING)
    return tuple(Failing(row["kind"].partition(":")[0], row["reason"], row["duties"]) for row in rows)


def asides(tx: Transaction) -> Mapping[str, int]:
    """Count the updates that were put aside, by reason."""
    return {row["reason"]: row["updates"] for row in tx.rows(_ASIDE)}
