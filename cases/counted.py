"""Cases and their forwardings, counted: for whoever watches over the house. No territory, no kind of case."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, literal_column, select

from cases import schema
from store.transaction import Transaction

_FILED = select(func.max(schema.case.c.number).label("number"))
BY_STATE = (
    select(schema.forwarding.c.state, func.count().label("rows"))
    .where(
        schema.forwarding.c.awaited == literal_column("1")
    )  # word for word as the index forwarding_awaited
    .group_by(schema.forwarding.c.state)
)
_NEWEST = select(schema.history.c.at).order_by(schema.history.c.id.desc()).limit(1)


def filed(tx: Transaction) -> int:
    """Give how many cases were ever filed: their numbers go up one by one."""
    row = tx.row(_FILED)
    return int(row["number"] or 0) if row is not None else 0


def forwardings(tx: Transaction) -> Mapping[str, int]:
    """Count by state the forwardings of cases that nobody has acknowledged; of the others none is read."""
    return {row["state"]: int(row["rows"]) for row in tx.rows(BY_STATE)}


def newest(tx: Transaction) -> datetime | None:
    """Give when the newest row of the history was written, None where there is none."""
    row = tx.row(_NEWEST)
    moment: datetime | None = row["at"] if row is not None else None
    return moment
