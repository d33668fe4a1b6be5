"""A child that is in work again: its case is opened, judged by what is known now, and people are told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update

from cases import assessment, case, facts, schema, tasks
from cases.case import CaseRow
from cases.casework import reopening
from cases.errors import FactsRefused
from cases.followups import checks, schedule, terms, verifying
from cases.law import Law
from cases.office import Office
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

GOES_ON = "goes_on"
_SOONEST = "U1"
_OTHER = "other"
"""The group of work that nobody has named: nothing is known of it."""


def returned(
    tx: Transaction,
    office: Office,
    number: int,
    work: Mapping[str, object],
    *,
    by: str,
    now: datetime,
) -> tuple[bool, tuple[Task, ...]]:
    """Open the case again if it was closed, never less grave than before, and plan another look in a month.

    `work`: what was told of it, as inputs of the assessment. Gives whether it was opened, and what people
    have to do: whoever works on it, and the coordinating body.
    """
    row = case.get(tx, number)
    reopened = row.state == "closed" and reopening.reopen(tx, office, number, GOES_ON, actor=by, now=now)
    _judge(tx, office, row, work)
    _look_again(tx, office, number, now)
    errands = (
        Errand(tasks.RETURNED, verifying.working(tx, number), number, row.lead),
        Errand(tasks.RETURNED, verifying.coordinating(office), number),
    )
    asked = (tasks.ask(tx, office.keys, one, now=now) for one in errands)
    return reopened, tuple(task for task in asked if task is not None)


def is_lawful(work: Mapping[str, object], band: str, law: Law) -> bool:
    """Tell whether the rules find nothing against this work of a child of that age band.

    Unknown never means allowed: the kind of work, its hours and the age have to be known, and nothing that
    the rules ask may stay open. "No rule fired" alone is not enough (DOMAIN a.3, P-2).
    """
    kinds = [law.activities[code] for code in _codes(work) if code in law.activities]
    hours = "hours_day" in work or "hours_week" in work
    if not kinds or not hours or any(one.chip or one.group == _OTHER for one in kinds):
        return False
    read = _parsed(work, band)
    found = assessment.find(read, law)
    return bool(read.age.known) and not read.age.unknown and not found.possible and found.severity == 0


def _codes(work: Mapping[str, object]) -> tuple[str, ...]:
    told = work.get("activity", ())
    return tuple(told) if isinstance(told, list | tuple) else ()


def _judge(tx: Transaction, office: Office, row: CaseRow, work: Mapping[str, object]) -> None:
    """Raise severity and urgency to what the rules say of the answer; what the report told still holds."""
    found = assessment.find(_parsed(work, row.age_band), office.law)
    order = tuple(office.law.urgencies)
    urgency = min((row.urgency, found.urgency, _SOONEST), key=order.index)
    severity = max(row.severity, found.severity)
    table = schema.case
    raised = {"severity": severity, "urgency": urgency}
    tx.execute(update(table).where(table.c.number == row.number).values(raised))


def _parsed(work: Mapping[str, object], band: str) -> facts.Facts:
    try:
        return facts.parse({**work, "age": band})
    except FactsRefused:  # "several", "adult", "unknown" are no ages
        return facts.parse(work)


def _look_again(tx: Transaction, office: Office, number: int, now: datetime) -> None:
    """Ask again in a month whether the child works, unless it is asked by then anyway."""
    today = daytime.day(now)
    day = terms.working_day(terms.months_after(today, 1), office.law)
    planned = [one for one in checks.of_case(tx, number) if one.fact == checks.WORK and one.is_open]
    if any(today.isoformat() < one.due_on <= day.isoformat() for one in planned):
        return
    made = checks.plan(tx, office.keys, number, (checks.BETWEEN, checks.WORK, 0), day.isoformat())
    schedule.plan_duty(tx, office.keys, made.id, 0, day, now=now)
