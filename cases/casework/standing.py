"""How somebody stands to a case: in which role, by which forwardings, and how much of it they read."""

from dataclasses import dataclass, field
from datetime import datetime

from cases import case, forwarding, opening
from cases.case import CaseRow
from cases.content import REPORT
from cases.forwarding import Forwarding
from cases.office import Office
from cases.officers import Officer, SignedIn
from cases.readers import TRIAGE
from store.transaction import Transaction

ANSWERS = frozenset({"lead", "escalated"})
WORKS = ANSWERS | {"owner"}


@dataclass(frozen=True, slots=True)
class Standing:
    """`told` are all forwardings of the case; `theirs` those by which this person's department was told of
    it, the one that has to answer first. `reads_all`: their keys open the whole report.
    """

    case: CaseRow
    officer: Officer = field(repr=False)
    told: tuple[Forwarding, ...]
    theirs: tuple[Forwarding, ...]
    reads_all: bool

    @property
    def oversees(self) -> bool:
        """Whether they see to all cases of their territory: operators and coordinators."""
        return self.officer.role in opening.SEE_ALL

    @property
    def is_operator(self) -> bool:
        """Whether they work for the hotline itself."""
        return self.officer.role == "operator" or (
            self.officer.role == "officer" and self.officer.department.startswith(TRIAGE)
        )

    @property
    def answers(self) -> bool:
        """Whether their department has to answer for the case: it leads, or it was escalated to it."""
        return any(not ANSWERS.isdisjoint(one.roles) for one in self.theirs)

    @property
    def works(self) -> bool:
        """Whether their department works on the case: it answers for it, or follows it up."""
        return any(not WORKS.isdisjoint(one.roles) for one in self.theirs)


def of(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> Standing:
    """Give how this officer stands to a case that is theirs to open (`opening.admitted`).

    Raises:
        UnknownCase: there is no case of this number.
    """
    told = forwarding.of_case(tx, number)
    theirs = [one for one in told if _is_theirs(signed.officer, one) and forwarding.is_told(one, now)]
    theirs.sort(key=lambda one: (ANSWERS.isdisjoint(one.roles), "owner" not in one.roles, one.id))
    reads_all = REPORT in opening.openable(tx, signed.unlocked, number)
    return Standing(case.get(tx, number), signed.officer, told, tuple(theirs), reads_all)


def _is_theirs(officer: Officer, one: Forwarding) -> bool:
    return bool(officer.department) and officer.department in (one.department, one.receiver)
