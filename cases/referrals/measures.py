"""The measures for a child: lines 10 to 16 of Annex II form 2, one row each, with what became of it.

Codes and days are plain, because figures and follow-up need them. Words – what was agreed, for whom a name
is given, what an organisation answered – lie in the part "measure:<id>" of the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select, update

from cases import history, parts, readers
from cases.history import Entry
from cases.keyring import Unlocked
from cases.office import Office
from cases.referrals import errors
from cases.referrals.schema import measure as _measure
from store.transaction import Transaction

MODES = ("direct", "request")
STATES = ("proposed", "agreed", "sent", "accepted", "cannot", "done", "more", "replaced")
OPEN = frozenset({"proposed", "agreed", "sent", "accepted", "more"})
"""What still has to be done."""
SETTLED = frozenset({"done", "replaced"})
"""What hinders no closing (DIALOGUES 5: every measure done or replaced)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `line` of form 2; `service` is an id of the directory, "" for none; days are ISO, "" none.

    `reason`: why an organisation cannot, a code; "" otherwise.
    """

    id: int
    case_number: int
    line: str
    need: str
    service: str
    mode: str
    state: str
    agreed_on: str
    due_on: str
    sent_at: datetime | None
    answered_at: datetime | None
    reason: str
    consent: str
    made_at: datetime
    made_by: str
    done_on: str


@dataclass(frozen=True, slots=True)
class New:
    """A measure about to be kept: codes and days as in `Measure`, and `words`, sealed with the case."""

    line: str
    need: str
    service: str
    mode: str
    consent: str
    agreed_on: str
    due_on: str
    words: Mapping[str, Any]


def of_case(tx: Transaction, number: int) -> tuple[Measure, ...]:
    """Give the measures of a case in the order of the form, those that were replaced too."""
    rows = tx.rows(select(_measure).where(_measure.c.case_number == number).order_by(_measure.c.id))
    return tuple(sorted(map(_read, rows), key=lambda one: (one.line, one.id)))


def get(tx: Transaction, id: int) -> Measure:
    """Give one measure.

    Raises:
        UnknownMeasure: there is none of this id.
    """
    row = tx.row(select(_measure).where(_measure.c.id == id))
    if row is None:
        raise errors.UnknownMeasure
    return _read(row)


def keep(tx: Transaction, office: Office, number: int, new: New, *, by: str, now: datetime) -> Measure:
    """Keep a new measure; `by` is a role or department. Its words are for who reads the whole case."""
    id = tx.next_id("measure")
    row: dict[str, Any] = {
        "id": id,
        "case_number": number,
        "line": new.line,
        "need": new.need,
        "service": new.service,
        "mode": new.mode,
        "state": "proposed" if new.consent == "later" else "agreed",
        "agreed_on": new.agreed_on,
        "due_on": new.due_on,
        "sent_at": None,
        "answered_at": None,
        "reason": "",
        "consent": new.consent,
        "made_at": now,
        "made_by": by,
        "done_on": "",
    }
    tx.insert(_measure, row)
    parts.keep(tx, number, part(id), dict(new.words), readers.of_case(tx, office, number).whole, now=now)
    history.note(tx, [Entry(by, "measure kept", number)], now=now)
    return Measure(**row)


def change(tx: Transaction, known: Measure, act: str, *, by: str, now: datetime, **values: object) -> Measure:
    """Change plain columns of a measure and note it in the history as `act`; gives it as it is now."""
    tx.execute(update(_measure).where(_measure.c.id == known.id).values(**values))
    history.note(tx, [Entry(by, act, known.case_number)], now=now)
    return get(tx, known.id)


def words(tx: Transaction, unlocked: Unlocked, known: Measure) -> dict[str, Any]:
    """Give the words of a measure.

    Raises:
        NotForThisKey: these keys do not open them.
        UnknownCase: they have been erased.
    """
    return parts.read(tx, unlocked, known.case_number, part(known.id))


def part(id: int) -> str:
    """Give the name of the part that holds the words of a measure."""
    return f"measure:{id}"


def answers(tx: Transaction, unlocked: Unlocked, known: Measure) -> tuple[dict[str, Any], ...]:
    """Give what organisations said in words to a measure, the oldest first; only what these keys open."""
    wanted = sorted(
        (name for name in parts.names(tx, known.case_number) if _answers(name, known.id)), key=_last
    )
    return tuple(parts.read(tx, unlocked, known.case_number, name) for name in wanted)


def asked(tx: Transaction, unlocked: Unlocked, known: Measure) -> str:
    """Give who was asked last whether they agree, a code of `consent`; "" where nobody is known to have been.

    Raises:
        NotForThisKey, UnknownCase: as `words`.
    """
    later = agreements(tx, known)
    told = parts.read(tx, unlocked, known.case_number, later[-1]) if later else words(tx, unlocked, known)
    return str(told.get("asked", ""))


def agreements(tx: Transaction, known: Measure) -> tuple[str, ...]:
    """Give the names of the parts that say what the family answered since, the oldest first."""
    mine = (name for name in parts.names(tx, known.case_number) if name.startswith(f"agreed:{known.id}:"))
    return tuple(sorted(mine, key=_last))


def answer_part(tx: Transaction, known: Measure) -> str:
    """Give the name of the part for the next words of an organisation to this measure."""
    return f"referral:{known.id}:{many_answers(tx, known) + 1}"


def many_answers(tx: Transaction, known: Measure) -> int:
    """Give how often an organisation has written something to this measure."""
    return sum(_answers(name, known.id) for name in parts.names(tx, known.case_number))


def _answers(name: str, id: int) -> bool:
    return name.startswith(f"referral:{id}:")


def _last(name: str) -> int:
    return int(name.rpartition(":")[2])


def _read(row: RowMapping) -> Measure:
    return Measure(**dict(row))
