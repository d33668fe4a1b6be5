"""Scope: which cases are whose. One rule, for a single case and for every list, search and count.

A key may open more than its holder is told of: every step of a ladder is sealed for, in case a report climbs
there. So an officer has the cases of which the own department, or who gets its pointers, is told; operators
and coordinators have those of their territory. Editors and admins have none.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, false, select, true

from cases import case, forwarding, schema
from cases.office import Office
from cases.officers import Officer
from directory.territory import Territories
from store.transaction import Transaction

SEE_ALL = ("coordinator", "operator")

_row = schema.forwarding.c


def holds(tx: Transaction, office: Office, officer: Officer, number: int, *, now: datetime) -> bool:
    """Tell whether this case is theirs.

    Who answers for the whole country has those cases, too, whose place is not known.

    Raises:
        UnknownCase: there is no case of this number.
    """
    territory = case.get(tx, number).territory
    if officer.role in SEE_ALL:
        return not officer.territory or bool(
            territory and office.territories.is_within(territory, officer.territory)
        )
    return officer.role == "officer" and any(
        officer.department in (one.department, one.receiver) and forwarding.is_told(one, now)
        for one in forwarding.of_case(tx, number)
    )


def theirs(territories: Territories, officer: Officer, now: datetime) -> ColumnElement[bool]:
    """Give the same rule for a query on the table `case`: `select(schema.case).where(scope.theirs(…))`."""
    if officer.role in SEE_ALL:
        if not officer.territory:
            return true()
        return schema.case.c.territory.in_(sorted(_inside(territories, officer.territory)))
    if officer.role != "officer":
        return false()
    told = _row.state.not_in(("held", "declined")) & ((_row.state != "open") | (_row.send_at <= now))
    own = select(_row.case_number).where(_row.department == officer.department, told)
    for_another = (_row.receiver == officer.department) & (_row.receiver != _row.department)
    stood_in = select(_row.case_number).where(for_another, told)  # apart, so that each has an index to go by
    return schema.case.c.number.in_(own.union_all(stood_in))


def told_to(officer: Officer, now: datetime) -> ColumnElement[bool]:
    """Give the rule for one row of the table `forwarding`: this officer's department is told by it."""
    theirs = (_row.department == officer.department) | (_row.receiver == officer.department)
    return theirs & _row.state.not_in(("held", "declined")) & ((_row.state != "open") | (_row.send_at <= now))


def _inside(territories: Territories, code: str) -> Iterator[str]:
    yield code
    for child in territories.children(code):
        yield from _inside(territories, child.code)
