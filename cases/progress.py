"""What becomes of a case: so far, that a department acknowledges having received it.

received ──▶ acknowledged
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from cases import enrolment, errors, history, people, schema, tasks
from cases import forwarding as forwardings
from cases.forwarding import Forwarding
from store.seal import Keys
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What an acknowledgement did.

    `first`: nobody had acknowledged this forwarding before. `now_acknowledged`: by this very act the case
    itself became acknowledged. Only then, and only if the reporter chose it, `tell` is the reporter's
    address, sealed as it was given, and `language` the language to tell them in: so they are told once.
    """

    first: bool
    number: int
    department: str
    now_acknowledged: bool
    tell: bytes | None = None
    language: str = ""


def acknowledge(
    tx: Transaction, *, token: str | None = None, number: int | None = None, actor: str, now: datetime
) -> Acknowledged:
    """Acknowledge one forwarding, by the token of its button, or that of the lead, by the number of the case.

    Works once, whoever does it; again does nothing. A copy's acknowledges its own forwarding; the lead's, or
    that of a department to which the case was escalated, the case.
    `actor` is a role or department code ("desk", "POLICE_JUV:610000000"), never a person; whether a
    chat and an account may act is `entitled`'s to say, before.

    Raises:
        UnknownForwarding: no button has this token, its pointer has not been released, or it was declined.
        UnknownCase: there is no case of this number.
    """
    found = _by_token(tx, token) if token is not None else _lead_of(tx, number or 0)
    row = schema.forwarding.c
    first = tx.execute(
        update(schema.forwarding)
        .where(row.id == found.id, row.acknowledged_at.is_(None))
        .values(acknowledged_at=now, state="acknowledged")
    )
    if not first:
        return Acknowledged(False, found.case_number, found.department, False)
    history.note(tx, [history.Entry(actor, "acknowledged", found.case_number, found.department)], now=now)
    answers = not {"lead", "escalated"}.isdisjoint(found.roles)
    if not answers or not _case_acknowledged(tx, found.case_number, now):
        return Acknowledged(True, found.case_number, found.department, False)
    reporter = tx.row(
        select(schema.reporter_link).where(schema.reporter_link.c.case_number == found.case_number)
    )
    tell, language = (None, "") if reporter is None else (reporter["address"], reporter["language"])
    return Acknowledged(True, found.case_number, found.department, True, tell, language)


def entitled(
    tx: Transaction, keys: Keys, forwarding: Forwarding, channel: str, chat: str, account: str
) -> bool:
    """Tell whether this account, in this chat, may act for the department that the forwarding went to.

    The chat must be enrolled for the department or for its receiver. Once officers have joined that
    department, the account must be one of them.
    """
    theirs = frozenset((forwarding.department, forwarding.receiver))
    return acts_for(tx, keys, theirs, (channel, chat, account))


def acts_for(tx: Transaction, keys: Keys, departments: frozenset[str], whence: tuple[str, str, str]) -> bool:
    """Tell whether somebody may act for one of these departments; `whence`: channel, chat and account."""
    channel, chat, account = whence
    codes = departments.intersection(enrolment.departments_at(tx, keys, channel, chat))
    return any(_may_act(tx, keys, code, account) for code in sorted(codes))


def _may_act(tx: Transaction, keys: Keys, department: str, account: str) -> bool:
    if not people.has_officers(tx, department):
        return True
    person = people.person(tx, keys, account)
    return person is not None and (person.role, person.department) == ("officer", department)


def _by_token(tx: Transaction, token: str) -> Forwarding:
    found = forwardings.by_token(tx, token)
    if found is None or found.state in ("held", "declined"):
        raise errors.UnknownForwarding
    return found


def _lead_of(tx: Transaction, number: int) -> Forwarding:
    lead = next((one for one in forwardings.of_case(tx, number) if "lead" in one.roles), None)
    if lead is None:
        raise errors.UnknownCase(number)
    return lead


def _case_acknowledged(tx: Transaction, number: int, now: datetime) -> bool:
    case = schema.case
    changed = update(case).where(case.c.number == number, case.c.state == "received")
    if not tx.execute(changed.values(state="acknowledged", acknowledged_at=now)):
        return False
    forwardings.await_answer(tx, number, False)
    tasks.settle(tx, "overdue", number=number, by="service", now=now)
    return True
