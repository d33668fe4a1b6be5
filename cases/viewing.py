"""Opening a photo, video or voice message of a case: noted first, one file at a time, never by the way."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cases import errors, history, media, opening, parts, schema
from cases.history import Entry
from cases.office import Office
from cases.officers import Officer, SignedIn
from cases.readers import POLICE
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it may be shown, and its description (`cases.media.description`).

    `body` is the whole file, or those of its `size` bytes that were asked for: from `start` on.
    """

    told: dict[str, Any]
    body: bytes = field(repr=False)
    start: int = 0

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return int(self.told["cleaned_size"])


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a case, as anybody may know of it: photo, video or voice, and what became of it.

    `state` as in `cases.media`: fetching, kept, refused, locked or erased. `is_there`: it can be opened.
    """

    id: int
    kind: str
    state: str
    is_there: bool


def of_case(tx: Transaction, number: int) -> tuple[Kept, ...]:
    """Give the files of a case, in the order in which they came."""
    table, there = schema.medium, set(parts.names(tx, number))
    query = select(table.c.id, table.c.kind, table.c.state).where(table.c.case_number == number)
    return tuple(
        Kept(row["id"], row["kind"], row["state"], media.part(row["id"]) in there)
        for row in tx.rows(query.order_by(table.c.id))
    )


def may_open(one: Kept, files: Collection[int], officer: Officer) -> bool:
    """Tell whether this officer may open it; `files`: those that their keys open."""
    is_police = officer.department.partition(":")[0] in POLICE
    return one.is_there and one.id in files and (one.state != "locked" or is_police)


def open_medium(
    tx: Transaction,
    office: Office,
    signed: SignedIn,
    number: int,
    medium: int,
    *,
    now: datetime,
    asked: slice | None = None,
    goes_on: bool = False,
) -> Seen:
    """Give one cleaned file of a case, and note who opened which. Show it only after the commit.

    `asked`: only these bytes, as a player fetches them; nothing of the file may lie there. `goes_on`: they
    belong to an opening that was noted before, and nothing more is noted.

    A locked one may show abuse of a child: it opens for officers of the police bodies of the case alone,
    also where a coordinator's keys would open it (docs/ABUSE_IMAGES.md).

    Raises:
        UnknownMedium: the case has no such file, or it is not there (any more).
        NotTheirCase: their department is not told of the case.
        NotForThisKey: it is sealed for others, or locked and they are not of the police.
    """
    table = schema.medium
    row = tx.row(select(table.c.state).where(table.c.id == medium, table.c.case_number == number))
    if row is None or media.part(medium) not in parts.names(tx, number):
        raise errors.UnknownMedium
    if row["state"] == "locked" and signed.officer.department.partition(":")[0] not in POLICE:
        raise errors.NotForThisKey
    told = opening.open_part(tx, office, signed, number, media.part(medium), now=now, goes_on=goes_on)
    key = parts.open_key(tx, signed.unlocked, number, media.part(medium))
    if not goes_on:
        entry = Entry(signed.officer.actor, "medium opened", number, media.part(medium))
        history.note(tx, [entry], now=now)
        tx.update(table, {"id": medium}, {"opened_at": now})
    if asked is None:
        return Seen(told, media.body(tx, medium, key, told["pieces"]))
    span = range(told["cleaned_size"])[asked]
    return Seen(told, media.span(tx, medium, key, told["pieces"], span), span.start)
