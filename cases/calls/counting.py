"""How many calls of which kind came on which day: numbers alone, nothing of what was said and of nobody."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from cases import clocks
from cases.calls.schema import call_count
from cases.law import Law
from store.transaction import Transaction

KINDS = ("report", "info", "child", "code", "silent")
DONE, BROKEN = "done", "broken"
"""How a call ended: as it should, or it was cut off."""


def count(tx: Transaction, law: Law, kind: str, ending: str, *, now: datetime) -> None:
    """Count one more call of this kind, on this day in Kazakhstan."""
    key = {"day": clocks.local(now, law).date().isoformat(), "kind": kind, "ending": ending}
    tx.lock([":".join(("call_count", *key.values()))])  # two who count at once: both count
    table = call_count.c
    query = select(table["count"]).where(*(table[name] == value for name, value in key.items()))
    row = tx.row(query)
    tx.upsert(call_count, {**key, "count": 1 + (row["count"] if row is not None else 0)})


def by_day(tx: Transaction, first: date, last: date) -> Mapping[tuple[str, str, str], int]:
    """Give how many calls ended on these days, both included, by (day as "2026-11-23", kind, ending)."""
    table = call_count.c
    query = select(call_count).where(table.day >= first.isoformat(), table.day <= last.isoformat())
    rows = tx.rows(query.order_by(table.day, table.kind, table.ending))
    return {(row["day"], row["kind"], row["ending"]): int(row["count"]) for row in rows}
