"""The queue: the cases of one officer, page by page: late ones first, then by urgency, state and deadline.

Of the same urgency those stand first that nobody has acknowledged.

Every case in it is one that opens for them (`scope`). A page is found by index and goes on by its last row,
so that the hundredth costs what the first does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, literal_column, or_, select, tuple_

from cases import case, schema, scope
from cases.case import CaseRow
from cases.office import Office
from cases.officers import Officer
from store.schema import EPOCH, MILLISECOND, Moment, milliseconds
from store.transaction import Transaction

PAGE = 50
FEW = 2000
"""Forwardings of a department up to which its cases are gone through one by one; of more, the queue is."""
_BACK = 1000  # forwardings before the last one that may still have had to wait when a mark was made

State = Literal["open", "received", "acknowledged", "closed"]
STATES: tuple[State, ...] = ("open", "received", "acknowledged", "closed")
Whose = Literal["", "mine", "nobody"]
WHOSE: tuple[Whose, ...] = ("", "mine", "nobody")

_case, _row = schema.case.c, schema.forwarding.c
_OPEN = _case.state != literal_column("'closed'")  # as the index says it
_URGENCIES = ("U0", "U1", "U2", "U3")
_LATE, _WAITING, _KNOWN = "late", "received", "acknowledged"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cases are wanted: all that are open, unless it says otherwise. "": whatever it is."""

    state: State = "open"
    urgency: str = ""
    activity: str = ""
    whose: Whose = ""
    overdue: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything but "all that are open" is wanted."""
        return self != Wish()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, that of the last case of a page. `span`: late, received, acknowledged, closed."""

    span: str
    urgency: str
    due_at: datetime
    number: int

    def __str__(self) -> str:
        """As it stands in an address: codes and numbers alone."""
        return f"{self.span}.{self.urgency}.{milliseconds(self.due_at)}.{self.number}"


@dataclass(frozen=True, slots=True)
class Page:
    """Cases in order, and the place after which there are more; None: these were the last."""

    cases: tuple[CaseRow, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the growth of the queue, by which is told what came after it."""

    case: int
    forwarding: int
    at: datetime

    def __str__(self) -> str:
        """As it stands in an address: numbers alone."""
        return f"{self.case}.{self.forwarding}.{milliseconds(self.at)}"


def read_place(text: str) -> Place | None:
    """Give the place of an address; None where that cannot be one."""
    span, _, rest = text.partition(".")
    urgency, _, numbers = rest.partition(".")
    found = _whole(numbers, 2)
    if span not in (_LATE, _WAITING, _KNOWN, "closed") or urgency not in _URGENCIES or found is None:
        return None
    return Place(span, urgency, EPOCH + found[0] * MILLISECOND, found[1])


def read_mark(text: str) -> Mark | None:
    """Give the mark of an address; None where that cannot be one."""
    found = _whole(text, 3)
    return None if found is None else Mark(found[0], found[1], EPOCH + found[2] * MILLISECOND)


def page(
    tx: Transaction,
    office: Office,
    officer: Officer,
    wish: Wish,
    *,
    now: datetime,
    after: Place | None = None,
) -> Page:
    """Give one page of the cases of this officer that are wished for.

    Open ones: those that nobody acknowledged in time first, then the rest; in both by urgency, deadline and
    number. Closed ones: the newest first.
    """
    theirs = _theirs(tx, office, officer, now)
    wanted = and_(theirs, *_conditions(wish, officer))
    if wish.state == "closed":
        found = _newest(tx, wanted, after)
    else:
        found = _by_deadline(tx, wanted, wish, after, now)
    shown = found[:PAGE]
    return Page(tuple(shown), _place(shown[-1], now) if len(found) > PAGE else None)


def mark(tx: Transaction, *, now: datetime) -> Mark:
    """Mark this moment."""
    newest = select(func.max(_case.number).label("number"))
    told = select(func.max(_row.id).label("number"))
    numbers = [row["number"] or 0 for row in (tx.row(newest), tx.row(told)) if row is not None]
    return Mark(numbers[0], numbers[1], now)


def newer(tx: Transaction, office: Office, officer: Officer, since: Mark, *, now: datetime) -> int:
    """Count the open cases that came to this officer since that mark.

    To an officer: of which the department was told since, newly filed or passed on. To the others: newly
    filed in their territory.
    """
    if officer.role in scope.SEE_ALL:
        new = select(func.count().label("many")).where(_case.number > since.case, _OPEN)
        row = tx.row(new.where(scope.theirs(office.territories, officer, now)))
    else:
        told = select(func.count(_row.case_number.distinct()).label("many")).where(
            _row.id > since.forwarding - _BACK,
            _row.send_at > since.at,
            scope.told_to(officer, now),
        )
        row = tx.row(told)
    return int(row["many"]) if row is not None else 0


def is_late(one: CaseRow, now: datetime) -> bool:
    """Tell whether nobody has acknowledged it in time."""
    return one.state == "received" and one.due_at is not None and one.due_at <= now


def _theirs(tx: Transaction, office: Office, officer: Officer, now: datetime) -> ColumnElement[bool]:
    """Give the rule of `scope`, asked for so that the database finds a page quickly.

    The cases of a department that has few are looked up; where it has very many, the queue is gone through
    in its order, and each case is asked whether it is theirs: a page is soon full.
    """
    if officer.role != "officer" or not _has_many(tx, officer):
        return scope.theirs(office.territories, officer, now)
    return (
        exists().where(_row.case_number == _case.number, scope.told_to(officer, now)).correlate(schema.case)
    )


def _has_many(tx: Transaction, officer: Officer) -> bool:
    first = select(_row.case_number).where(_row.department == officer.department).limit(FEW).subquery()
    row = tx.row(select(func.count().label("many")).select_from(first))
    return row is not None and row["many"] >= FEW


def _conditions(wish: Wish, officer: Officer) -> Iterator[ColumnElement[bool]]:
    if wish.state in ("received", "acknowledged"):
        yield _case.state == wish.state
    if wish.urgency:
        yield _case.urgency == wish.urgency
    if wish.activity:
        yield _case.activity == wish.activity
    if wish.whose == "mine":
        yield and_(_case.taken_by == officer.lookup, _case.taken_by != literal_column("''"))
    elif wish.whose == "nobody":
        yield _case.taken_by == ""


def _by_deadline(
    tx: Transaction, wanted: ColumnElement[bool], wish: Wish, after: Place | None, now: datetime
) -> Sequence[CaseRow]:
    """Go from span to span until the page is full: each is in the order of the index."""
    query = select(schema.case).where(_OPEN, wanted).order_by(_case.due_at, _case.number)
    late, found = _case.due_at <= now, list[CaseRow]()
    spans = [(_LATE, urgency) for urgency in _URGENCIES]
    if not wish.overdue:
        spans += [(state, urgency) for urgency in _URGENCIES for state in (_WAITING, _KNOWN)]
    for span, urgency in spans[_begin(spans, after) :]:
        state = literal(_KNOWN if span == _KNOWN else _WAITING)
        here = query.where(_column(_case.state, wish) == state, _column(_case.urgency, wish) == urgency)
        if span != _KNOWN:
            here = here.where(late if span == _LATE else or_(~late, _case.due_at.is_(None)))
        if after is not None and (span, urgency) == (after.span, after.urgency):
            last = tuple_(literal(after.due_at, Moment()), literal(after.number))
            here = here.where(last < tuple_(_case.due_at, _case.number))
        found += _rows(tx, here.limit(PAGE + 1 - len(found)))
        if len(found) > PAGE:
            break
    return found


def _column(column: ColumnElement[str], wish: Wish) -> ColumnElement[str]:
    """The column, hidden from its index where another finds the few that are wanted much sooner."""
    return func.coalesce(column, "") if wish.whose == "mine" else column


def _begin(spans: Sequence[tuple[str, str]], after: Place | None) -> int:
    there = None if after is None else (after.span, after.urgency)
    return spans.index(there) if there in spans else 0


def _newest(tx: Transaction, wanted: ColumnElement[bool], after: Place | None) -> Sequence[CaseRow]:
    query = select(schema.case).where(_case.state == literal_column("'closed'"), wanted)
    if after is not None:
        query = query.where(_case.number < after.number)
    return _rows(tx, query.order_by(_case.number.desc()).limit(PAGE + 1))


def _rows(tx: Transaction, query: Select[tuple[object, ...]]) -> list[CaseRow]:
    return [case.read(row) for row in tx.rows(query)]


def _place(last: CaseRow, now: datetime) -> Place:
    span = _LATE if is_late(last, now) else last.state
    return Place(span, last.urgency, last.due_at or EPOCH, last.number)


def _whole(text: str, many: int) -> tuple[int, ...] | None:
    parts = text.split(".")
    if len(parts) != many or not all(one.isascii() and one.isdecimal() and len(one) < 15 for one in parts):
        return None
    return tuple(map(int, parts))
