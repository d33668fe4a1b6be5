"""Who may read which part of a case: holders of keys, by the roles that they have in it.

The whole report: the lead, who follows up, the child-rights body and the police among the copies, each with
every level of its ladder; the triage desk, the coordinator and the recovery key. The other copies read an
extract without a word or file of the reporter (DOMAIN b.2: "no names", "the workplace, not the child").
Whoever is held back or accused, or declined, reads nothing: not even through the ladder of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cases import accused, forwarding, ladder
from cases.forwarding import Forwarding
from cases.keyring import COORDINATOR, RECOVERY
from cases.office import Office
from store.transaction import Transaction

TRIAGE = "OPERATOR"
READ_ALL = frozenset({"CHILD_RIGHTS", "CHILD_RIGHTS_NAT", "POLICE_JUV", "POLICE_TIP", TRIAGE})
POLICE = frozenset({"POLICE_JUV", "POLICE_TIP"})
HIDDEN_FROM = ("held", "declined")


@dataclass(frozen=True, slots=True)
class Readers:
    """Codes of holders. `whole` read everything; `extract` only the extract; `police` what only they may."""

    whole: tuple[str, ...]
    extract: tuple[str, ...]
    police: tuple[str, ...]


def choose(office: Office, forwardings: Iterable[Forwarding], around: Iterable[str]) -> Readers:
    """Give the readers of a case with these forwardings, whose report accuses these bodies."""
    told, avoided = tuple(forwardings), ladder.avoided(around)
    hidden = {one.department for one in told if one.state in HIDDEN_FROM}
    whole: dict[str, None] = {}
    others: dict[str, None] = {}
    police: dict[str, None] = {}
    for one in told:
        if one.department in hidden:
            continue
        body = one.department.partition(":")[0]
        above = ladder.steps(office.departments, one.department, avoided)
        steps = tuple(code for code in above if code not in hidden)
        reads_all = body in READ_ALL or not {"lead", "owner"}.isdisjoint(one.roles)
        (whole if reads_all else others).update(dict.fromkeys(steps))
        police.update(dict.fromkeys(code for code in steps if code.partition(":")[0] in POLICE))
    desk = office.departments.responsible(TRIAGE, "")
    whole.update(dict.fromkeys([*([desk.code] if desk else []), COORDINATOR, RECOVERY]))
    return Readers(tuple(whole), tuple(code for code in others if code not in whole), (*police, RECOVERY))


def of_case(tx: Transaction, office: Office, number: int) -> Readers:
    """Give the readers of a case as it stands now."""
    return choose(office, forwarding.of_case(tx, number), accused.of_case(tx, office.keys, number))
