"""Coming back to a page that lay open: after an act of one's own, to what one had before oneself already.

Every reading is noted in the history. That an act leads back to its page is none: the act itself is noted, by
the same person, in the same second. Where anything stands there that they had not seen, it is noted again.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from cases import opening
from cases.keyring import Unlocked
from cases.opening import Whole
from store.transaction import Transaction
from web.desk.sessions import Reading, Session

AT_ONCE = timedelta(minutes=1)
"""So long an act leads back: whoever comes later opens the page anew."""


def known(session: Session, number: int, now: datetime) -> Collection[str] | None:
    """Give the parts that this browser comes back to, once; None where no act has led it here just now."""
    back, session.returns = session.returns, None
    return back.parts if back and back.number == number and now - back.at <= AT_ONCE else None


def shown(session: Session, number: int, whole: Whole | None, now: datetime) -> None:
    """Remember that the page of this case lies open, with these parts."""
    session.reads = Reading(number, whole.parts, now) if whole is not None else None


def lying_open(tx: Transaction, session: Session, unlocked: Unlocked, number: int) -> frozenset[str] | None:
    """Give all parts of a case, where every one of them stands on the page that lies open; else None."""
    if session.reads is None or session.reads.number != number:
        return None
    there = frozenset(opening.openable(tx, unlocked, number))
    return there if there <= session.reads.parts else None
