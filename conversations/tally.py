"""Counting by the minute: how often something happened within the last hour, to one account or in all.

A name says what is counted, with a keyed hash where it is somebody's; nothing else is kept.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from conversations.schema import tally
from store.transaction import Transaction

_MINUTE = 60
_KEPT = timedelta(days=1)
_SUMS = (
    select(tally.c.name, func.sum(tally.c.count).label("sum"))
    .where(tally.c.name.in_(bindparam("names", expanding=True)), tally.c.span > bindparam("before"))
    .group_by(tally.c.name)
)
_THIS_MINUTE = select(tally.c.name, tally.c.count).where(
    tally.c.name.in_(bindparam("names", expanding=True)), tally.c.span == bindparam("span")
)


def add(tx: Transaction, names: Sequence[str], *, now: datetime, amount: int = 1) -> None:
    """Count one more, or so many more, for each of these names."""
    span = _span(now)
    tx.lock([f"tally:{name}" for name in names])  # two who count the same beside each other: both count
    known = {row["name"]: row["count"] for row in tx.rows(_THIS_MINUTE, {"names": names, "span": span})}
    for name in names:
        tx.upsert(tally, {"name": name, "span": span, "count": known.get(name, 0) + amount})


def within(tx: Transaction, names: Sequence[str], span: timedelta, *, now: datetime) -> list[int]:
    """Give how often each of these was counted within the span before now, to the minute."""
    rows = tx.rows(_SUMS, {"names": names, "before": _span(now - span)})
    sums = {row["name"]: int(row["sum"]) for row in rows}
    return [sums.get(name, 0) for name in names]


def sweep(tx: Transaction, *, now: datetime) -> int:
    """Delete what was counted more than a day ago; gives how many rows."""
    return tx.execute(delete(tally).where(tally.c.span < _span(now - _KEPT)))


def _span(moment: datetime) -> int:
    return int(moment.timestamp()) // _MINUTE
