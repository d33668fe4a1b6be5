"""Visits that nobody submitted: after a time what was written is deleted, and codes of links that ran out."""

from datetime import datetime

from sqlalchemy import delete, update

from cases.visits import drafts, handing
from cases.visits.schema import visit, visit_monitor, visit_photo
from store.transaction import Transaction


def sweep(tx: Transaction, *, before: datetime, now: datetime) -> int:
    """Drop the visits that were last changed before that moment; gives how many. The plain facts stay."""
    handing.sweep(tx, now)
    old = (visit.c.state.in_(drafts.ALIVE), visit.c.touched_at < before)
    dropped = tx.execute(update(visit).where(*old).values(state=drafts.DROPPED, body=None))
    if dropped:
        gone = visit.select().with_only_columns(visit.c.id).where(visit.c.state == drafts.DROPPED)
        for theirs in (visit_monitor, visit_photo):
            tx.execute(delete(theirs).where(theirs.c.visit.in_(gone)))
    return dropped
