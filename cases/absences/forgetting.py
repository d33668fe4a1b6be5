"""What is forgotten when: class lists, whose absence it was, days that were asked for. Codes stay."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update

from cases.absences import classes
from cases.absences.schema import absence, absence_earlier, class_teacher, class_wish, roll, school_class
from cases.admission.schema import person
from cases.followups.schema import follow_up_check
from store.transaction import Transaction


def sweep(tx: Transaction, *, lists: datetime, told: datetime, rolls: datetime) -> None:
    """Delete lists that were last changed and used before `lists`, and days noted before `rolls`.

    Forget whose absences those were that were told before `told`, and whose class it was of who is no teacher
    any more. While a teacher is still to be asked how the pupil of a case is, it is known which pupil it is.
    """
    used = exists().where(class_teacher.c.class_id == school_class.c.id, class_teacher.c.used_at >= lists)
    old = select(school_class.c.id).where(school_class.c.changed_at < lists, ~used)
    for row in tx.rows(old):
        classes.remove(tx, row["id"])
    tx.execute(delete(roll).where(roll.c.noted_at < rolls))
    is_teacher = exists().where(person.c.account == class_teacher.c.account, person.c.role == "teacher")
    tx.execute(delete(class_teacher).where(~is_teacher))
    asks = exists().where(person.c.account == class_wish.c.account, person.c.role == "teacher")
    tx.execute(delete(class_wish).where(~asks))
    is_asked = exists().where(
        follow_up_check.c.case_number == absence.c.case_number, follow_up_check.c.answered_at.is_(None)
    )
    _forget(tx, (absence.c.made_at < told) & ~is_asked)


def of_case(tx: Transaction, number: int) -> None:
    """Forget whose absences those were that became this case."""
    _forget(tx, absence.c.case_number == number)


def _forget(tx: Transaction, which: ColumnElement[bool]) -> None:
    known = which & absence.c.body.is_not(None)
    of_them = absence_earlier.c.absence.in_(select(absence.c.id).where(known))
    tx.execute(update(absence_earlier).where(of_them).values(told_by=""))
    tx.execute(update(absence).where(known).values(pupil="", made_by="", body=None))
