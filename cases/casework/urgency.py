"""Changing how urgent a case is, by a person's word and with a reason. Its clock follows.

What tells of an unconditional worst form of child labour is never made less urgent than the rules found it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from cases import case, clocks, errors, escalation, forwarding, history, schema
from cases.assessment import Finding
from cases.case import CaseRow
from cases.casework import afterthought
from cases.judgement import UNCONDITIONAL
from cases.office import Office
from cases.officers import Officer
from store import duties
from store.transaction import Transaction

ACT = "urgency"
BY_FACTS = "worse"
REASONS = ("danger", BY_FACTS, "less", "facts")
"""Why: a child is in danger · it is worse than told · it is less grave than told · the facts were wrong."""

_case = schema.case


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted: the code of an urgency, and a reason."""

    urgency: str
    reason: str


def offered(office: Office, row: CaseRow) -> tuple[str, ...]:
    """Give the codes of the urgencies that a case may be given, the most urgent first; not its own."""
    codes = tuple(office.law.urgencies)
    if row.severity >= UNCONDITIONAL:
        codes = codes[: codes.index(row.urgency)]
    return tuple(code for code in codes if code != row.urgency)


def change(
    tx: Transaction, office: Office, number: int, wanted: Change, officer: Officer, *, now: datetime
) -> bool:
    """Change the urgency of an open case; False where it is that urgent already.

    While nobody has acknowledged, the deadline is counted anew from where the clock began, and the case is
    looked at then.

    Raises:
        UnknownCase: there is no case of this number.
        UrgencyRefused: the case is closed, there is no such urgency or reason, or it must not be lowered.
    """
    row = case.get(tx, number)
    if wanted.urgency == row.urgency:
        return False
    if row.state == "closed" or wanted.reason not in REASONS or wanted.urgency not in offered(office, row):
        raise errors.UrgencyRefused
    _write(tx, office, row, wanted.urgency, now)
    afterthought.remember(tx, number, ACT, officer=officer.lookup, before=row.urgency, now=now)
    said = f"urgency: {row.urgency} {wanted.urgency} {wanted.reason}"
    history.note(tx, [history.Entry(officer.actor, said, number)], now=now)
    return True


def hasten(tx: Transaction, office: Office, number: int, found: Finding, *, now: datetime) -> bool:
    """Make an open case as grave and as urgent as the rules find it by what became known; never less.

    False: it is so already, or the case is closed.
    """
    row, order = case.get(tx, number), tuple(office.law.urgencies)
    severity = max(row.severity, found.severity)
    urgency = min(row.urgency, found.urgency, key=order.index)
    if row.state == "closed" or (severity, urgency) == (row.severity, row.urgency):
        return False
    tx.execute(update(_case).where(_case.c.number == number).values(severity=severity))
    if urgency != row.urgency:
        _write(tx, office, row, urgency, now)
        said = f"urgency: {row.urgency} {urgency} {BY_FACTS}"
        history.note(tx, [history.Entry("service", said, number)], now=now)
    return True


def take_back(tx: Transaction, office: Office, number: int, officer: Officer, *, now: datetime) -> bool:
    """Give a case the urgency back that it had; False where it was another's change, or too late."""
    found = afterthought.take(tx, number, ACT, officer=officer.lookup, now=now)
    row = case.get(tx, number)
    if found is None or row.state == "closed":
        return False
    _write(tx, office, row, found.before, now)
    said = f"urgency: {row.urgency} {found.before} taken back"
    history.note(tx, [history.Entry(officer.actor, said, number)], now=now)
    return True


def _write(tx: Transaction, office: Office, row: CaseRow, urgency: str, now: datetime) -> None:
    changed: dict[str, object] = {"urgency": urgency}
    if row.state == "received":
        changed["due_at"], look_at = _deadlines(tx, office, row, urgency)
        duties.reschedule(tx, escalation.key(row.number), max(look_at, now))
    tx.execute(update(_case).where(_case.c.number == row.number).values(changed))


def _deadlines(tx: Transaction, office: Office, row: CaseRow, urgency: str) -> tuple[datetime, datetime]:
    """Give until when somebody has to acknowledge, and when the case climbs if it was never delivered."""
    clock = escalation.started(tx, row.number)
    asked = escalation.asked_last(office, row.lead, forwarding.of_case(tx, row.number))
    if clock is None:
        return clocks.due(urgency, asked.send_at, office.law), escalation.latest(
            urgency, asked.send_at, office.law
        )
    due = clocks.due(urgency, clock, office.law)
    return due, due
