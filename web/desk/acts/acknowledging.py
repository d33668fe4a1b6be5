"""Acknowledging a case at the desk, as the button under its pointer does."""

from cases import progress
from conversations import colleagues, tidings
from web.desk.acts import doing
from web.desk.acts.doing import Became, Deed
from web.desk.doors import Doors

DOORS = Doors()
OPEN = ("open", "delivered")


def acknowledged(deed: Deed) -> Became:
    """Acknowledge every forwarding of the case that came to this person's department."""
    for one in deed.stands.theirs:
        if one.state in OPEN:
            done = progress.acknowledge(deed.tx, token=one.token, actor=deed.actor, now=deed.now)
            tidings.acknowledged(deed.tx, deed.house, done, deed.now)
            colleagues.tell(deed.tx, deed.house, one, colleagues.ACKNOWLEDGED, deed.now)
    return Became("acknowledge")


doing.hang(DOORS, "acknowledge", acknowledged)
