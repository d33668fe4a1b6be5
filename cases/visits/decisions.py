"""What was decided for a child, and whether it agrees with what was found (guidance, Drawing 4.1 and §4.2).

An unconditional worst form means immediate withdrawal: another decision needs a reason, and the coordinator
has to agree. The case itself waits for nothing: it is filed, and the police are told, at once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from cases import history, tasks
from cases.assessment import Assessment
from cases.history import Entry
from cases.schema import case
from cases.visits import errors
from cases.visits.findings import Finding
from cases.visits.schema import visit_case
from store.seal import Keys
from store.transaction import Transaction

NOW, BY, SAFE, PREVENT = "now", "by", "safe", "prevent"
WITHDRAWN = (NOW, BY)
AWAITS, APPROVED, SENT_BACK = "awaits", "approved", "sent_back"
WORST, WITHDRAW = 4, 3
_FAMILY = ("parents", "guardian")


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision in one case. `words`: why it was sent back, None unless it was."""

    number: int
    visit: int
    decision: str
    by_on: str
    approval: str
    decided_at: datetime | None
    words: str | None

    @property
    def is_waiting(self) -> bool:
        """Does the coordinator still have to agree?"""
        return self.approval == AWAITS


def check(values: Mapping[str, Any], assessed: Assessment, child: int) -> tuple[Finding, ...]:
    """Give what does not fit between a decision and what was found. Pure."""
    decision = values.get("x_decision")
    if decision is None:
        return (Finding("missing", "x_decision", child),)
    found = []
    if decision == BY and not values.get("x_decision_by"):
        found.append(Finding("day_of_withdrawal", "x_decision_by", child))
    if needs_reason(decision, assessed.severity) and not values.get("x_decision_why"):
        found.append(Finding("why_not_withdrawn", "x_decision_why", child))
    if needs_approval(decision, assessed.severity):
        found.append(Finding("awaits_approval", "x_decision", child))
    if decision == NOW:
        found += _handed_over(values, child)
    return tuple(found)


def needs_reason(decision: str, severity: int) -> bool:
    """Should the child be withdrawn, and the decision is another? At once, where the severity is 4."""
    allowed = (NOW,) if severity >= WORST else WITHDRAWN
    return severity >= WITHDRAW and decision not in allowed


def needs_approval(decision: str, severity: int) -> bool:
    """Does the coordinator have to agree?"""
    return severity >= WORST and decision != NOW


def is_barred(values: Mapping[str, Any]) -> bool:
    """Would the child go to whoever forces, beats or sells it (C-2)? Then it is handed to somebody else."""
    given = values.get("x_given")
    forced_at_home = given == "parents" and values.get("x_compulsion") == "parent"
    return forced_at_home or (given in _FAMILY and values.get("x_receiver_threat") == "yes")


def awaiting(tx: Transaction, territories: Collection[str] | None = None) -> tuple[Decided, ...]:
    """Give the decisions that wait for the coordinator, the oldest first: all, or of these districts."""
    query = select(visit_case).join(case, case.c.number == visit_case.c.case_number)
    query = query.where(visit_case.c.approval == AWAITS).order_by(visit_case.c.case_number)
    if territories is not None:
        query = query.where(case.c.territory.in_(territories))
    return tuple(_read(row, None) for row in tx.rows(query))


def of_visit(tx: Transaction, keys: Keys, visit: int) -> tuple[Decided, ...]:
    """Give the decisions of a visit that was submitted, one for each of its cases."""
    query = select(visit_case).where(visit_case.c.visit == visit).order_by(visit_case.c.case_number)
    return tuple(_read(row, keys) for row in tx.rows(query))


def of_case(tx: Transaction, keys: Keys, number: int) -> Decided | None:
    """Give the decision of the visit that a case came from; None: it came from none."""
    row = tx.row(select(visit_case).where(visit_case.c.case_number == number))
    return None if row is None else _read(row, keys)


def approve(tx: Transaction, number: int, *, by: str, now: datetime) -> None:
    """Agree to the decision. `by` is a role. Raises UnknownDecision: it does not wait for anybody."""
    _settle(tx, number, APPROVED, by=by, words=None, now=now)


def send_back(tx: Transaction, keys: Keys, number: int, words: str, *, by: str, now: datetime) -> None:
    """Send a decision back to the monitor, and say why. Raises as `approve`."""
    sealed = keys.seal(words.encode(), _context(number))
    _settle(tx, number, SENT_BACK, by=by, words=sealed, now=now)


def withdraw(tx: Transaction, number: int, *, by: str, now: datetime) -> None:
    """Decide anew, after it was sent back: the child is withdrawn at once.

    Raises:
        UnknownDecision: it was not sent back.
    """
    row = tx.row(select(visit_case.c.approval).where(visit_case.c.case_number == number))
    if row is None or row["approval"] != SENT_BACK:
        raise errors.UnknownDecision
    values = {
        "decision": NOW,
        "by_on": "",
        "approval": "",
        "words": None,
        "decided_at": now,
        "decided_by": by,
    }
    tx.update(visit_case, {"case_number": number}, values)
    history.note(tx, [Entry(by, "decision changed", number)], now=now)


def _handed_over(values: Mapping[str, Any], child: int) -> list[Finding]:
    if not values.get("x_given"):
        return [Finding("missing", "x_given", child)]
    if is_barred(values):
        return [Finding("not_to_them", "x_given", child)]
    if values.get("x_home_known") == "no" and values["x_given"] in _FAMILY:
        return [Finding("stay_needed", "x_stay", child)]
    return []


def _settle(
    tx: Transaction, number: int, approval: str, *, by: str, words: bytes | None, now: datetime
) -> None:
    row = tx.row(select(visit_case.c.approval).where(visit_case.c.case_number == number))
    if row is None or row["approval"] != AWAITS:
        raise errors.UnknownDecision
    values = {"approval": approval, "decided_at": now, "decided_by": by, "words": words}
    tx.update(visit_case, {"case_number": number}, values)
    tasks.settle(tx, tasks.APPROVE, number=number, by=by, now=now)
    act = "decision approved" if approval == APPROVED else "decision sent back"
    history.note(tx, [Entry(by, act, number)], now=now)


def _read(row: RowMapping, keys: Keys | None) -> Decided:
    words = None
    if keys is not None and row["words"] is not None:
        words = keys.unseal(row["words"], _context(row["case_number"])).decode()
    return Decided(
        number=row["case_number"],
        visit=row["visit"],
        decision=row["decision"],
        by_on=row["by_on"],
        approval=row["approval"],
        decided_at=row["decided_at"],
        words=words,
    )


def _context(number: int) -> str:
    return f"decision:{number}"
