"""Soundness: is everything that lies sealed in this database whole, and does it open?"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from cases import errors, keyring, media, parts, schema
from cases.keyring import Unlocked
from store.errors import SealBroken
from store.transaction import Transaction

_MEDIUM = "medium:"


@dataclass(frozen=True, slots=True)
class Soundness:
    """How many cases, parts of cases, departments with a key and officers there are.

    `closed`: numbers of the cases of which some part does not open with these keys, or was changed.
    """

    cases: int
    parts: int
    departments: int
    officers: int
    closed: tuple[int, ...]


def examine(tx: Transaction, unlocked: Unlocked) -> Soundness:
    """Open every part of every case with these keys, files of reporters too, and show nothing."""
    key, sealed = schema.part_key.c, schema.sealed_part.c
    named = select(key.case_number, key.part).union(select(sealed.case_number, sealed.part))
    rows = [(row["case_number"], row["part"]) for row in tx.rows(named)]
    bodies = {(row["case_number"], row["part"]) for row in tx.rows(select(sealed.case_number, sealed.part))}
    closed = {
        number for number, part in rows if not _opens(tx, unlocked, number, part, (number, part) in bodies)
    }
    present = select(func.count().label("n")).select_from(schema.officer)
    return Soundness(
        cases=_count(tx, select(func.count().label("n")).select_from(schema.case)),
        parts=len(rows),
        departments=len(keyring.departments(tx)),
        officers=_count(tx, present.where(schema.officer.c.left_at.is_(None))),
        closed=tuple(sorted(closed)),
    )


def _opens(tx: Transaction, unlocked: Unlocked, number: int, part: str, has_body: bool) -> bool:
    try:
        key = parts.open_key(tx, unlocked, number, part)
        if has_body:
            told = parts.read(tx, unlocked, number, part)
            if part.startswith(_MEDIUM):
                media.body(tx, int(part.removeprefix(_MEDIUM)), key, told["pieces"])
    except (errors.NotForThisKey, SealBroken):
        return False
    return True


def _count(tx: Transaction, query: Select[int]) -> int:
    row = tx.row(query)
    return int(row["n"]) if row is not None else 0
