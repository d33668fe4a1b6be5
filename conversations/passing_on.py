"""The last day on which a report can be passed on: whoever has it is reminded; then it goes one level up."""

from datetime import datetime

from cases import case, escalation, passing_on
from cases.escalation import Climbed, Reminded
from conversations import escalations, pointing
from conversations.house import House
from conversations.pointing import Occasion
from store.duties import Claimed
from store.transaction import Transaction

KIND = passing_on.KIND


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> datetime | None:
    """Look at the forwarding of this duty; gives when to look again, None when there is no need to."""
    seen = escalation.look_at_term(tx, house.office_at(now), int(duty.payload), now)
    if isinstance(seen, Reminded):
        row, name = case.get(tx, seen.one.case_number), f"last-day-{seen.one.id}:"
        occasion = Occasion(name, reminder=True, last_day=seen.days)
        pointing.point(tx, house, row, [seen.one], territory=row.territory, now=now, occasion=occasion)
        return seen.again
    if isinstance(seen, Climbed):
        escalations.tell(tx, house, seen, now)
        return None
    return seen
