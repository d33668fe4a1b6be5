"""“Ours, we work on it”: after this a department answers for the case, and its reporter sees that."""

from datetime import datetime

from sqlalchemy import update

from cases import history, schema
from store.transaction import Transaction

_case = schema.case


def accept(tx: Transaction, number: int, *, actor: str, now: datetime) -> bool:
    """Accept an acknowledged case, once; False where it was accepted, or cannot be (any more)."""
    fresh = update(_case).where(
        _case.c.number == number, _case.c.accepted_at.is_(None), _case.c.state == "acknowledged"
    )
    if not tx.execute(fresh.values(accepted_at=now)):
        return False
    history.note(tx, [history.Entry(actor, "accepted", number)], now=now)
    return True
