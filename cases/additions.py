"""What a reporter says after the report was sent: words, and whether it goes on.

The report itself never changes. Words become a sealed part of their own, "addition:<k>", for who reads the
whole case; "still going on" and "has stopped" are coded and stand in the history. The day is kept, the time
of day is not: it could tell a department who was free just then.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from cases import clocks, history, parts, readers, schema
from cases.history import Entry
from cases.office import Office
from store.transaction import Transaction

Course = Literal["still going on", "stopped"]
COURSES: tuple[Course, ...] = ("still going on", "stopped")
AGAIN = timedelta(hours=12)
"""Within this time the same course is not noted twice."""

_PART = "addition:"


def add(tx: Transaction, office: Office, number: int, told: Mapping[str, object], *, now: datetime) -> int:
    """Seal what the reporter adds to a case; gives its number, counted from 1.

    `told`: as JSON can hold it, such as `{"text": …}`. Whoever reads the case later than now is given the key
    as for every other part.
    """
    whole = readers.of_case(tx, office, number).whole
    last = max(
        (int(name.removeprefix(_PART)) for name in parts.names(tx, number) if name.startswith(_PART)),
        default=0,
    )
    day = clocks.local(now, office.law).date().isoformat()
    parts.keep(tx, number, f"{_PART}{last + 1}", {"day": day, **told}, whole, now=now)
    history.note(tx, [Entry("reporter", "added", number)], now=now)
    return last + 1


def note(tx: Transaction, number: int, course: Course, *, now: datetime) -> bool:
    """Note that it goes on, or has stopped; False if the same was said last, within twelve hours."""
    history.write_out(tx)
    row = schema.history.c
    query = select(row.act, row.at).where(row.case_number == number, row.actor == "reporter")
    last = tx.row(query.where(row.act.in_(COURSES)).order_by(row.id.desc()).limit(1))
    if last is not None and last["act"] == course and now - last["at"] < AGAIN:
        return False
    history.note(tx, [Entry("reporter", course, number)], now=now)
    return True
