"""What the database tells of the house: numbers and moments, never contents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import counted, escalation, forwarding, tasks
from conversations import tracking
from store import depth, duties, marks
from store.duties import Waiting
from store.transaction import Transaction

TELEPHONE_WITHIN = timedelta(hours=1)
HEARD = "heard"
"""The mark of when Telegram was last heard, by whichever process."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What one look at the database tells."""

    waiting: Waiting
    untold: int  # open cases of which no department was told
    tasks_open: int
    telephone_late: int  # calls to the police that nobody has ticked for an hour
    overdue: int  # cases that nobody acknowledged in time
    guesses: int  # wrong receipts within the hour
    heard_at: datetime | None  # see HEARD


@dataclass(frozen=True, slots=True)
class Counted:
    """What takes longer to count."""

    filed: int
    duties: Mapping[str, int]
    forwardings: Mapping[str, int]


def stored(tx: Transaction, now: datetime) -> Stored:
    """Look at the database."""
    return Stored(
        waiting=duties.waiting(tx, now),
        untold=forwarding.untold(tx),
        tasks_open=tasks.waiting(tx),
        telephone_late=tasks.waiting(tx, kind=tasks.TELEPHONE, before=now - TELEPHONE_WITHIN),
        overdue=escalation.overdue(tx, now),
        guesses=tracking.wrong_receipts(tx, now),
        heard_at=marks.find(tx, HEARD),
    )


def count(tx: Transaction, now: datetime) -> Counted:
    """Count cases, the duties that are due, and the forwardings of cases that nobody has acknowledged."""
    return Counted(counted.filed(tx), depth.by_kind(tx, now), counted.forwardings(tx))
