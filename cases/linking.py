"""Reports that may be about the same place: linked for those who answer both, never refused, never told.

Two reports are linked when the same group of work was reported within about a kilometre, or in the same
village, within 14 days (DIALOGUES 1, DESIGN 4). The place is kept only as a keyed hash, and only so long.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from math import cos, floor, radians

from sqlalchemy import bindparam, delete, or_, select

from cases import forwarding, schema
from cases.office import Office
from cases.report import Report
from cases.routing import OPERATOR
from store.schema import Moment
from store.transaction import Transaction

KEPT_FOR = timedelta(days=14)
_KM_PER_DEGREE = 111.3
_NOT_ONE = ("unknown", "several")
_OFFSETS = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))

_cell, _link = schema.cell, schema.link
_NEAR = (
    select(_cell.c.case_number)
    .where(
        _cell.c.lookup.in_(bindparam("cells", expanding=True)),
        _cell.c.kept_at > bindparam("since", type_=Moment()),
        _cell.c.case_number != bindparam("number"),
    )
    .distinct()
    .order_by(_cell.c.case_number)
    .limit(20)
)
_LINKED = select(_link).where(
    or_(_link.c.case_number == bindparam("number"), _link.c.other == bindparam("number"))
)


def link(
    tx: Transaction, office: Office, report: Report, number: int, activity: str, *, now: datetime
) -> tuple[int, ...]:
    """Link a new case with the earlier ones that may be about the same place; gives their numbers.

    `activity` is the plain group of work; where that is unknown, or several, nothing is linked.
    """
    if activity in _NOT_ONE:
        return ()
    cells = [office.keys.index("cell", f"{activity}:{name}") for name in _cells(office, report)]
    if not cells:
        return ()
    tx.lock(cells)  # two reports of one place at the same time: one of them sees the other
    near = {"cells": cells, "since": now - KEPT_FOR, "number": number}
    others = tuple(row["case_number"] for row in tx.rows(_NEAR, near))
    tx.insert_once(_cell, {"lookup": cells[0], "case_number": number, "kept_at": now})
    for other in others:
        tx.insert_once(_link, {"case_number": number, "other": other, "linked_at": now})
    return others


def of_case(tx: Transaction, number: int) -> tuple[int, ...]:
    """Give the numbers of the cases that a case is linked with, sorted."""
    rows = tx.rows(_LINKED, {"number": number})
    return tuple(sorted({one for row in rows for one in (row["case_number"], row["other"])} - {number}))


def known_to(tx: Transaction, number: int, departments: Collection[str], now: datetime) -> tuple[int, ...]:
    """Give those linked cases of which one of these departments has been told; the desk knows of all.

    The bare number of another case would warn whom it was held back from, or whom it accuses.
    """
    if any(code.partition(":")[0] == OPERATOR for code in departments):
        return of_case(tx, number)
    return tuple(
        other
        for other in of_case(tx, number)
        if any(
            one.department in departments and forwarding.is_told(one, now)
            for one in forwarding.of_case(tx, other)
        )
    )


def sweep(tx: Transaction, now: datetime) -> int:
    """Forget the places of reports older than 14 days; the links stay. Gives how many."""
    return tx.execute(delete(_cell).where(_cell.c.kept_at < now - KEPT_FOR))


def _cells(office: Office, report: Report) -> Iterator[str]:
    """Give the name of the place's own cell, then of those around it."""
    if report.point is not None:
        lat, lon = report.point
        row = floor(lat * _KM_PER_DEGREE)
        width = _KM_PER_DEGREE * max(0.1, cos(radians(floor(lat))))  # alike within a degree
        column = floor(lon * width)
        for up, right in _OFFSETS:
            yield f"{floor(lat)}:{row + up}:{column + right}"
    elif report.territory and office.territories.get(report.territory).level == "settlement":
        yield report.territory
