"""What can happen to a sample case, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from cases import case, forwarding
from conversations.incoming import Address, Incoming
from hotline.samples.elapsing import Elapsing
from store.transaction import Transaction

CHANNEL = "demo"
ACKNOWLEDGE, BACK_TO_OPERATOR = "k:{token}", "n:{token}:o"
_OFFICER = "demo-officer"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened so long ago."""

    ago: timedelta
    happen: Callable[[Elapsing], None]


def pressed(button: str, number: int = 0) -> Callable[[Elapsing], None]:
    """Press a button of a case's lead, in the chat that the demonstration has enrolled for it.

    Without a number it is the newest case's.
    """

    def happen(elapsing: Elapsing) -> None:
        composed = elapsing.composed
        with composed.database.transaction() as tx:
            told = forwarding.of_case(tx, number or newest(tx))
            lead = next(one for one in told if "lead" in one.roles)
            body = composed.directory.departments.get(lead.receiver).body
            token = button.format(token=lead.token)
            said = Incoming(Address(CHANNEL, body), _OFFICER, "button", token, group=True)
            elapsing.reception.hear_all(tx, [said], elapsing.now)

    return happen


def newest(tx: Transaction) -> int:
    """Give the number of the newest case; 0 while there is none."""
    return max((row.number for row in case.listing(tx, limit=1)), default=0)
