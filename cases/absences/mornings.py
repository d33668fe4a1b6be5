"""Who is asked in the morning of a school day, in the season, which pupils are there."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from cases.absences import classes, rolls, schools, seasons
from cases.absences.classes import SchoolClass
from cases.absences.schema import class_teacher, school_class
from cases.admission.schema import person
from directory.territory import Territories
from store.seal import Keys
from store.transaction import Transaction


def to_ask(
    tx: Transaction, keys: Keys, territories: Territories, day: date
) -> Mapping[str, tuple[SchoolClass, ...]]:
    """Give the classes of which each teacher is to be asked, by the keyed hash of the teacher's account.

    Asked are those who want it, of classes in a place with seasonal work on that day, of which nobody has
    said yet who was there.
    """
    query = (
        select(class_teacher.c.account, class_teacher.c.class_id)
        .join(school_class, school_class.c.id == class_teacher.c.class_id)
        .join(person, person.c.account == class_teacher.c.account)
        .where(
            class_teacher.c.reminded == 1,
            person.c.role == "teacher",
            person.c.school == school_class.c.school,
        )
        .order_by(class_teacher.c.account, class_teacher.c.used_at.desc(), class_teacher.c.class_id)
    )
    asked: dict[str, tuple[SchoolClass, ...]] = {}
    for row in tx.rows(query):
        of = classes.get(tx, keys, row["class_id"])
        place = schools.get(tx, keys, of.school).territory
        if of.present and seasons.of_place(place, day, territories) and not rolls.is_noted(tx, of.id, day):
            asked[row["account"]] = (*asked.get(row["account"], ()), of)
    return asked


def is_anybody_asked(tx: Transaction) -> bool:
    """Tell whether there is a class whose teacher wants to be asked."""
    asked = select(class_teacher.c.class_id).where(class_teacher.c.reminded == 1).limit(1)
    return tx.row(asked) is not None
