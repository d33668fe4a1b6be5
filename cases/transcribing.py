"""Voice messages in words: an operator listens and types, and whoever reads the whole case reads the words.

Few departments can listen at their computers, no search finds a sound, and evidence is read. The words are a
sealed part of their own, "transcript:<medium>"; the recording stays as long as it would.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, exists, literal, select

from cases import clocks, errors, history, parts, readers, schema, scope
from cases.history import Entry
from cases.media import part
from cases.office import Office
from cases.officers import Officer
from store.transaction import Transaction

MOST = 100
"""So many are listed at once, the most urgent first."""
PART = "transcript:"
_medium, _case = schema.medium, schema.case
_IS_WRITTEN = exists().where(
    schema.sealed_part.c.case_number == _medium.c.case_number,
    schema.sealed_part.c.part == literal(PART) + cast(_medium.c.id, Text),
)
_WAITS = (_medium.c.kind == "voice", _medium.c.state == "kept", ~_IS_WRITTEN)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A voice message that waits for words."""

    number: int
    medium: int
    urgency: str
    received_at: datetime


def waiting(tx: Transaction, office: Office, officer: Officer, *, now: datetime) -> tuple[Spoken, ...]:
    """Give the voice messages of this officer's cases that wait for words, the most urgent first."""
    query = (
        select(_medium.c.case_number, _medium.c.id, _case.c.urgency, _medium.c.received_at)
        .join(_case, _case.c.number == _medium.c.case_number)
        .where(*_WAITS, _case.c.erased_at.is_(None), scope.theirs(office.territories, officer, now))
        .order_by(_case.c.urgency, _medium.c.id)
        .limit(MOST)
    )
    return tuple(
        Spoken(row["case_number"], row["id"], row["urgency"], row["received_at"]) for row in tx.rows(query)
    )


def find(tx: Transaction, number: int, medium: int) -> Spoken | None:
    """Give a voice message of this case that waits for words; None when it has them, or there is none."""
    query = select(_case.c.urgency, _medium.c.received_at).join(
        _case, _case.c.number == _medium.c.case_number
    )
    row = tx.row(query.where(*_WAITS, _medium.c.id == medium, _medium.c.case_number == number))
    return None if row is None else Spoken(number, medium, row["urgency"], row["received_at"])


def keep(
    tx: Transaction, office: Office, number: int, medium: int, text: str, *, actor: str, now: datetime
) -> None:
    """Seal the words of a voice message for who reads the whole case; the day is kept, not the hour.

    Raises:
        UnknownMedium: the case has no such voice message, or it has its words already.
    """
    tx.lock([f"{PART}{medium}"])
    if find(tx, number, medium) is None:
        raise errors.UnknownMedium
    whole = readers.of_case(tx, office, number).whole
    day = clocks.local(now, office.law).date().isoformat()
    parts.keep(tx, number, f"{PART}{medium}", {"day": day, "text": text, "medium": medium}, whole, now=now)
    history.note(tx, [Entry(actor, "transcribed", number, part(medium))], now=now)
