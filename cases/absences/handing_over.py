"""A class goes to a colleague: only when whoever teaches it agrees, or the coordinator; noted in the history.

A class list has names. Nobody gets to see one by asking for it, by writing the label of the class, or by
bringing a list of it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from cases import history
from cases.absences import classes
from cases.absences.classes import SchoolClass
from cases.absences.schema import class_teacher
from cases.absences.schema import class_wish as table
from cases.admission.schema import person
from cases.history import Entry
from store.transaction import Transaction

OVER, TOGETHER, REFUSED = "over", "together", "no"
ANSWERS = (OVER, TOGETHER, REFUSED)
_ACTS = {OVER: "class handed over", TOGETHER: "class taught together", REFUSED: "class not handed over"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A teacher of the school asks to teach a class; `joined_at`: since when that account is here."""

    class_id: str
    account: str = field(repr=False)
    asked_at: datetime
    joined_at: datetime


def ask(tx: Transaction, of: SchoolClass, account: str, *, now: datetime) -> bool:
    """Note that a teacher asks for a class; False: it is theirs, or was asked for already."""
    key = {"class_id": of.id, "account": account}
    if account in classes.teachers_of(tx, of.id) or any(one.account == account for one in asked(tx, of)):
        return False
    tx.insert_once(table, {**key, "asked_at": now})
    history.note(tx, [Entry("teacher", f"class asked for: {of.id}")], now=now)
    return True


def asked(tx: Transaction, of: SchoolClass) -> tuple[Wish, ...]:
    """Give who asks for a class and is a teacher of its school now, the first first."""
    query = (
        select(table, person.c.joined_at)
        .join(person, person.c.account == table.c.account)
        .where(table.c.class_id == of.id, person.c.role == "teacher", person.c.school == of.school)
        .order_by(table.c.asked_at, table.c.account)
    )
    return tuple(
        Wish(row["class_id"], row["account"], row["asked_at"], row["joined_at"]) for row in tx.rows(query)
    )


def answer(tx: Transaction, of: SchoolClass, account: str, how: str, *, actor: str, now: datetime) -> bool:
    """Do what was decided of a wish (one of `ANSWERS`); False: nobody asks any more.

    Handed over, whoever taught the class sees it no more; what they reported stays.
    """
    if how not in _ACTS or not any(one.account == account for one in asked(tx, of)):
        return False
    tx.delete(table, {"class_id": of.id, "account": account})
    if how == OVER:
        tx.execute(delete(class_teacher).where(class_teacher.c.class_id == of.id))
    if how != REFUSED:
        classes.take(tx, of.id, account, now=now)
    history.note(tx, [Entry(actor, f"{_ACTS[how]}: {of.id}")], now=now)
    return True


def leave_all(tx: Transaction, account: str) -> None:
    """Take every class from an account that is let go, and what it asked for; the lists stay."""
    for of_account in (class_teacher, table):
        tx.execute(delete(of_account).where(of_account.c.account == account))
