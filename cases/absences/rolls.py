"""Days on which a class was asked for: whoever was asked once that day is not asked again."""

from datetime import date, datetime

from sqlalchemy import select

from cases.absences.schema import roll
from store.transaction import Transaction


def note(tx: Transaction, class_id: str, day: date, *, now: datetime) -> None:
    """Note that a teacher said who of the class was there on that day."""
    tx.upsert(roll, {"class_id": class_id, "day": day.isoformat(), "noted_at": now})


def is_noted(tx: Transaction, class_id: str, day: date) -> bool:
    """Tell whether a teacher said who of the class was there on that day."""
    of_day = (roll.c.class_id == class_id) & (roll.c.day == day.isoformat())
    return tx.row(select(roll.c.day).where(of_day)) is not None
