"""Parting: what follows when somebody leaves, or gets a new key pair, told before it is done.

Both take their grants away. Who else opens the same keys, how many cases are sealed anew, and what nobody
could do any more: whoever goes on has to say that they know the last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, distinct, func, select

from cases import officers, rotation, schema
from cases.admission import staffing
from cases.keyring import COORDINATOR, RECOVERY
from cases.office import Office
from cases.officers import Officer
from store.transaction import Transaction

NO_COORDINATOR = "no_coordinator"
"""No coordinator is left who could give a new officer a key: only the recovery key could, at the machine."""
NOT_HERE = "no_coordinator_here"
"""Coordinators are left, but none who answers for this person's territory."""
NO_READER = "no_reader"
"""Nobody of the department, or of the operators, is left who reads its cases."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What comes of it: keys that are made new, cases that are sealed anew and how many of them are open, who
    still opens the keys (of the same department; coordinators), and what nobody could do any more.
    """

    keys: int
    cases: int
    open_cases: int
    colleagues: tuple[Officer, ...] = field(repr=False)
    coordinators: tuple[Officer, ...] = field(repr=False)
    breaks: tuple[str, ...]


def aftermath(tx: Transaction, office: Office, whom: Officer) -> Aftermath:
    """Tell what follows when this person's grants go."""
    others = [one for one in officers.everybody(tx, office.keys) if _stays(one, whom)]
    opening = {code: officers.grantees(tx, code) for code in {whom.department, COORDINATOR}}
    coordinators = tuple(one for one in others if one.grantee in opening[COORDINATOR])
    colleagues = tuple(one for one in others if one.grantee in opening[whom.department])
    many, still_open = _cases(tx, whom)
    return Aftermath(
        len(rotation.affected(tx, whom)) if whom.department else 0,
        many,
        still_open,
        () if staffing.is_coordinator(whom) else colleagues,
        coordinators,
        _breaks(office, whom, opening, coordinators, colleagues),
    )


def _stays(one: Officer, whom: Officer) -> bool:
    return one.left_at is None and one.lookup != whom.lookup


def _breaks(
    office: Office,
    whom: Officer,
    opening: Mapping[str, Mapping[str, object]],
    coordinators: tuple[Officer, ...],
    colleagues: tuple[Officer, ...],
) -> tuple[str, ...]:
    if whom.grantee not in opening[whom.department]:
        return ()  # what they cannot do now, nobody loses with them
    unhelped = _unhelped(office, whom, coordinators)
    if staffing.is_coordinator(whom):
        return unhelped
    return (NO_READER, *unhelped) if not colleagues else ()


def _unhelped(office: Office, whom: Officer, coordinators: tuple[Officer, ...]) -> tuple[str, ...]:
    here = staffing.place(office, whom)
    if not coordinators:
        return (NO_COORDINATOR,)
    is_answered_for = any(staffing.is_within(office, here, one.territory) for one in coordinators)
    return () if is_answered_for else (NOT_HERE,)


def _cases(tx: Transaction, whom: Officer) -> tuple[int, int]:
    """Count the cases with a part that this person's key opens, and those of them that are open."""
    if not whom.department:
        return 0, 0
    part, case = schema.part_key.c, schema.case.c
    is_open = case.closed_at.is_(None)
    query = select(
        func.count(distinct(part.case_number)).label("many"),
        func.count(distinct(case.number)).label("open"),
    ).select_from(schema.part_key.outerjoin(schema.case, and_(case.number == part.case_number, is_open)))
    is_theirs = part.holder != RECOVERY if staffing.is_coordinator(whom) else part.holder == whom.department
    row = tx.row(query.where(is_theirs))
    return (int(row["many"]), int(row["open"])) if row is not None else (0, 0)
