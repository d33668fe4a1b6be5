"""Which visits there are, without a word of what was written: for the coordinator, and for the chat.

Only plain columns are read: day, district, kind of workplace, state.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from cases.visits import drafts
from cases.visits.drafts import ALIVE, DROPPED, OPEN
from cases.visits.schema import visit, visit_case
from store.transaction import Transaction

MOST = 200
"""So many are shown at once, the latest first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as anybody of the field may see it. `cases`: what it became, once it was submitted."""

    id: int
    token: str
    account: str
    state: str
    territory: str
    day: str
    sector: str
    reason: str
    found: int | None
    submitted_at: datetime | None
    cases: tuple[int, ...] = ()


def within(tx: Transaction, territories: Collection[str] | None) -> tuple[Visit, ...]:
    """Give the visits of these districts, None: of all, the latest first, at most `MOST`."""
    query = select(visit).where(visit.c.state != DROPPED)
    if territories is not None:
        query = query.where(visit.c.territory.in_(territories))
    rows = tx.rows(query.order_by(visit.c.planned_on.desc(), visit.c.id.desc()).limit(MOST))
    became = _cases(tx, [row["id"] for row in rows])
    return tuple(_read(row, became.get(row["id"], ())) for row in rows)


def ahead(tx: Transaction, account: str) -> tuple[Visit, ...]:
    """Give the planned visits of a monitor and those under way, own and shared, by day."""
    query = select(visit).where(drafts.is_of(account), visit.c.state.in_(ALIVE))
    return tuple(_read(row, ()) for row in tx.rows(query.order_by(visit.c.planned_on, visit.c.id)))


def under_way(tx: Transaction, account: str) -> Visit | None:
    """Give a visit that this monitor is filling in, the one touched last; None: there is none."""
    query = select(visit).where(visit.c.account == account, visit.c.state == OPEN)
    row = tx.row(query.order_by(visit.c.touched_at.desc()).limit(1))
    return None if row is None else _read(row, ())


def one(tx: Transaction, id: int) -> Visit | None:
    """Give one visit by its number; None: there is none."""
    row = tx.row(select(visit).where(visit.c.id == id))
    return None if row is None else _read(row, _cases(tx, [id]).get(id, ()))


def _cases(tx: Transaction, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    query = select(visit_case.c.visit, visit_case.c.case_number).where(visit_case.c.visit.in_(ids))
    found: dict[int, tuple[int, ...]] = {}
    for row in tx.rows(query.order_by(visit_case.c.case_number)):
        found[row["visit"]] = (*found.get(row["visit"], ()), row["case_number"])
    return found


def _read(row: RowMapping, cases: tuple[int, ...]) -> Visit:
    return Visit(
        id=row["id"],
        token=row["token"],
        account=row["account"],
        state=row["state"],
        territory=row["territory"],
        day=row["planned_on"],
        sector=row["sector"],
        reason=row["reason"],
        found=row["found"],
        submitted_at=row["submitted_at"],
        cases=cases,
    )
