"""The duty of a check: it is asked on its day, reminded of twice, and then the body above is asked.

Nothing is asked of a case whose content was erased, or that was closed because there was nothing to follow.
"""

from dataclasses import dataclass
from datetime import datetime

from cases import case, closing, history, tasks
from cases.clocks import working_day_after
from cases.followups import checks, errors, schedule, terms, verifying
from cases.followups.checks import Check
from cases.followups.terms import Terms
from cases.followups.verifying import Asked
from cases.history import Entry
from cases.office import Office
from cases.referrals import measures
from cases.referrals.errors import UnknownMeasure
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

ASK, REMIND, ESCALATE = "ask", "remind", "escalate"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be said now: to these accounts, and as these tasks. `again`: when to look again."""

    act: str
    check: Check
    asked: Asked
    tasks: tuple[Task, ...]
    again: datetime | None


def look(tx: Transaction, office: Office, id: int, tries: int, *, now: datetime) -> datetime | Step | None:
    """See to a check: None when there is nothing (more) to be asked, a moment when it is too early.

    `tries`: how often it had been tried when this was planned; asked anew since, another duty sees to it.
    """
    try:
        known = checks.get(tx, id)
    except errors.UnknownCheck:
        return None
    if not known.is_open or known.tries != tries or not _is_followed(tx, known.case_number):
        return None
    if known.fact == checks.MEASURE and _is_settled(tx, known, now):
        return None
    due = terms.moment(known.day, _terms(now))
    if now < due:
        return due
    return _step(tx, office, known, _terms(now), now)


def _step(tx: Transaction, office: Office, known: Check, planned: Terms, now: datetime) -> Step:
    asked = verifying.of(tx, office, known)
    next_day = working_day_after(daytime.day(now), planned.remind_working_days, office.law)
    again = terms.moment(next_day, planned)
    if known.asked_at is None:
        checks.change(tx, known, asked_at=now, verifier=asked.verifier)
        _note(tx, known, "follow-up asked", asked.department, now)
        return Step(ASK, known, asked, _task(tx, office, known, asked, now), again)
    if known.reminders < planned.reminders:
        checks.change(tx, known, reminders=known.reminders + 1)
        _note(tx, known, "follow-up reminded", asked.department, now)
        return Step(REMIND, known, asked, _task(tx, office, known, asked, now), again)
    checks.change(tx, known, escalated_at=now)
    return Step(ESCALATE, known, asked, escalate(tx, office, known, now=now), None)


def escalate(tx: Transaction, office: Office, known: Check, *, now: datetime) -> tuple[Task, ...]:
    """Ask the body above to see to a check that nobody answers; gives the task if it is new."""
    department = verifying.above(tx, office, known)
    errand = Errand(tasks.UNCHECKED, department, known.case_number)
    task = tasks.ask(tx, office.keys, errand, now=now)
    return () if task is None else (task,)


def _task(tx: Transaction, office: Office, known: Check, asked: Asked, now: datetime) -> tuple[Task, ...]:
    """Give the task of a department where nobody can be asked in the chat: a new one, or that of before."""
    if asked.accounts:
        return ()
    errand = Errand(tasks.CHECK, asked.department, known.case_number, asked.department)
    tasks.ask(tx, office.keys, errand, now=now)
    return tuple(one for one in tasks.open_of(tx, known.case_number) if one.errand == errand)


def _note(tx: Transaction, known: Check, act: str, department: str, now: datetime) -> None:
    history.note(tx, [Entry(schedule.ACTOR, act, known.case_number, department)], now=now)


def _is_followed(tx: Transaction, number: int) -> bool:
    row = case.get(tx, number)
    return row.erased_at is None and (row.state != "closed" or row.outcome in closing.FOLLOWED)


def _is_settled(tx: Transaction, known: Check, now: datetime) -> bool:
    """Note the answer that is there already: the measure was done, or replaced by another."""
    try:
        state = measures.get(tx, known.measure).state
    except UnknownMeasure:
        return True
    if state not in measures.SETTLED:
        return False
    checks.change(tx, known, answer=state, answered_at=now, verifier=checks.DESK)
    return True


def _terms(now: datetime) -> Terms:
    return terms.in_force(daytime.day(now))
