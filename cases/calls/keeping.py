"""Open calls: what an operator has entered, sealed at every change, so that no crash loses a word.

A call is its operator's alone. The id in an address gives nothing to anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import RowMapping, select

from cases.calls.schema import open_call
from store.seal import Keys
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """An open call as it stands; `body` is what whoever keeps it wrote."""

    id: int
    operator: str
    began_at: datetime
    touched_at: datetime
    body: bytes = field(repr=False)


def begin(tx: Transaction, keys: Keys, operator: str, body: bytes, *, now: datetime) -> int:
    """Keep a new call of this operator; gives its id."""
    id = tx.next_number("call")
    row = {"id": id, "operator": operator, "began_at": now, "touched_at": now}
    tx.insert(open_call, row | {"body": keys.seal(body, _context(id))})
    return id


def get(tx: Transaction, keys: Keys, id: int, operator: str = "") -> Kept | None:
    """Give an open call; None when it is over, never was, or is another operator's ("" asks for nobody's)."""
    row = tx.row(select(open_call).where(open_call.c.id == id))
    if row is None or operator not in ("", row["operator"]):
        return None
    return _read(keys, row)


def of_operator(tx: Transaction, keys: Keys, operator: str) -> Sequence[Kept]:
    """Give the open calls of an operator, the newest first."""
    query = select(open_call).where(open_call.c.operator == operator).order_by(open_call.c.id.desc())
    return [_read(keys, row) for row in tx.rows(query)]


def keep(tx: Transaction, keys: Keys, id: int, body: bytes, *, now: datetime) -> None:
    """Keep what was entered by now, in the place of what was kept before."""
    tx.update(open_call, {"id": id}, {"body": keys.seal(body, _context(id)), "touched_at": now})


def end(tx: Transaction, id: int) -> None:
    """Forget a call: what it became stands elsewhere."""
    tx.delete(open_call, {"id": id})


def _read(keys: Keys, row: RowMapping) -> Kept:
    body = keys.unseal(row["body"], _context(row["id"]))
    return Kept(row["id"], row["operator"], row["began_at"], row["touched_at"], body)


def _context(id: int) -> str:
    return f"call:{id}"
