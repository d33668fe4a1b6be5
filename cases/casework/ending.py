"""Closing a case at the desk: with an outcome or as a duplicate; and the ten minutes to undo it."""

from datetime import datetime

from cases import case, closing, errors
from cases.casework import afterthought, relating, reopening
from cases.office import Office
from cases.officers import Officer
from store.transaction import Transaction

ACT = "close"
DUPLICATE = "duplicate"


def close(tx: Transaction, number: int, outcome: str, officer: Officer, *, now: datetime) -> bool:
    """Close a case as `closing.close` does, and remember who may undo it."""
    if not closing.close(tx, number, outcome, actor=officer.actor, now=now):
        return False
    afterthought.remember(tx, number, ACT, officer=officer.lookup, now=now)
    return True


def duplicate(tx: Transaction, number: int, of: int, officer: Officer, *, now: datetime) -> bool:
    """Close a case as a duplicate of another, and link the two; False where it was closed before.

    Raises:
        UnknownCase: there is no case of one of these numbers, or they are the same.
        DuplicateRefused: the other one is closed as a duplicate itself: nobody would go on with either.
    """
    tx.lock(["duplicates"])  # two that are closed as each other's at the same time: one of them stays open
    if case.get(tx, of).outcome == DUPLICATE:
        raise errors.DuplicateRefused
    fresh = relating.link(tx, number, of, actor=officer.actor, now=now)
    if not closing.close(tx, number, DUPLICATE, actor=officer.actor, now=now):
        return False
    before = str(of) if fresh else ""
    afterthought.remember(tx, number, ACT, officer=officer.lookup, before=before, now=now)
    return True


def take_back(tx: Transaction, office: Office, number: int, officer: Officer, *, now: datetime) -> bool:
    """Open a case again that this officer closed just now, and undo the link that was made with it."""
    found = afterthought.take(tx, number, ACT, officer=officer.lookup, now=now)
    if found is None or not reopening.reopen(
        tx, office, number, reopening.MISTAKE, actor=officer.actor, now=now
    ):
        return False
    if found.before:
        relating.unlink(tx, number, int(found.before), actor=officer.actor, now=now)
    return True
