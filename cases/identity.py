"""Who the child is: the part "child" of a case, and who may read it.

Names, birth, parents, addresses and school go only to bodies that act on them (DOMAIN b.2): the lead, who
follows up, the coordinator and the recovery key. Whoever only watches the clock reads no name.
"""

from collections.abc import Mapping
from datetime import datetime

from cases import accused, forwarding, ladder, parts, readers
from cases.keyring import COORDINATOR, RECOVERY
from cases.office import Office
from store.transaction import Transaction

PART = "child"
_ACTING = {"lead", "owner"}
_WATCHING = {"OPERATOR", "OMBUDS"}
_ABOVE = (COORDINATOR, RECOVERY)


def keep(
    tx: Transaction,
    office: Office,
    number: int,
    answers: Mapping[str, object],
    *,
    unread: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    """Seal who the child is for those who act on it. `answers` by the questions of form 1 ("q1" the name);
    `unread`: what was typed and could not be read.
    """
    told = {"answers": dict(answers), "unread": dict(unread or {})}
    parts.keep(tx, number, PART, told, holders(tx, office, number), now=now)


def holders(tx: Transaction, office: Office, number: int) -> tuple[str, ...]:
    """Give the holders of keys who may know the child: lead and follow-up, with the steps above them in their
    own services, and those above all. A case that somebody else takes over is given to them as a whole
    (`cases.release`).
    """
    told = [one for one in forwarding.of_case(tx, number) if not _ACTING.isdisjoint(one.roles)]
    avoided = ladder.avoided(accused.of_case(tx, office.keys, number))
    steps = {step for one in told for step in ladder.steps(office.departments, one.department, avoided)}
    acting = {step for step in steps if step.partition(":")[0] not in _WATCHING}
    acting |= {one.department for one in told}
    whole = readers.of_case(tx, office, number).whole
    return tuple(holder for holder in whole if holder in acting or holder in _ABOVE)
