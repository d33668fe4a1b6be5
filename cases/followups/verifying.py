"""Who can verify a fact (guidance, §5): monitors the first, teachers the second, organisations the third.

Where nobody of them is known, whoever works on the case finds out: the labour inspection or the education
unit if the case was forwarded to them, else the department that follows it up.
"""

from dataclasses import dataclass

from sqlalchemy import select

from cases import accused, case, forwarding, ladder, people
from cases.absences import absences, classes
from cases.absences.absences import Absence
from cases.followups import checks
from cases.followups.checks import Check
from cases.office import Office
from cases.routing import OPERATOR
from cases.visits.schema import visit, visit_case
from store.transaction import Transaction

BODIES = {checks.WORK: "LABOUR", checks.SCHOOL: "EDU_LOC"}
_SCHOOL = "SCHOOL"
_NOT_TOLD = ("held", "declined")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask: keyed hashes of accounts in the chat; none: the department with this code."""

    verifier: str
    accounts: tuple[str, ...]
    department: str


def of(tx: Transaction, office: Office, check: Check) -> Asked:
    """Give who is to be asked about this check."""
    desk = _desk(tx, check)
    if check.fact == checks.WORK:
        accounts = _monitors(tx, check.case_number)
        return Asked(checks.MONITOR if accounts else checks.DESK, accounts, desk)
    if check.fact == checks.SCHOOL:
        accounts = _teachers(tx, office, check.case_number)
        return Asked(checks.TEACHER if accounts else checks.DESK, accounts, desk)
    return Asked(checks.DESK, (), desk)


def above(tx: Transaction, office: Office, check: Check) -> str:
    """Give the department that is asked when nobody answers: the next told above, else the hotline."""
    told, start = _told(tx, check.case_number), _desk(tx, check)
    avoided = ladder.avoided(accused.of_case(tx, office.keys, check.case_number))
    steps = list(ladder.steps(office.departments, start, avoided))[1:]
    return next((code for code in steps if code in told), coordinating(office))


def coordinating(office: Office) -> str:
    """Give the desk whose tasks the coordinators see to."""
    desk = office.departments.responsible(OPERATOR, "")
    return desk.code if desk is not None else OPERATOR


def working(tx: Transaction, number: int) -> str:
    """Give the department that follows a case up, or leads it."""
    row = case.get(tx, number)
    return row.owner if row.owner in _told(tx, number) else row.lead


def school_body(tx: Transaction, number: int) -> str:
    """Give who brings a child back to school: the education unit if it was told, else whoever works on it."""
    return _body(tx, BODIES[checks.SCHOOL], number)


def pupil_of(tx: Transaction, office: Office, number: int) -> Absence | None:
    """Give the absence by which the school of the child is known; None: it is not."""
    found = [one for one in absences.of_case(tx, office.keys, number) if one.pupil]
    return max(found, key=lambda one: one.made_at, default=None)


def _monitors(tx: Transaction, number: int) -> tuple[str, ...]:
    """Whoever visited, while they are monitors; else those of the district."""
    theirs = people.of_role(tx, "monitor", territory=case.get(tx, number).territory)
    query = select(visit.c.account).join(visit_case, visit_case.c.visit == visit.c.id)
    visited = {row["account"] for row in tx.rows(query.where(visit_case.c.case_number == number))}
    return tuple(one for one in theirs if one in visited) or theirs


def _teachers(tx: Transaction, office: Office, number: int) -> tuple[str, ...]:
    """The teachers of the child's class; of a hidden reason only the one who told it.

    A school that is accused, or itself sends pupils to work, is not asked (DOMAIN b.2, row 5).
    """
    known = pupil_of(tx, office, number)
    sent = known is not None and known.employer == absences.SCHOOL_SENT
    if known is None or sent or _SCHOOL in accused.of_case(tx, office.keys, number):
        return ()
    teachers = people.of_role(tx, "teacher", school=known.school)
    if known.is_hidden:
        return tuple(one for one in teachers if one == known.made_by)
    of_class = set(classes.teachers_of(tx, known.class_id))
    return tuple(one for one in teachers if one in of_class)


def _desk(tx: Transaction, check: Check) -> str:
    return _body(tx, BODIES.get(check.fact, ""), check.case_number)


def _body(tx: Transaction, body: str, number: int) -> str:
    """The body whose field it is, if it was told of the case; else whoever works on it."""
    ours = (code for code in _told(tx, number) if body and code.partition(":")[0] == body)
    return next(ours, None) or working(tx, number)


def _told(tx: Transaction, number: int) -> tuple[str, ...]:
    return tuple(one.department for one in forwarding.of_case(tx, number) if one.state not in _NOT_TOLD)
