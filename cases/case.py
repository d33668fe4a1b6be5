"""Reading cases: the plain coded facts of many, and the sealed content of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from cases import errors, parts, schema
from cases.content import EXTRACT, REPORT
from cases.keyring import Unlocked
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What may be read of a case without a key. Departments are given by their codes, moments in UTC."""

    number: int
    state: str
    urgency: str
    severity: int
    territory: str
    week: str
    activity: str
    age_band: str
    sex: str
    language: str
    lead: str
    copies: tuple[str, ...]
    owner: str
    filed_at: datetime
    due_at: datetime | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    outcome: str
    taken_by: str
    accepted_at: datetime | None
    erased_at: datetime | None
    level: int


def listing(
    tx: Transaction, *, state: str = "", department: str = "", limit: int = 100, before: int | None = None
) -> list[CaseRow]:
    """Give cases, the newest first: all, or those in this state, or those this department is told of.

    At most `limit`; go on with `before`, the number of the last one given.
    """
    case, forwarding = schema.case, schema.forwarding
    query = select(case).order_by(case.c.number.desc()).limit(limit)
    if state:
        query = query.where(case.c.state == state)
    if before is not None:
        query = query.where(case.c.number < before)
    if department:
        # By the department's own index, newest first: it may be told of nearly all cases, or of hardly any.
        query = query.order_by(None).order_by(forwarding.c.case_number.desc())
        query = query.join(forwarding, forwarding.c.case_number == case.c.number)
        query = query.where(forwarding.c.department == department, forwarding.c.state != "held")
    if department and before is not None:
        query = query.where(forwarding.c.case_number < before)
    return [read(row) for row in tx.rows(query)]


def get(tx: Transaction, number: int) -> CaseRow:
    """Give the plain facts of one case.

    Raises:
        UnknownCase: there is no case of this number.
    """
    row = tx.row(select(schema.case).where(schema.case.c.number == number))
    if row is None:
        raise errors.UnknownCase(number)
    return read(row)


def content(tx: Transaction, unlocked: Unlocked, number: int) -> dict[str, Any]:
    """Give what was reported, as far as these keys open it.

    A mapping of `territory`, `point`, `happening_now`, `sex`, `facts` and `assessment`, for those who may
    read all also `answers`, as JSON gives them back.

    Raises:
        UnknownCase: there is no case of this number, or its content has been erased.
        NotForThisKey: these keys open nothing of it.
        SealBroken: it was changed.
    """
    get(tx, number)
    try:
        return parts.read(tx, unlocked, number, REPORT)
    except errors.NotForThisKey as refused:
        if EXTRACT not in parts.names(tx, number):
            raise refused
        return parts.read(tx, unlocked, number, EXTRACT)


def read(row: RowMapping) -> CaseRow:
    """Give the plain facts of a row of the table `case`."""
    plain = {name: row[name] for name in CaseRow.__slots__}
    return CaseRow(**plain | {"copies": tuple(row["copies"].split())})
