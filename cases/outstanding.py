"""What people still have to do, as far as it is an officer's: the open tasks that they see and may tick."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true

from cases import schema, scope, tasks
from cases.office import Office
from cases.officers import Officer
from cases.routing import OPERATOR
from cases.tasks import Task
from store.transaction import Transaction

MOST = 200
"""So many are shown at once, the oldest first."""

_task, _row = schema.task.c, schema.forwarding.c


def of(tx: Transaction, office: Office, officer: Officer, *, now: datetime) -> tuple[Task, ...]:
    """Give the open tasks of this officer, the oldest first, at most `MOST`.

    An officer's are those asked of the own department; an operator's those asked of the desk; a coordinator
    sees everybody's. All of them only about cases of theirs; what belongs to no case is for whoever answers
    for the whole country, and for the department that was asked.
    """
    query = select(schema.task).where(_theirs(office, officer, now)).order_by(_task.id).limit(MOST)
    return tuple(tasks.read(row) for row in tx.rows(query))


def one(tx: Transaction, office: Office, officer: Officer, id: int, *, now: datetime) -> Task | None:
    """Give one open task of this officer; None where it is none of theirs, or done."""
    row = tx.row(select(schema.task).where(_theirs(office, officer, now), _task.id == id))
    return None if row is None else tasks.read(row)


def count(tx: Transaction, office: Office, officer: Officer, *, now: datetime) -> int:
    """Count the open tasks of this officer."""
    query = select(func.count().label("many")).select_from(schema.task)
    row = tx.row(query.where(_theirs(office, officer, now)))
    return int(row["many"]) if row is not None else 0


def _theirs(office: Office, officer: Officer, now: datetime) -> ColumnElement[bool]:
    return and_(_task.done_at.is_(None), _asked(officer), _of_case(office, officer, now))


def _of_case(office: Office, officer: Officer, now: datetime) -> ColumnElement[bool]:
    if officer.role == "officer":
        told = exists().where(_row.case_number == _task.case_number, scope.told_to(officer, now))
        return or_(_task.case_number.is_(None), told)
    if not officer.territory:
        return true()
    inside = scope.theirs(office.territories, officer, now)
    return exists().where(schema.case.c.number == _task.case_number, inside)


def _asked(officer: Officer) -> ColumnElement[bool]:
    if officer.role == "coordinator":
        return true()
    if officer.role == "operator":
        return _task.department.startswith(f"{OPERATOR}:")
    return _task.department == officer.department
