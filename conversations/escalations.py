"""Escalation told: the next level gets its pointer, the lead a reminder, the operator a task at the top."""

from datetime import datetime

from cases import case, escalation
from cases.escalation import Climbed
from conversations import pointing, tasks
from conversations.house import House
from conversations.pointing import Occasion
from store.duties import Claimed
from store.transaction import Transaction


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> datetime | None:
    """Look at the case of this duty; gives when to look again, None when there is no need to."""
    return look_at(tx, house, int(duty.payload), now)


def look_at(tx: Transaction, house: House, number: int, now: datetime) -> datetime | None:
    """Look at a case, and tell everybody who has to be told if nobody has acknowledged it in time."""
    seen = escalation.look(tx, house.office_at(now), number, now)
    if seen is None or isinstance(seen, datetime):
        return seen
    tell(tx, house, seen, now)
    return seen.again


def tell(tx: Transaction, house: House, seen: Climbed, now: datetime) -> None:
    """Tell the next level of a case that climbed, and remind who was passed by."""
    row = case.get(tx, seen.number)
    place, name = row.territory, f"level-{seen.level}:"
    if seen.to is not None:
        to = (seen.to, *seen.copies)
        pointing.point(tx, house, row, to, territory=place, now=now, occasion=Occasion(name))
    if seen.reminded is not None:
        again = Occasion(f"reminder-{name}", reminder=True)
        pointing.point(tx, house, row, [seen.reminded], territory=place, now=now, occasion=again)
    if seen.asked is not None:
        tasks.show(tx, house, [seen.asked], now)
