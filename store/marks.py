"""Moments that outlive the process, by name: the last backup, when Telegram was heard, an alarm.

A mark is a row of `counter`, in milliseconds since 1970: an older program finds nothing new to it. So is how
far something has come that goes through a table bit by bit: the id of the last row.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from store.schema import EPOCH, MILLISECOND, counter, milliseconds
from store.transaction import Transaction

_PREFIX = "mark:"
_REACHED = "reached:"
_ONE = select(counter.c.value).where(counter.c.name == bindparam("name"))
_BEGINNING = select(counter).where(counter.c.name.startswith(bindparam("beginning"), autoescape=False))


def put(tx: Transaction, name: str, moment: datetime) -> None:
    """Set a mark to this moment, kept to the millisecond."""
    tx.upsert(counter, {"name": _PREFIX + name, "value": milliseconds(moment)})


def drop(tx: Transaction, name: str) -> None:
    """Take a mark away; without one, nothing happens."""
    tx.delete(counter, {"name": _PREFIX + name})


def all_of(tx: Transaction, beginning: str) -> Mapping[str, datetime]:
    """Give the marks whose names begin so, by whole name. `beginning` holds neither `%` nor `_`."""
    rows = tx.rows(_BEGINNING, {"beginning": _PREFIX + beginning})
    return {row["name"].removeprefix(_PREFIX): EPOCH + row["value"] * MILLISECOND for row in rows}


def find(tx: Transaction, name: str) -> datetime | None:
    """Give the moment of a mark, None where there is none."""
    return all_of(tx, name).get(name)


def reach(tx: Transaction, name: str, number: int) -> None:
    """Note that the walk of this name has come to the row of this id."""
    tx.upsert(counter, {"name": _REACHED + name, "value": number})


def reached(tx: Transaction, name: str) -> int:
    """Give the id of the row that the walk of this name has come to; 0 before it began."""
    row = tx.row(_ONE, {"name": _REACHED + name})
    return int(row["value"]) if row is not None else 0
