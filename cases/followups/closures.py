"""Closures that wait for the coordinating body, which reviews and approves them as a list (guidance, §5)."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from cases import closing, history, tasks
from cases.followups import closing_rule, errors, schedule, verifying
from cases.followups.schedule import Begun
from cases.followups.schema import follow_up
from cases.history import Entry
from cases.office import Office
from cases.schema import case
from cases.tasks import Errand, Task
from store.transaction import Transaction

REASONS = ("visit", "school", "measures", "talk")
"""Why a closure is sent back: visit once more · ask the school again · the measures · please talk with us."""


def propose(tx: Transaction, number: int, outcome: str, *, by: str, now: datetime) -> bool:
    """Propose that a case be closed with this outcome; False: it is not followed up, close it.

    Raises:
        NotYet: something hinders it.
    """
    running = schedule.of_case(tx, number)
    if running is None or outcome not in closing.FOLLOWED:
        return False
    if hindered := closing_rule.hindrances(tx, number, now=now):
        raise errors.NotYet(hindered)
    if running.outcome != outcome:
        values = {"outcome": outcome, "proposed_at": now, "proposed_by": by, "sent_back": ""}
        tx.update(follow_up, {"case_number": number}, values)
        history.note(tx, [Entry(by, "closing proposed", number)], now=now)
        tasks.settle(tx, tasks.UNCLOSED, number=number, by=by, now=now)
    return True


def proposed(tx: Transaction, within: ColumnElement[bool] | None = None) -> tuple[Begun, ...]:
    """Give the closures that wait, the oldest first: all, or of the cases of this rule (`scope.theirs`)."""
    query = select(follow_up).join(case, case.c.number == follow_up.c.case_number)
    query = query.where(follow_up.c.outcome != "", case.c.state != "closed")
    if within is not None:
        query = query.where(within)
    return tuple(
        Begun(**dict(row))
        for row in tx.rows(query.order_by(follow_up.c.proposed_at, follow_up.c.case_number))
    )


def approve(tx: Transaction, number: int, *, by: str, now: datetime) -> bool:
    """Close a case as proposed; False: nothing is proposed (any more), or something hinders it by now."""
    running = schedule.of_case(tx, number)
    if running is None or not running.outcome:
        return False
    try:
        closed = closing.close(tx, number, running.outcome, actor=by, now=now)
    except errors.NotYet:
        closed = False
    forget(tx, number)
    return closed


def send_back(
    tx: Transaction, office: Office, number: int, reason: str, *, by: str, now: datetime
) -> Task | None:
    """Send a proposal back to whoever works on the case; gives the task for them.

    Raises:
        AnswerUnfit: there is no such reason.
    """
    running = schedule.of_case(tx, number)
    if reason not in REASONS:
        raise errors.AnswerUnfit
    if running is None or not running.outcome:
        return None
    forget(tx, number, sent_back=reason)
    history.note(tx, [Entry(by, "closing sent back", number)], now=now)
    errand = Errand(tasks.UNCLOSED, verifying.working(tx, number), number)
    return tasks.ask(tx, office.keys, errand, now=now)


def forget(tx: Transaction, number: int, *, sent_back: str = "") -> None:
    """Take a proposal back."""
    values = {"outcome": "", "proposed_at": None, "proposed_by": "", "sent_back": sent_back}
    tx.update(follow_up, {"case_number": number}, values)
