"""What the family says of its agreement after a measure was written down: given, refused, or taken back.

Taken back, nothing of the child is read behind the link any more, at once; the measure stays, and waits.
"""

from dataclasses import dataclass
from datetime import datetime

from cases import parts, readers
from cases.office import Office
from cases.referrals import answering, consent, links, measures
from cases.referrals.errors import NotNow
from cases.referrals.measures import Measure
from locales import daytime
from store.transaction import Transaction

OUT = frozenset({"sent", "accepted", "more"})
"""States in which an organisation has the measure."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the family said, and which of them was asked ("" unknown): codes of `consent`."""

    given: str
    asked: str = ""


def note(tx: Transaction, office: Office, known: Measure, said: Said, *, by: str, now: datetime) -> Measure:
    """Note what the family says now; gives the measure as it is then.

    Raises:
        NotNow: the measure is over.
    """
    if known.state not in measures.OPEN:
        raise NotNow
    name = f"agreed:{known.id}:{len(measures.agreements(tx, known)) + 1}"
    told = {"given": said.given, "asked": said.asked, "day": daytime.day(now).isoformat()}
    parts.keep(
        tx, known.case_number, name, told, readers.of_case(tx, office, known.case_number).whole, now=now
    )
    act, state = _became(known, said.given)
    if act == "measure taken back":
        links.end(tx, links.MEASURE, known.id, why=links.BACK, now=now)
        answering.settle(tx, known, by=by, now=now)
    return measures.change(tx, known, act, by=by, now=now, consent=said.given, state=state)


def _became(known: Measure, given: str) -> tuple[str, str]:
    """Give the act of the history, and the state of the measure from then on."""
    if consent.lets_go(given):
        return "measure agreed", "agreed" if known.state == "proposed" else known.state
    act = "measure taken back" if known.state in OUT else "measure not agreed"
    return act, "proposed" if given == consent.LATER else "agreed"
