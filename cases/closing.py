"""Closing a case, with a coded outcome.

received ──▶ acknowledged ──▶ closed

The outcome is for the departments and the figures. The reporter is told that the case is closed and not how:
"not confirmed" would tell a neighbour what was found in a family.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select, update

from cases import case, errors, forwarding, history, retention, schema, tasks
from cases.followups import closing_rule
from cases.followups.errors import NotYet
from store.transaction import Transaction

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "helped": "the child and the family were given help",
        "stopped": "the work was ended, no help was needed",
        "not_confirmed": "looked into; no child was found working",
        "not_found": "the place or the child could not be found",
        "passed_on": "handed over to a body outside this system",
        "duplicate": "the same matter as an earlier case",
        "adult": "whoever works is 18 or older",
    }
)
"""Codes of outcomes, and what each says."""

FOLLOWED = closing_rule.FOLLOWED
"""Outcomes that a case in follow-up has only once nothing hinders it (`followups.closing_rule`)."""

_OPEN = ("received", "acknowledged")


def close(tx: Transaction, number: int, outcome: str, *, actor: str, now: datetime) -> bool:
    """Close a case; False, and nothing changes, if it was closed before. What people had to do for it ends.

    `actor` is a role or department code, never a person.

    Raises:
        UnknownCase: there is no case of this number.
        UnknownOutcome: there is no outcome of this code.
        NotYet: the child is followed up, and what was found does not allow this outcome yet.
    """
    if outcome not in OUTCOMES:
        raise errors.UnknownOutcome(outcome)
    case.get(tx, number)
    if outcome in FOLLOWED and (hindered := closing_rule.hindrances(tx, number, now=now)):
        raise NotYet(hindered)
    row = schema.case.c
    closed = {"state": "closed", "closed_at": now, "outcome": outcome}
    if not tx.execute(update(schema.case).where(row.number == number, row.state.in_(_OPEN)).values(closed)):
        return False
    forwarding.await_answer(tx, number, False)
    history.note(tx, [history.Entry(actor, "closed", number)], now=now)
    retention.on_closed(tx, number, now)
    for kind in _kinds(tx, number):
        tasks.settle(tx, kind, number=number, by="service", now=now)
    return True


def _kinds(tx: Transaction, number: int) -> list[str]:
    """Give the kinds of open tasks that a closed case needs no more; a key is still handed over."""
    query = select(schema.task.c.kind).where(
        schema.task.c.case_number == number, schema.task.c.done_at.is_(None)
    )
    return sorted({row["kind"] for row in tx.rows(query)} - {tasks.RELEASE})
