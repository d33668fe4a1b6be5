"""Afterthoughts: within ten minutes whoever did something may take it back, and nobody else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from cases.casework import schema
from store.transaction import Transaction

WITHIN = timedelta(minutes=10)

_table = schema.afterthought


@dataclass(frozen=True, slots=True)
class Afterthought:
    """Something that may still be taken back: `before` is the code of how it was."""

    act: str
    before: str
    at: datetime


def remember(
    tx: Transaction, number: int, act: str, *, officer: str, before: str = "", now: datetime
) -> None:
    """Remember that this officer (lookup) has just done this with a case, and how it was before."""
    row = {"case_number": number, "act": act, "officer": officer, "before": before, "at": now}
    tx.upsert(_table, row)


def open_ones(tx: Transaction, number: int, *, officer: str, now: datetime) -> tuple[Afterthought, ...]:
    """Give what this officer may still take back in a case, the latest first."""
    query = select(_table).where(_table.c.case_number == number, _table.c.officer == officer)
    query = query.where(_table.c.at > now - WITHIN).order_by(_table.c.at.desc(), _table.c.act)
    return tuple(Afterthought(row["act"], row["before"], row["at"]) for row in tx.rows(query))


def take(tx: Transaction, number: int, act: str, *, officer: str, now: datetime) -> Afterthought | None:
    """Give what is to be taken back, once; None where it is another's, too late, or was taken back."""
    found = [one for one in open_ones(tx, number, officer=officer, now=now) if one.act == act]
    if not found:
        return None
    tx.delete(_table, {"case_number": number, "act": act})
    return found[0]


def forget(tx: Transaction, number: int, act: str) -> None:
    """Forget that this may be taken back: something else has happened since."""
    tx.delete(_table, {"case_number": number, "act": act})


def sweep(tx: Transaction, now: datetime) -> int:
    """Forget what can no longer be taken back; gives how many."""
    return tx.execute(delete(_table).where(_table.c.at <= now - WITHIN))
