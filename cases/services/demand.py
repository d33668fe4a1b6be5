"""How much help is asked for, and where: plain codes, counted, for whoever decides what to collect first."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from cases import schema
from cases.services import tellers
from cases.services.schema import look_up as _look_up
from store.transaction import Transaction


def reports(tx: Transaction, *, since: datetime) -> Mapping[str, int]:
    """Count the cases filed since then by their district; those that are not placed are left out."""
    placed = select(schema.case.c.territory, func.count().label("many")).where(
        schema.case.c.filed_at >= since, schema.case.c.territory != ""
    )
    return {row["territory"]: int(row["many"]) for row in tx.rows(placed.group_by(schema.case.c.territory))}


def in_vain(tx: Transaction, *, since: datetime) -> Mapping[tuple[str, str], int]:
    """Count the searches in vain since then by the button of the need and by the district or oblast.

    Searches by words are not among them, for their need is not kept as a code; nor those without a place.
    """
    query = select(_look_up.c.need, _look_up.c.territory).where(
        _look_up.c.asked_at >= tellers.day(since), _look_up.c.need != "", _look_up.c.territory != ""
    )
    return Counter((row["need"], row["territory"]) for row in tx.rows(query))
