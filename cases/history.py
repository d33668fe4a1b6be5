"""The history: who did what, when. Rows are only ever added, and each holds the hash of the one before it.

A row that was changed, taken out or put in between breaks the chain from there on, and `verify` finds it.
(Rows cut off at the very end leave a shorter whole chain: they show only against an older backup.)
No content stands here: an actor is a role or a department code, never a person.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, select

from cases import schema
from store.lookup import Lookup
from store.schema import milliseconds
from store.transaction import Transaction

_encoder = msgspec.json.Encoder(order="deterministic")
_PAGE = 1000
_LAST = Lookup(
    select(schema.history.c.id, schema.history.c.hash).order_by(schema.history.c.id.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done: `about` is the department it was done to, "" where there is none."""

    actor: str
    act: str
    case_number: int | None = None
    about: str = ""


def note(tx: Transaction, entries: Sequence[Entry], *, now: datetime) -> None:
    """Add these entries, in order, to the end of the chain.

    They are written at the end of the transaction: only then is the chain kept for us, and looked up once.
    """
    tx.gather(_append, [(now, entry) for entry in entries])


def write_out(tx: Transaction) -> None:
    """Write now what this transaction has noted so far: somebody reads the table itself."""
    tx.close_now(_append)


def _append(tx: Transaction, noted: Sequence[tuple[datetime, Entry]]) -> None:
    tx.lock(["history"])
    last = tx.row(_LAST)
    number, previous = (0, "") if last is None else (last["id"], last["hash"])
    for at, entry in noted:
        number += 1
        row = {
            "id": number,
            "at": at,
            "actor": entry.actor,
            "act": entry.act,
            "case_number": entry.case_number,
            "about": entry.about,
            "previous": previous,
        }
        previous = _hash(row)
        tx.insert(schema.history, row | {"hash": previous})


def verify(tx: Transaction) -> int | None:
    """Give the id of the first row that was altered, or before which one is missing; None if all is whole."""
    write_out(tx)
    number, previous = 0, ""
    while True:
        page = tx.rows(
            select(schema.history)
            .where(schema.history.c.id > number)
            .order_by(schema.history.c.id)
            .limit(_PAGE)
        )
        for row in page:
            if row["previous"] != previous or row["hash"] != _hash(row):
                return int(row["id"])
            number, previous = row["id"], row["hash"]
        if len(page) < _PAGE:
            return None


def of_case(tx: Transaction, number: int) -> Sequence[RowMapping]:
    """Give what was done with one case, oldest first."""
    write_out(tx)
    return tx.rows(
        select(schema.history).where(schema.history.c.case_number == number).order_by(schema.history.c.id)
    )


def between(tx: Transaction, since: datetime, until: datetime) -> Iterator[RowMapping]:
    """Give what was done from `since` on, before `until`, oldest first; page by page, however long it is."""
    write_out(tx)
    row, last = schema.history.c, 0
    within = (row.at >= since) & (row.at < until)
    while page := tx.rows(select(schema.history).where(row.id > last, within).order_by(row.id).limit(_PAGE)):
        yield from page
        last = page[-1]["id"]


def _hash(row: Mapping[Any, Any]) -> str:
    told = (
        row["id"],
        milliseconds(row["at"]),
        row["actor"],
        row["act"],
        row["case_number"],
        row["about"],
        row["previous"],
    )
    return hashlib.sha256(_encoder.encode(told)).hexdigest()
