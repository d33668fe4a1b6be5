"""Whoever would take the child in is the threat (DOMAIN C-2): a tick of an officer, an operator or a monitor.

The child is not handed over to them, they are not told of the report, and their agreement is not asked. It is
no finding of the rules. A plain code, so that it holds for those, too, who cannot open the case.
"""

from datetime import datetime

from sqlalchemy import delete, select

from cases import history
from cases.history import Entry
from cases.referrals.schema import barred_receiver as _barred
from store.transaction import Transaction


def is_barred(tx: Transaction, number: int) -> bool:
    """Tell whether it was ticked for this case."""
    return tx.row(select(_barred.c.case_number).where(_barred.c.case_number == number)) is not None


def bar(tx: Transaction, number: int, *, by: str, now: datetime) -> None:
    """Tick it; `by` is a role or department. Nothing happens where it is ticked."""
    if not is_barred(tx, number):
        tx.insert(_barred, {"case_number": number, "since": now, "noted_by": by})
        history.note(tx, [Entry(by, "receiver barred", number)], now=now)


def unbar(tx: Transaction, number: int, *, by: str, now: datetime) -> None:
    """Take the tick away: it was wrong, or somebody else would take the child in now."""
    if tx.execute(delete(_barred).where(_barred.c.case_number == number)):
        history.note(tx, [Entry(by, "receiver free", number)], now=now)
