"""What is over: visits that nobody submitted, links that ran out, colleagues of visits that were sent."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from cases.visits import drafts, handing
from cases.visits.schema import visit, visit_monitor, visit_photo
from store.transaction import Transaction

SHARED = timedelta(days=1)
"""So long after a visit was submitted a colleague who filled it in too sees what it became, and prints it."""


def sweep(tx: Transaction, *, before: datetime, now: datetime) -> int:
    """Drop the visits that were last changed before that moment; gives how many. The plain facts stay."""
    handing.sweep(tx, now)
    sent = select(visit.c.id).where(visit.c.state == drafts.SENT, visit.c.submitted_at <= now - SHARED)
    tx.execute(delete(visit_monitor).where(visit_monitor.c.visit.in_(sent)))
    old = (visit.c.state.in_(drafts.ALIVE), visit.c.touched_at < before)
    dropped = tx.execute(update(visit).where(*old).values(state=drafts.DROPPED, body=None))
    if dropped:
        gone = visit.select().with_only_columns(visit.c.id).where(visit.c.state == drafts.DROPPED)
        for theirs in (visit_monitor, visit_photo):
            tx.execute(delete(theirs).where(theirs.c.visit.in_(gone)))
    return dropped
