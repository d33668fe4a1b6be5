"""Re-routing: a case goes to another lead, because the first one says that it is not theirs.

A department that declined is never chosen again, and neither is one that the report accuses. After two who
declined, the case goes to the operator, who has to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from cases import accused, addressees, clocks, errors, escalation, forwarding, history, ladder, schema, tasks
from cases.addressees import Telling
from cases.content import REPORT
from cases.forwarding import Forwarding
from cases.office import Office
from cases.routing import OPERATOR
from cases.tasks import Errand, Task
from directory import bodies
from directory.departments import Department
from store.transaction import Transaction

REASONS = ("other_body", "other_place", "not_for_departments", "decided")
MOST_DECLINES = 2
ANSWERS = frozenset({"lead", "escalated"})
LIKELY = ("told", "above")
MOST_LIKELY = 3

_case = schema.case


@dataclass(frozen=True, slots=True)
class Wish:
    """To whom a case is to go, why, and who says so; `territory` where its place turned out to be another."""

    to: str
    reason: str
    actor: str
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Rerouted:
    """What came of it: the new lead's forwarding with its chats, and what people have to do."""

    number: int
    lead: Forwarding
    asked: tuple[Task, ...]


def decline(tx: Transaction, office: Office, one: Forwarding, wish: Wish, *, now: datetime) -> Rerouted:
    """Pass a case on from a department that has to answer and declines; the clock starts anew.

    Raises:
        ReroutingRefused: it has been acknowledged, declined or closed, or may not go to that department.
    """
    fresh = forwarding.get(tx, one.id)
    row = tx.row(select(_case.c.state).where(_case.c.number == one.case_number))
    is_open = row is not None and row["state"] == "received"
    if fresh is None or not is_open or fresh.state == "declined" or ANSWERS.isdisjoint(fresh.roles):
        raise errors.ReroutingRefused
    others = [two for two in forwarding.of_case(tx, one.case_number) if two.state == "declined"]
    by_desk = _is_desk(fresh.department)
    decides = not by_desk and 1 + sum(not _is_desk(two.department) for two in others) >= MOST_DECLINES
    if decides:
        wish = Wish(desk(office).code, wish.reason, wish.actor, wish.territory)
    done = _reroute(tx, office, fresh, wish, now)
    if not decides:
        return done
    decide = tasks.ask(tx, office.keys, Errand(tasks.DECIDE, wish.to, one.case_number), now=now)
    return Rerouted(done.number, done.lead, (*done.asked, *((decide,) if decide else ())))


def reroute(tx: Transaction, office: Office, number: int, wish: Wish, *, now: datetime) -> Rerouted:
    """Pass a case on by an operator's word, whatever its lead says, even when it was acknowledged.

    Raises:
        UnknownCase: there is no case of this number.
        ReroutingRefused: it is closed, or may not go to that department.
    """
    row = tx.row(select(_case.c.state).where(_case.c.number == number))
    if row is None:
        raise errors.UnknownCase(number)
    lead = next((one for one in forwarding.of_case(tx, number) if _leads(one)), None)
    if lead is None or row["state"] == "closed":
        raise errors.ReroutingRefused
    return _reroute(tx, office, lead, wish, now)


def offered(tx: Transaction, office: Office, one: Forwarding, territory: str) -> tuple[Department, ...]:
    """Give the departments of that place that may take the case over, one of each body."""
    refused = _refused(tx, office, one.case_number) | {one.department}
    found: list[Department] = []
    for code in bodies.all_bodies():
        body = office.law.bodies.get(code)
        department = office.departments.responsible(code, territory)
        if code == OPERATOR or body is None or not body.receives or department is None:
            continue
        if department.body == code and not {code, department.code} & refused:
            found.append(department)
    return tuple(found)


def likely(
    tx: Transaction, office: Office, one: Forwarding, territory: str
) -> tuple[tuple[Department, str], ...]:
    """Give up to three of those `offered` who probably answer instead, each with why (a code of `LIKELY`).

    First those whom the rules told of this very case, who follow it up before the others; then the next above
    the one that declines.
    """
    open_to = {department.code: department for department in offered(tx, office, one, territory)}
    told = [two for two in forwarding.of_case(tx, one.case_number) if two.department in open_to]
    told.sort(key=lambda two: ("owner" not in two.roles, two.id))
    why = {two.department: "told" for two in told}
    above = office.departments.above(one.department)
    if above is not None and above.code in open_to:
        why.setdefault(above.code, "above")
    return tuple((open_to[code], reason) for code, reason in why.items())[:MOST_LIKELY]


def of_place(
    tx: Transaction, office: Office, one: Forwarding, territory: str, *, body: str = ""
) -> Department:
    """Give who answers for the body's field at another place; the operator where it may not be chosen.

    `body`: the kind of authority, where it is another one as well.
    """
    found = office.departments.responsible(body or one.department.partition(":")[0], territory)
    refused = _refused(tx, office, one.case_number) | {one.department}
    return desk(office) if found is None or {found.code, found.body} & refused else found


def desk(office: Office) -> Department:
    """Give the operator's department.

    Raises:
        NobodyResponsible: the directory has none.
    """
    found = office.departments.responsible(OPERATOR, "")
    if found is None:
        raise errors.NobodyResponsible(OPERATOR)
    return found


def _reroute(tx: Transaction, office: Office, old: Forwarding, wish: Wish, now: datetime) -> Rerouted:
    number = old.case_number
    if wish.to == old.department or {wish.to, wish.to.partition(":")[0]} & _refused(tx, office, number):
        raise errors.ReroutingRefused
    told = forwarding.of_case(tx, number)
    follows = "owner" in old.roles
    forwarding.change(tx, old.id, state="declined", reason=wish.reason, roles="copy")
    for one in told:
        if one.id != old.id and not ANSWERS.isdisjoint(one.roles):
            forwarding.change(tx, one.id, roles=" ".join(_without(one.roles)))
    telling = Telling(wish.to, ("lead", "owner") if follows else ("lead",), old.unconfirmed)
    (lead,) = addressees.tell(tx, office, number, [telling], now=now)
    urgency = _written(tx, office, lead, wish, now)
    escalation.begin_again(tx, office, lead, urgency, now=now)
    entry = history.Entry(wish.actor, f"rerouted: {wish.reason}", number, wish.to)
    history.note(tx, [history.Entry(wish.actor, "declined", number, old.department), entry], now=now)
    for kind in (tasks.DECIDE, tasks.OVERDUE):
        tasks.settle(tx, kind, number=number, by=wish.actor, now=now)
    return Rerouted(number, lead, _needs_key(tx, office, lead, now))


def _written(tx: Transaction, office: Office, lead: Forwarding, wish: Wish, now: datetime) -> str:
    """Write the new lead into the case; gives its urgency."""
    row = tx.row(select(_case).where(_case.c.number == lead.case_number))
    assert row is not None
    changed = {
        "lead": lead.department,
        "copies": " ".join(code for code in row["copies"].split() if code != lead.department),
        "state": "received",
        "acknowledged_at": None,
        "level": 0,
        "clock_at": None,
        "taken_by": "",
        "accepted_at": None,
        "due_at": clocks.due(row["urgency"], now, office.law),
    }
    if "owner" in lead.roles:
        changed["owner"] = lead.department
    if wish.territory:
        changed["territory"] = wish.territory
    tx.execute(update(_case).where(_case.c.number == lead.case_number).values(changed))
    forwarding.await_answer(tx, lead.case_number, True)
    return str(row["urgency"])


def _needs_key(tx: Transaction, office: Office, lead: Forwarding, now: datetime) -> tuple[Task, ...]:
    """Have somebody hand the key over where the new lead is outside of those who hold one."""
    key = schema.part_key.c
    holders = tx.rows(select(key.holder).where(key.case_number == lead.case_number, key.part == REPORT))
    if not holders or lead.department in {row["holder"] for row in holders}:
        return ()
    errand = Errand(tasks.RELEASE, desk(office).code, lead.case_number, lead.department)
    task = tasks.ask(tx, office.keys, errand, now=now)
    return (task,) if task else ()


def _refused(tx: Transaction, office: Office, number: int) -> frozenset[str]:
    """Codes of departments that declined or are held back, and of bodies that are accused."""
    told = forwarding.of_case(tx, number)
    hidden = {
        one.department for one in told if one.state in escalation.HIDDEN and not _is_desk(one.department)
    }
    return ladder.avoided(accused.of_case(tx, office.keys, number)) | hidden


def _leads(one: Forwarding) -> bool:
    return "lead" in one.roles and one.state != "declined"


def _is_desk(department: str) -> bool:
    return department.partition(":")[0] == OPERATOR


def _without(roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(role for role in roles if role not in ANSWERS) or ("copy",)
