"""Opening: an officer reads what was reported. Noted in the history before anything is shown.

It opens only for those whose case it is: see `scope`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cases import case, errors, history, identity, parts, premises, schema, scope
from cases.content import EXTRACT, REPORT, SENDER
from cases.keyring import Unlocked
from cases.office import Office
from cases.officers import SignedIn
from store.transaction import Transaction

ADDED = (
    *("addition", "answer", "note", "transcript", "visit", "check"),
    *(identity.PART, premises.PART, SENDER),
)
"""Parts of a case that are words, and are read with the report."""
FILE = "medium:"


@dataclass(frozen=True, slots=True)
class Opened:
    """What an officer may read of a case: `content` of the report, and the names of what more there is."""

    content: Mapping[str, Any] = field(repr=False)
    further: tuple[str, ...]


def open_case(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> Opened:
    """Give what was reported, and note that this role or department opened it.

    Show it only when the transaction has been committed.

    Raises:
        UnknownCase: there is no case of this number, or its content has been erased.
        NotTheirCase: their department is not told of it, or not yet.
        NotForThisKey: they are told of it, and nobody has given them its key yet.
    """
    opened = _open(tx, office, signed, number, now=now)
    _note(tx, signed, number, now=now)
    return opened


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything in words that an officer may read of a case: the report, and what came after it, by part."""

    content: Mapping[str, Any] = field(repr=False)
    added: Mapping[str, Mapping[str, Any]] = field(repr=False)
    files: frozenset[int]  # the files that these keys open, one at a time (`viewing`)
    parts: frozenset[str]  # the names of everything that these keys open


def open_whole(
    tx: Transaction,
    office: Office,
    signed: SignedIn,
    number: int,
    *,
    now: datetime,
    known: Collection[str] | None = None,
) -> Whole:
    """Give what was reported with all words added since, under one note of the history.

    Additions, answers, notes and the sender's name come along; files do not, nor what was said of the
    reporter. `known`: parts that this person has before them already, by an opening that was noted; where
    there is nothing else, this is no second reading, and is not noted (docs/decisions/0023). Refused as by
    `open_case`.
    """
    opened = _open(tx, office, signed, number, now=now)
    names = openable(tx, signed.unlocked, number)
    if known is None or not set(names) <= set(known):
        _note(tx, signed, number, now=now)
    added = [name for name in opened.further if name.partition(":")[0] in ADDED]
    files = (name for name in opened.further if name.startswith(FILE))
    return Whole(
        opened.content,
        {name: parts.read(tx, signed.unlocked, number, name) for name in added},
        frozenset(int(name.removeprefix(FILE)) for name in files),
        frozenset(names),
    )


def open_part(
    tx: Transaction,
    office: Office,
    signed: SignedIn,
    number: int,
    part: str,
    *,
    now: datetime,
    goes_on: bool = False,
) -> dict[str, Any]:
    """Give one further part, such as "addition:1", noted and refused as by `open_case`.

    `goes_on`: it is the same reading as one that was noted, and not noted again.
    """
    _admit(tx, office, signed, number, now=now)
    told = parts.read(tx, signed.unlocked, number, part)
    if not goes_on:
        _note(tx, signed, number, now=now)
    return told


def openable(tx: Transaction, unlocked: Unlocked, number: int) -> tuple[str, ...]:
    """Give the names of the parts of a case, media too, that these keys open, sorted."""
    column = schema.part_key.c
    rows = tx.rows(select(column.part, column.holder, column.version).where(column.case_number == number))
    return tuple(sorted({row["part"] for row in rows if (row["holder"], row["version"]) in unlocked.pairs}))


def admitted(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> bool:
    """Tell whether this case is theirs to open: see `scope`.

    Raises:
        UnknownCase: there is no case of this number.
    """
    return scope.holds(tx, office, signed.officer, number, now=now)


def _open(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> Opened:
    _admit(tx, office, signed, number, now=now)
    content = case.content(tx, signed.unlocked, number)
    further = [name for name in openable(tx, signed.unlocked, number) if name not in (REPORT, EXTRACT)]
    return Opened(content, tuple(further))


def _admit(tx: Transaction, office: Office, signed: SignedIn, number: int, *, now: datetime) -> None:
    if not admitted(tx, office, signed, number, now=now):
        raise errors.NotTheirCase


def _note(tx: Transaction, signed: SignedIn, number: int, *, now: datetime) -> None:
    history.note(tx, [history.Entry(signed.officer.actor, "opened", number)], now=now)
