"""Forwarding a copy of a case to one more department, by somebody whose keys open it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import update

from cases import addressees, case, errors, forwarding, history, ladder, release, rerouting, schema
from cases.addressees import Telling
from cases.forwarding import Forwarding
from cases.keyring import Unlocked
from cases.office import Office
from cases.readers import READ_ALL
from directory.departments import Department
from store.transaction import Transaction

_case = schema.case


def offered(tx: Transaction, office: Office, number: int) -> tuple[Department, ...]:
    """Give the departments that may get a copy: of the case's place, not accused, not declined, not told.

    While somebody is held back, so that nobody is warned too early, neither is anyone above them offered.

    Raises:
        UnknownCase: there is no case of this number.
    """
    told = forwarding.of_case(tx, number)
    has_it = {code for one in told for code in (one.department, one.receiver)}
    lead = next((one for one in told if "lead" in one.roles), None)
    if lead is None:
        return ()
    found = rerouting.offered(tx, office, lead, case.get(tx, number).territory)
    above = {code for one in told if one.state == "held" for code in _above(office, one.department)}
    return tuple(one for one in found if one.code not in has_it and one.code not in above)


def forward(
    tx: Transaction,
    office: Office,
    unlocked: Unlocked,
    number: int,
    department: str,
    *,
    actor: str,
    now: datetime,
) -> Forwarding:
    """Have one more department told, with the key of what it may read; gives its forwarding with its chats.

    Raises:
        UnknownCase: there is no case of this number.
        ReleaseRefused: this department has it already, declined, is accused, or is not of the place.
        NotForThisKey: these keys do not open the report.
    """
    row = case.get(tx, number)
    if row.state == "closed" or department not in {one.code for one in offered(tx, office, number)}:
        raise errors.ReleaseRefused
    (told,) = addressees.tell(tx, office, number, [Telling(department, ("copy",))], now=now)
    if row.state != "received":
        forwarding.await_answer(tx, number, False)
    copies = " ".join((*row.copies, department))
    tx.execute(update(_case).where(_case.c.number == number).values(copies=copies))
    history.note(tx, [history.Entry(actor, "forwarded", number, department)], now=now)
    release.give(tx, office, unlocked, number, department, actor=actor, now=now)
    return told


def _above(office: Office, department: str) -> Iterator[str]:
    steps = ladder.steps(office.departments, department, ())
    return (code for code in steps if code.partition(":")[0] not in READ_ALL)
