"""Reports that may be about the same place: linked for those who answer both, never refused, never told.

Two reports are linked when the same group of work was reported within about a kilometre, or in the same
village, within 14 days (DIALOGUES 1, DESIGN 4). The place is kept only as a keyed hash, and only so long.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from math import cos, floor, radians

from sqlalchemy import Select, bindparam, delete, or_, select, union

from cases import forwarding, neighbourhood
from cases.office import Office
from cases.report import Report
from cases.routing import OPERATOR
from store.lookup import Lookup
from store.schema import Moment
from store.transaction import Transaction

KEPT_FOR = timedelta(days=14)
_KM_PER_DEGREE = 111.3
_NOT_ONE = ("unknown", "several")
_OFFSETS = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))

_cell, _link = neighbourhood.cell, neighbourhood.link
MOST = 20
"""So many earlier cases of one place a new one is linked with, the oldest first."""


def _in_cell(name: str) -> Select[int]:
    """Cases of one cell: the index has them in order, so that a crowded place costs no more than another."""
    kept = _cell.c.kept_at > bindparam("since", type_=Moment())
    found = select(_cell.c.case_number).where(_cell.c.lookup == bindparam(name), kept)
    found = found.where(_cell.c.case_number != bindparam("number")).order_by(_cell.c.case_number).limit(MOST)
    return select(found.subquery().c.case_number)


_CELLS = tuple(f"cell_{place}" for place in range(len(_OFFSETS)))
_NEAR = Lookup(union(*map(_in_cell, _CELLS)).order_by("case_number").limit(MOST), passes_queue=True)
_LINKED = Lookup(
    select(_link).where(or_(_link.c.case_number == bindparam("number"), _link.c.other == bindparam("number")))
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
    around = dict.fromkeys(_CELLS, cells[0]) | dict(zip(_CELLS, cells, strict=False))
    near = {**around, "since": now - KEPT_FOR, "number": number}
    kept = tx.recall("cells of new cases", dict[str, list[int]])  # written or not
    found = {row["case_number"] for row in tx.rows(_NEAR, near)}
    others = tuple(sorted(found.union(*(kept.get(cell, ()) for cell in cells))))[:MOST]
    tx.insert_once(_cell, {"lookup": cells[0], "case_number": number, "kept_at": now})
    kept.setdefault(cells[0], []).append(number)
    for other in others:
        tx.insert_once(_link, {"case_number": number, "other": other, "linked_at": now})
    return others


def of_case(tx: Transaction, number: int) -> tuple[int, ...]:
    """Give the numbers of the cases that a case is linked with, sorted."""
    rows = tx.rows(_LINKED, {"number": number})
    return tuple(sorted({one for row in rows for one in (row["case_number"], row["other"])} - {number}))


def known_to(
    tx: Transaction, linked: Collection[int], departments: Collection[str], now: datetime
) -> Mapping[str, frozenset[int]]:
    """Give for each of these departments those linked cases of which it was told; the desk knows of all.

    The bare number of another case would warn whom it was held back from, or whom it accuses.
    """
    if not linked:
        return dict.fromkeys(departments, frozenset[int]())
    told = forwarding.told_of(tx, linked, departments, now)
    known = {code: frozenset(number for number, one in told if one == code) for code in departments}
    everything = frozenset(linked)
    return known | {code: everything for code in departments if code.partition(":")[0] == OPERATOR}


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
