"""How somebody stands to a case: in which role, by which forwardings, and how much of it they read."""

from dataclasses import dataclass, field
from datetime import datetime

from cases import case, forwarding, officers, opening, scope, tasks
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

    `holder` is who works on the case, None where nobody does, or who did has left. `waits_for_key`: some
    department was told and has no key yet.
    """

    case: CaseRow
    officer: Officer = field(repr=False)
    told: tuple[Forwarding, ...]
    theirs: tuple[Forwarding, ...]
    reads_all: bool
    holder: Officer | None = field(repr=False)
    waits_for_key: bool
    now: datetime

    @property
    def oversees(self) -> bool:
        """Whether they see to all cases of their territory: operators and coordinators."""
        return self.officer.role in scope.SEE_ALL

    @property
    def is_operator(self) -> bool:
        """Whether they work for the hotline itself."""
        desk = self.officer.department.partition(":")[0] == TRIAGE
        return self.officer.role == "operator" or (self.officer.role == "officer" and desk)

    @property
    def answers(self) -> bool:
        """Whether their department has to answer for the case: it leads, or it was escalated to it."""
        return any(not ANSWERS.isdisjoint(one.roles) for one in self.theirs)

    @property
    def works(self) -> bool:
        """Whether their department works on the case: it answers for it, or follows it up."""
        return any(not WORKS.isdisjoint(one.roles) for one in self.theirs)

    @property
    def is_taken(self) -> bool:
        """Whether somebody who is still here works on the case."""
        return self.holder is not None


def of(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> Standing:
    """Give how this officer stands to a case that is theirs to open (`scope.holds`).

    Raises:
        UnknownCase: there is no case of this number.
    """
    row, told = case.get(tx, number), forwarding.of_case(tx, number)
    theirs = [one for one in told if _is_theirs(signed.officer, one) and forwarding.is_told(one, now)]
    theirs.sort(key=lambda one: (ANSWERS.isdisjoint(one.roles), "owner" not in one.roles, one.id))
    waiting = {task.errand.kind for task in tasks.open_of(tx, number)}
    return Standing(
        case=row,
        officer=signed.officer,
        told=told,
        theirs=tuple(theirs),
        reads_all=REPORT in opening.openable(tx, signed.unlocked, number),
        holder=_holder(tx, office, row),
        waits_for_key=tasks.RELEASE in waiting,
        now=now,
    )


def _is_theirs(officer: Officer, one: Forwarding) -> bool:
    return bool(officer.department) and officer.department in (one.department, one.receiver)


def _holder(tx: Transaction, office: Office, row: CaseRow) -> Officer | None:
    found = officers.by_lookup(tx, office.keys, row.taken_by) if row.taken_by else None
    return None if found is None or found.left_at is not None else found
