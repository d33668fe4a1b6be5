"""Escalation: a case that nobody acknowledges in time climbs, one level of its department's ladder at a time.

The clock starts when a pointer first reaches the lead or, above it, the department to which the case was
escalated last; or a set time after sending, where nothing could be delivered. Acknowledged cases never climb.
A case that was overdue twice goes to the ombudsman as well (DOMAIN b.2 (iv)). However long the term of its
urgency, whoever has neither acknowledged nor passed it on within the days of `passing_on` is passed by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, bindparam, func, literal_column, select, update

from cases import accused, addressees, clocks, errors, forwarding, history, ladder, passing_on, schema, tasks
from cases.addressees import Telling
from cases.forwarding import Forwarding
from cases.law import Law
from cases.office import Office
from cases.passing_on import Term
from cases.routing import OPERATOR
from cases.tasks import Errand, Task
from store import duties, readdressing
from store.duties import Duty
from store.schema import Moment
from store.transaction import Transaction

KIND = "escalate"
OMBUDSMAN = "OMBUDS"
TO_OMBUDSMAN = 2
"""How often a case was overdue when the ombudsman gets it too."""
HIDDEN = ("held", "declined")

_case = schema.case
_BY_NUMBER = select(_case).where(_case.c.number == bindparam("number"))
_LATE = (_case.c.level > 0) | (_case.c.due_at <= bindparam("now", type_=Moment()))
OVERDUE = select(func.count().label("cases")).where(
    _case.c.state == literal_column("'received'"),  # word for word as the index case_late
    _LATE,
)


@dataclass(frozen=True, slots=True)
class Climbed:
    """What came of a case that was overdue: told now are `to` and `copies`, reminded is the lead.

    `to` is None at the top of the ladder: there `asked` is the operator's task. `again` is when the case has
    to be looked at next; None: no more.
    """

    number: int
    level: int
    to: Forwarding | None
    copies: tuple[Forwarding, ...]
    reminded: Forwarding | None
    asked: Task | None
    again: datetime | None


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whoever has the last of `days` working days to pass a case on, with its chats; `again`: its end."""

    one: Forwarding
    days: int
    again: datetime


def begin(tx: Transaction, office: Office, lead: Forwarding, urgency: str, *, now: datetime) -> None:
    """Have a new case looked at when it should have been acknowledged."""
    duties.add(tx, office.keys, _duty(lead.case_number, latest(urgency, lead.send_at, office.law)), now)


def begin_again(tx: Transaction, office: Office, lead: Forwarding, urgency: str, *, now: datetime) -> None:
    """Have a case whose lead has changed looked at anew, whatever came of it before."""
    due = latest(urgency, lead.send_at, office.law)
    readdressing.begin_again(tx, office.keys, _duty(lead.case_number, due), now=now)


def latest(urgency: str, send_at: datetime, law: Law) -> datetime:
    """The deadline of a pointer that has not been delivered: as if it had been after the set time.

    Never later than `undelivered_hours` after it was to be sent, however long the term.
    """
    start = send_at + timedelta(minutes=law.procedure.undelivered_minutes)
    return min(clocks.due(urgency, start, law), send_at + timedelta(hours=law.procedure.undelivered_hours))


def delivered(tx: Transaction, office: Office, id: int, now: datetime) -> None:
    """Note that a pointer has reached its department; the first to whoever has to answer starts the clock."""
    if not forwarding.delivered(tx, id, now):
        return
    one = forwarding.get(tx, id)
    assert one is not None
    tasks.settle(tx, tasks.UNREACHABLE, about=one.receiver, by="service", now=now)
    if {"lead", "escalated"}.isdisjoint(one.roles):
        return
    row = _row(tx, one.case_number)
    waits = row is not None and row["state"] == "received" and row["clock_at"] is None
    if (
        row is None
        or not waits
        or asked_last(office, row["lead"], forwarding.of_case(tx, one.case_number)).id != id
    ):
        return
    due = clocks.due(row["urgency"], now, office.law)
    tx.execute(update(_case).where(_case.c.number == one.case_number).values(clock_at=now, due_at=due))
    duties.reschedule(tx, key(one.case_number), due)
    passing_on.begin(tx, office, id, answer_by=due, now=now)


def look(tx: Transaction, office: Office, number: int, now: datetime) -> datetime | Climbed | None:
    """Look at a case: None when it is done with, a moment when it is too early, else what was done."""
    row = _row(tx, number)
    if row is None or row["state"] != "received" or row["erased_at"] is not None:
        return None
    told = forwarding.of_case(tx, number)
    due: datetime | None = row["due_at"]
    if row["clock_at"] is None:
        due = latest(row["urgency"], asked_last(office, row["lead"], told).send_at, office.law)
    if due is None or now < due:
        return due
    return _climb(tx, office, row, told, now)


def look_at_term(
    tx: Transaction, office: Office, id: int, now: datetime
) -> datetime | Reminded | Climbed | None:
    """Look at a forwarding whose receiver must acknowledge or pass on within working days.

    None: it did, another has to answer by now, or nobody is above. A moment: too early. On the last day a
    reminder; when that is over, the case climbs as when it is overdue: there is one ladder.
    """
    one = forwarding.get(tx, id)
    row = _row(tx, one.case_number) if one is not None else None
    if one is None or row is None or row["state"] != "received" or row["erased_at"] is not None:
        return None
    told = forwarding.of_case(tx, one.case_number)
    if asked_last(office, row["lead"], told).id != id or row["clock_at"] is None:
        return None
    term = passing_on.term(row["clock_at"], office.law)
    if now < term.reminded_at:
        return term.reminded_at
    if now < term.ends_at:
        return Reminded(addressees.with_chats(tx, office.keys, [one])[0], term.days, term.ends_at)
    if row["due_at"] <= now or _above(tx, office, row, told) is None:
        return None  # overdue by its urgency: the other duty sees to it; or at the top, where it ends
    climbed = _climb(tx, office, row, told, now)
    if climbed.again is not None:
        duties.reschedule(tx, key(one.case_number), climbed.again)
    return climbed


def passed_by_at(tx: Transaction, office: Office, number: int) -> datetime | None:
    """When a case that nobody acknowledges or passes on goes up; None where not before its deadline."""
    row = _row(tx, number)
    if row is None or row["state"] != "received" or row["erased_at"] is not None or row["clock_at"] is None:
        return None
    ends_at = passing_on.term(row["clock_at"], office.law).ends_at
    is_sooner = row["due_at"] is not None and ends_at < row["due_at"]
    told = forwarding.of_case(tx, number) if is_sooner else ()
    return ends_at if is_sooner and _above(tx, office, row, told) is not None else None


def overdue(tx: Transaction, now: datetime) -> int:
    """Count the open cases that nobody acknowledged in time, escalated ones among them."""
    row = tx.row(OVERDUE, {"now": now})
    return int(row["cases"]) if row is not None else 0


def started(tx: Transaction, number: int) -> datetime | None:
    """Give when the clock of a case began to run; None while nobody has been told, or for no such case."""
    row = _row(tx, number)
    found: datetime | None = None if row is None else row["clock_at"]
    return found


def term(tx: Transaction, office: Office, number: int) -> Term:
    """Give the working days of whoever has to answer now to pass the case on.

    Raises:
        UnknownCase: there is no case of this number.
    """
    row = _row(tx, number)
    if row is None:
        raise errors.UnknownCase(number)
    told_at = row["clock_at"] or asked_last(office, row["lead"], forwarding.of_case(tx, number)).send_at
    return passing_on.term(told_at, office.law)


def key(number: int) -> str:
    """Give the key of the duty that looks at this case."""
    return f"{KIND}:{number}"


def _climb(
    tx: Transaction, office: Office, row: RowMapping, told: Sequence[Forwarding], now: datetime
) -> Climbed:
    number, level = row["number"], row["level"] + 1
    lead = next((one for one in told if "lead" in one.roles and one.state != "declined"), None)
    around = accused.of_case(tx, office.keys, number)
    steps = list(ladder.steps(office.departments, row["lead"], ladder.avoided(around)))
    higher = _higher(steps, told)
    if higher is None:
        return _at_the_top(tx, office, row, lead, now)
    unconfirmed = bool(lead and lead.unconfirmed)
    wanted = [Telling(higher, ("escalated",), unconfirmed)]
    ombudsman = _ombudsman(office, told, higher, around) if level == TO_OMBUDSMAN else ""
    if ombudsman:
        wanted.append(Telling(ombudsman, ("copy",), unconfirmed))
    to, *copies = addressees.tell(tx, office, number, wanted, now=now)
    due = latest(row["urgency"], now, office.law)
    raised = {"level": level, "clock_at": None, "due_at": due}
    tx.execute(update(_case).where(_case.c.number == number).values(raised))
    entries = [history.Entry("service", "escalated", number, to.department)]
    entries += [history.Entry("service", "forwarded", number, one.department) for one in copies]
    history.note(tx, entries, now=now)
    reminded = _reminded(tx, office, lead)
    return Climbed(number, level, to, tuple(copies), reminded, None, due)


def _at_the_top(
    tx: Transaction, office: Office, row: RowMapping, lead: Forwarding | None, now: datetime
) -> Climbed:
    """Nobody is left to be told: a person has to see to it."""
    number, level = row["number"], row["level"] + 1
    tx.execute(update(_case).where(_case.c.number == number).values(level=level))
    desk = office.departments.responsible(OPERATOR, "")
    errand = Errand(tasks.OVERDUE, desk.code if desk else OPERATOR, number)
    asked = tasks.ask(tx, office.keys, errand, now=now)
    reminded = _reminded(tx, office, lead)
    return Climbed(number, level, None, (), reminded, asked, None)


def _reminded(tx: Transaction, office: Office, lead: Forwarding | None) -> Forwarding | None:
    """The lead with its chats, once it has been told: before, its first pointer is still being tried."""
    if lead is None or lead.state != "delivered":
        return None
    return addressees.with_chats(tx, office.keys, [lead])[0]


def _above(tx: Transaction, office: Office, row: RowMapping, told: Sequence[Forwarding]) -> str | None:
    """The department to which a case climbs next; None at the top."""
    around = ladder.avoided(accused.of_case(tx, office.keys, row["number"]))
    return _higher(list(ladder.steps(office.departments, row["lead"], around)), told)


def _higher(steps: Sequence[str], told: Sequence[Forwarding]) -> str | None:
    """The next department above everybody who has been asked to answer; None at the top.

    One that declined is passed by, and one that must not hear of it yet.
    """
    asked = [one for one in told if not {"lead", "escalated"}.isdisjoint(one.roles)]
    reached = {code for one in asked for code in (one.department, one.receiver)}
    last = max((number for number, code in enumerate(steps) if code in reached), default=0)
    passed = {one.department for one in told if one.state in HIDDEN}
    return next((code for code in steps[last + 1 :] if code not in passed), None)


def _ombudsman(office: Office, told: Sequence[Forwarding], higher: str, around: Sequence[str]) -> str:
    """The ombudsman's department, "" where it has the case already, is accused, or there is none."""
    found = office.departments.responsible(OMBUDSMAN, "")
    if found is None or found.body != OMBUDSMAN or OMBUDSMAN in around:
        return ""
    return "" if found.code in {higher, *(one.department for one in told)} else found.code


def asked_last(office: Office, lead: str, told: Sequence[Forwarding]) -> Forwarding:
    """Give whoever has to answer now: the highest to whom it was escalated, at first the lead.

    The ladder tells, not a moment: a machine's clock may have been set back in between.
    """
    escalated = {one.department: one for one in told if "escalated" in one.roles and one.state not in HIDDEN}
    if escalated:
        steps = [code for code in ladder.steps(office.departments, lead, ()) if code in escalated]
        return escalated[steps[-1]] if steps else next(iter(escalated.values()))
    return next((one for one in told if "lead" in one.roles and one.state not in HIDDEN), told[0])


def _row(tx: Transaction, number: int) -> RowMapping | None:
    return tx.row(_BY_NUMBER, {"number": number})


def _duty(number: int, due: datetime) -> Duty:
    return Duty(KIND, key(number), due, str(number).encode())
