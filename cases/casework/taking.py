"""“This case is mine”: one officer works on it, everybody else sees who."""

from datetime import datetime

from sqlalchemy import update

from cases import case, history, schema
from cases.officers import Officer
from store.transaction import Transaction

_case = schema.case


def take(tx: Transaction, number: int, officer: Officer, *, free: str = "", now: datetime) -> bool:
    """Take a case that nobody has; False where somebody has it. `free`: lookup of one who has left."""
    nobodys = _case.c.taken_by.in_(("", free))
    theirs = update(_case).where(_case.c.number == number, nobodys, _case.c.state != "closed")
    if not tx.execute(theirs.values(taken_by=officer.lookup)):
        return False
    history.note(tx, [history.Entry(officer.actor, "taken", number)], now=now)
    return True


def give_back(tx: Transaction, number: int, officer: Officer, *, of: str, now: datetime) -> bool:
    """Give a case back that is `of` this officer's lookup – one's own, or of somebody who cannot.

    False where it is nobody's or another's by now.

    Raises:
        UnknownCase: there is no case of this number.
    """
    if not of or case.get(tx, number).taken_by != of:
        return False
    tx.execute(update(_case).where(_case.c.number == number, _case.c.taken_by == of).values(taken_by=""))
    history.note(tx, [history.Entry(officer.actor, "given back", number)], now=now)
    return True
