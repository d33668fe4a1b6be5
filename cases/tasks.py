"""Tasks for people: what no machine can do, asked of a department and ticked by somebody there.

telephone: call the police now · release: hand the key of a case to a department that has none · decide: two
departments have declined · unreachable: a department's chat is out of reach · overdue: nobody up to the top
of the ladder has acknowledged · reopen: the reporter of a closed case says that it goes on · question: an
officer wants to ask the reporter something in own words · reassess: a voice message was written down and may
change the danger · approve: a monitor did not withdraw a child at once from a worst form · referral: an
organisation does not say whether it takes a measure · unsent: the letter to an organisation could not be
delivered · check: a question of a follow-up is due · unchecked:
nobody could answer it · returned: a child is in work again · school: a child misses school again · unclosed:
the coordinating body sent a closure back · needs: a follow-up found that more is needed. A task is in the
table once; what comes up again is opened again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, and_, func, select, update

from cases import history, schema
from store.seal import Keys
from store.transaction import Transaction

TELEPHONE, RELEASE, DECIDE, UNREACHABLE, OVERDUE = "telephone", "release", "decide", "unreachable", "overdue"
REOPEN, QUESTION, REASSESS = "reopen", "question", "reassess"
APPROVE = "approve"
CHECK, UNCHECKED, RETURNED = "check", "unchecked", "returned"
SCHOOL, UNCLOSED, NEEDS = "school", "unclosed", "needs"
REFERRAL, UNSENT = "referral", "unsent"
_MEASURE = "measure:"

_task = schema.task


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked, of which department, for which case (None: for none).

    `about`: a department code, or the measure that it is about (`about_measure`); "" for the whole case.
    """

    kind: str
    department: str
    number: int | None = None
    about: str = ""

    @property
    def measure(self) -> tuple[str, int] | None:
        """The line of form 2 and the id of the measure that it is about; None: it is about none."""
        if not self.about.startswith(_MEASURE):
            return None
        line, _, id = self.about.removeprefix(_MEASURE).partition(":")
        return line, int(id)

    @property
    def named(self) -> str:
        """The department that the history names with it."""
        return self.department if self.measure is not None else self.about or self.department


def about_measure(line: str, id: int) -> str:
    """Give what an errand about one measure is about: each has a task of its own, beside those of others."""
    return f"{_MEASURE}{line}:{id}"


@dataclass(frozen=True, slots=True)
class Task:
    """An errand in the table. `token` is opaque, for the button; `done_at` None: it is open."""

    id: int
    errand: Errand
    token: str
    made_at: datetime
    done_at: datetime | None


def ask(tx: Transaction, keys: Keys, errand: Errand, *, now: datetime) -> Task | None:
    """Ask for this; gives the task when it is newly open, None when it has been open before."""
    known = tx.row(select(_task).where(_same(errand)))
    if known is not None and known["done_at"] is None:
        return None
    return _open(tx, keys, errand, known["id"] if known is not None else tx.next_number("task"), now)


def ask_first(tx: Transaction, keys: Keys, errand: Errand, *, now: datetime) -> Task:
    """Ask for this in a case that was only just filed: nobody can have been asked before."""
    return _open(tx, keys, errand, tx.next_number("task"), now)


def _open(tx: Transaction, keys: Keys, errand: Errand, number: int, now: datetime) -> Task:
    row = {
        "id": number,
        "kind": errand.kind,
        "case_number": errand.number,
        "department": errand.department,
        "about": errand.about,
        "token": keys.index("task", str(number)),
        "made_at": now,
        "done_at": None,
        "done_by": "",
    }
    tx.upsert(_task, row)
    asked = history.Entry("service", f"asked: {errand.kind}", errand.number, errand.named)
    history.note(tx, [asked], now=now)
    return Task(number, errand, str(row["token"]), now, None)


def by_token(tx: Transaction, token: str) -> Task | None:
    """Give the task that a button belongs to."""
    row = tx.row(select(_task).where(_task.c.token == token))
    return None if row is None else read(row)


def tick(tx: Transaction, task: Task, *, by: str, now: datetime) -> bool:
    """Note that the task is done; `by` is a role or department code. False: it was done before."""
    return bool(_close(tx, _task.c.id == task.id, by, now))


def settle(
    tx: Transaction, kind: str, *, number: int | None = None, about: str | None = None, by: str, now: datetime
) -> int:
    """Note that the open tasks of this kind are done, those of a case or about a department; how many."""
    chosen = _task.c.kind == kind
    if number is not None:
        chosen &= _task.c.case_number == number
    if about is not None:
        chosen &= _task.c.about == about
    return _close(tx, chosen, by, now)


def open_ones(tx: Transaction, *, departments: Sequence[str] | None = None) -> tuple[Task, ...]:
    """Give the open tasks, the oldest first: all, or those asked of these departments."""
    query = select(_task).where(_task.c.done_at.is_(None)).order_by(_task.c.id)
    if departments is not None:
        query = query.where(_task.c.department.in_(departments))
    return tuple(read(row) for row in tx.rows(query))


def open_of(tx: Transaction, number: int) -> tuple[Task, ...]:
    """Give the open tasks of one case, the oldest first."""
    query = select(_task).where(_task.c.case_number == number, _task.c.done_at.is_(None))
    return tuple(read(row) for row in tx.rows(query.order_by(_task.c.id)))


def waiting(tx: Transaction, *, kind: str = "", before: datetime | None = None) -> int:
    """Count the open tasks: all, or those of a kind; those asked at `before` or earlier."""
    query = select(func.count().label("tasks")).select_from(_task).where(_task.c.done_at.is_(None))
    if kind:
        query = query.where(_task.c.kind == kind)
    if before is not None:
        query = query.where(_task.c.made_at <= before)
    row = tx.row(query)
    return int(row["tasks"]) if row is not None else 0


def _close(tx: Transaction, chosen: ColumnElement[bool], by: str, now: datetime) -> int:
    theirs = and_(chosen, _task.c.done_at.is_(None))
    rows = tx.rows(select(_task).where(theirs))
    if rows:
        tx.execute(update(_task).where(theirs).values(done_at=now, done_by=by))
        entries = [
            history.Entry(by, f"done: {row['kind']}", row["case_number"], read(row).errand.named)
            for row in rows
        ]
        history.note(tx, entries, now=now)
    return len(rows)


def _same(errand: Errand) -> ColumnElement[bool]:
    of_case = _task.c.case_number
    case = of_case.is_(None) if errand.number is None else of_case == errand.number
    return and_(_task.c.kind == errand.kind, _task.c.about == errand.about, case)


def read(row: RowMapping) -> Task:
    """Give the task in a row of its table."""
    errand = Errand(row["kind"], row["department"], row["case_number"], row["about"])
    return Task(row["id"], errand, row["token"], row["made_at"], row["done_at"])
