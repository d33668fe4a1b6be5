"""A child that is in work again: its case is opened, judged by what is known now, and people are told."""

from datetime import datetime

from sqlalchemy import update

from cases import assessment, case, facts, schema, tasks
from cases.case import CaseRow
from cases.casework import reopening
from cases.errors import FactsRefused
from cases.followups import checks, schedule, terms, verifying
from cases.office import Office
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

GOES_ON = "goes_on"
_SOONEST = "U1"


def returned(
    tx: Transaction,
    office: Office,
    number: int,
    activity: str,
    hours: float | None,
    *,
    by: str,
    now: datetime,
) -> tuple[bool, tuple[Task, ...]]:
    """Open the case again if it was closed, never less grave than before, and plan another look in a month.

    Gives whether it was opened, and what people have to do: whoever works on it, and the coordinating body.
    """
    row = case.get(tx, number)
    reopened = row.state == "closed" and reopening.reopen(tx, office, number, GOES_ON, actor=by, now=now)
    _judge(tx, office, row, activity, hours)
    _look_again(tx, office, number, now)
    errands = (
        Errand(tasks.RETURNED, verifying.working(tx, number), number, row.lead),
        Errand(tasks.RETURNED, verifying.coordinating(office), number),
    )
    asked = (tasks.ask(tx, office.keys, one, now=now) for one in errands)
    return reopened, tuple(task for task in asked if task is not None)


def _judge(tx: Transaction, office: Office, row: CaseRow, activity: str, hours: float | None) -> None:
    """Raise severity and urgency to what the rules say of the answer; what the report told still holds."""
    told: dict[str, object] = {"origin": "visit", "work": "yes"}
    if activity:
        told["activity"] = [activity]
    if hours is not None:
        told["hours_day"] = hours
    found = assessment.assess(_parsed(told, row.age_band), office.law)
    order = tuple(office.law.urgencies)
    urgency = min((row.urgency, found.urgency, _SOONEST), key=order.index)
    severity = max(row.severity, found.severity)
    table = schema.case
    raised = {"severity": severity, "urgency": urgency}
    tx.execute(update(table).where(table.c.number == row.number).values(raised))


def _parsed(told: dict[str, object], band: str) -> facts.Facts:
    try:
        return facts.parse(told | {"age": band})
    except FactsRefused:  # "several", "adult", "unknown" are no ages
        return facts.parse(told)


def _look_again(tx: Transaction, office: Office, number: int, now: datetime) -> None:
    """Ask again in a month whether the child works, unless it is asked by then anyway."""
    today = daytime.day(now)
    day = terms.working_day(terms.months_after(today, 1), office.law)
    planned = [one for one in checks.of_case(tx, number) if one.fact == checks.WORK and one.is_open]
    if any(today.isoformat() < one.due_on <= day.isoformat() for one in planned):
        return
    made = checks.plan(tx, office.keys, number, (checks.BETWEEN, checks.WORK, 0), day.isoformat())
    schedule.plan_duty(tx, office.keys, made.id, 0, day, now=now)
