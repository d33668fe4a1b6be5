"""Opening a closed case again. Its erasure waits until it has been closed anew (`retention`)."""

from datetime import datetime

from sqlalchemy import update

from cases import case, clocks, errors, escalation, forwarding, history, schema, tasks
from cases.casework import afterthought, proposals
from cases.office import Office
from store.transaction import Transaction

MISTAKE = "mistake"
REASONS = ("goes_on", "new_facts", MISTAKE)
"""Why: it goes on · something new has become known · it was closed by mistake."""

_case = schema.case


def reopen(tx: Transaction, office: Office, number: int, reason: str, *, actor: str, now: datetime) -> bool:
    """Open a closed case again, once; False where it is open, or its content has been erased.

    Who had acknowledged it goes on with it; one that nobody had is waited for anew, by a fresh clock.

    Raises:
        UnknownCase: there is no case of this number.
        ReopeningRefused: there is no such reason.
    """
    if reason not in REASONS:
        raise errors.ReopeningRefused
    row = case.get(tx, number)
    answered = row.acknowledged_at is not None
    changed: dict[str, object] = {"state": "acknowledged" if answered else "received"}
    changed |= {"closed_at": None, "outcome": ""}
    if not answered:
        changed |= {"level": 0, "clock_at": None, "due_at": clocks.due(row.urgency, now, office.law)}
    closed = (_case.c.state == "closed") & _case.c.erased_at.is_(None)
    if not tx.execute(update(_case).where(_case.c.number == number, closed).values(changed)):
        return False
    history.note(tx, [history.Entry(actor, f"reopened: {reason}", number)], now=now)
    afterthought.forget(tx, number, "close")
    tasks.settle(tx, tasks.REOPEN, number=number, by=actor, now=now)
    proposals.wait_again(tx, office, number, now=now)
    if not answered:
        _wait_again(tx, office, number, row.urgency, now)
    return True


def _wait_again(tx: Transaction, office: Office, number: int, urgency: str, now: datetime) -> None:
    forwarding.await_answer(tx, number, True)
    lead = next((one for one in forwarding.of_case(tx, number) if "lead" in one.roles), None)
    if lead is not None:
        escalation.begin_again(tx, office, lead, urgency, now=now)
