"""Handing a monitor's visit in: its children become cases, and everybody is told who has to be."""

from datetime import datetime

from cases.filing import Filed
from cases.visits import submitting
from cases.visits.drafts import Draft
from cases.visits.submitting import Submitted
from conversations import pointing, tasks
from conversations.house import House
from conversations.pointing import Occasion
from store.transaction import Transaction


def submit(tx: Transaction, house: House, visit: Draft, *, now: datetime) -> Submitted:
    """Submit a visit, send the departments their pointers, show people what they have to do.

    A child whose alarm was raised during the visit is known to them already: told are those whom the whole
    visit adds. Raises as `submitting.submit`.
    """
    done = submitting.submit(tx, house.office_at(now), visit, now=now)
    for filed in done.children:
        if filed.again:
            pointing.send_again(tx, house, filed.forwardings, now)
            tasks.show(tx, house, filed.asked, now)
        else:
            _tell(tx, house, filed, visit.territory, now)
    tasks.show(tx, house, done.asked, now)
    return done


def alert(tx: Transaction, house: House, visit: Draft, child: int, *, now: datetime) -> Filed:
    """Raise the alarm for a child in a worst form before the visit is finished; again does nothing more."""
    filed = submitting.alert(tx, house.office_at(now), visit, child, now=now)
    _tell(tx, house, filed, visit.territory, now)
    return filed


def _tell(tx: Transaction, house: House, filed: Filed, territory: str, now: datetime) -> None:
    if filed.again:
        return
    first = Occasion(linked=filed.linked)
    pointing.point(tx, house, filed, filed.forwardings, territory=territory, now=now, occasion=first)
    tasks.show(tx, house, filed.asked, now)
