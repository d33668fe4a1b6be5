"""Soundness: is everything that lies sealed in this database whole, and does it open?"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from cases import errors, keyring, media, parts, schema
from cases.keyring import RECOVERY, Unlocked
from store import boxes
from store.errors import SealBroken
from store.transaction import Transaction

_MEDIUM = "medium:"
_TOGETHER = 500  # cases whose rows are read at once


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


@dataclass(slots=True)
class _Part:
    """What lies sealed of one part: its body, and its key in the box of the recovery key, where there are."""

    body: bytes | None = None
    version: int = 0
    box: bytes | None = None


def examine(tx: Transaction, unlocked: Unlocked) -> Soundness:
    """Open every part of every case with these keys, files of reporters too, and show nothing."""
    closed, count = set[int](), 0
    last = _count(tx, select(func.max(schema.case.c.number).label("n")))
    for first in range(1, last + 1, _TOGETHER):
        for (number, part), sealed in _parts(tx, first, first + _TOGETHER - 1).items():
            count += 1
            if not _opens(tx, unlocked, number, part, sealed):
                closed.add(number)
    present = select(func.count().label("n")).select_from(schema.officer)
    return Soundness(
        cases=_count(tx, select(func.count().label("n")).select_from(schema.case)),
        parts=count,
        departments=len(keyring.departments(tx)),
        officers=_count(tx, present.where(schema.officer.c.left_at.is_(None))),
        closed=tuple(sorted(closed)),
    )


def _parts(tx: Transaction, first: int, last: int) -> dict[tuple[int, str], _Part]:
    """Give the parts of these cases: those that have a key or a body, or should have."""
    key, sealed = schema.part_key.c, schema.sealed_part.c
    named = select(key.case_number, key.part).where(key.case_number.between(first, last)).distinct()
    found = {(row["case_number"], row["part"]): _Part() for row in tx.rows(named)}
    for row in tx.rows(select(schema.sealed_part).where(sealed.case_number.between(first, last))):
        found.setdefault((row["case_number"], row["part"]), _Part()).body = row["body"]
    theirs = (key.holder == RECOVERY) & key.case_number.between(first, last)
    for row in tx.rows(select(key.case_number, key.part, key.version, key.key).where(theirs)):
        part = found[row["case_number"], row["part"]]
        part.version, part.box = row["version"], row["key"]
    return found


def _opens(tx: Transaction, unlocked: Unlocked, number: int, part: str, sealed: _Part) -> bool:
    pair = unlocked.pairs.get((RECOVERY, sealed.version)) if sealed.box is not None else None
    try:
        if sealed.box is not None and pair is not None:
            key = boxes.open_box(pair, sealed.box)
        else:
            key = parts.open_key(tx, unlocked, number, part)
        if sealed.body is not None:
            told = parts.unsealed(key, number, part, sealed.body)
            if part.startswith(_MEDIUM):
                media.body(tx, int(part.removeprefix(_MEDIUM)), key, told["pieces"])
    except (errors.NotForThisKey, SealBroken):
        return False
    return True


def _count(tx: Transaction, query: Select[int]) -> int:
    row = tx.row(query)
    return int(row["n"] or 0) if row is not None else 0
