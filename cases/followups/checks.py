"""The checks of a case: each of the three facts, in each round, asked of whoever can verify it.

planned ──▶ asked ──▶ (reminded ──▶ escalated) ──▶ answered
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, select

from cases.followups import errors
from cases.followups.schema import follow_up_check as table
from store.seal import Keys
from store.transaction import Transaction

WORK, SCHOOL, MEASURE = 1, 2, 3
"""The three facts: again in the same or similar work · goes to school regularly · a measure carried out."""
ANSWERS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        WORK: ("no", "yes", "could_not"),
        SCHOOL: ("regularly", "sometimes", "no", "finished", "unknown"),
        MEASURE: ("done", "in_progress", "refused", "not_started"),
    }
)
LAWFUL = "lawful"
"""What stands for "yes" to the first fact where the rules find nothing against this work at this age."""
MONITOR, TEACHER, ORGANISATION, DESK = "monitor", "teacher", "organisation", "desk"
"""Who verifies: in the chat, in the chat, behind a link, and whoever works on the case."""
BETWEEN = 0
"""The round of what was told between two rounds."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question of one round. `measure` is 0 with facts 1 and 2; `answer` "" while there is none."""

    id: int
    case_number: int
    round: int
    fact: int
    measure: int
    due_on: str
    asked_at: datetime | None
    answered_at: datetime | None
    answer: str
    why: str
    days: int
    tries: int
    reminders: int
    escalated_at: datetime | None
    verifier: str
    token: str

    @property
    def day(self) -> date:
        """The day on which it is asked."""
        return date.fromisoformat(self.due_on)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still missing."""
        return self.answered_at is None

    def is_due(self, day: date) -> bool:
        """Whether it is open and its day has come."""
        return self.is_open and self.due_on <= day.isoformat()


def of_case(tx: Transaction, number: int) -> tuple[Check, ...]:
    """Give the checks of a case by day, fact and measure."""
    rows = tx.rows(select(table).where(table.c.case_number == number))
    found = (_read(row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.due_on, one.fact, one.measure, one.id)))


def get(tx: Transaction, id: int) -> Check:
    """Give one check.

    Raises:
        UnknownCheck: there is none of this id.
    """
    row = tx.row(select(table).where(table.c.id == id))
    if row is None:
        raise errors.UnknownCheck
    return _read(row)


def by_token(tx: Transaction, token: str) -> Check | None:
    """Give the check that a button belongs to."""
    row = tx.row(select(table).where(table.c.token == token))
    return None if row is None else _read(row)


def latest(found: Iterable[Check], fact: int, measure: int = 0) -> Check | None:
    """Give the check of this fact that was answered last; None: none was."""
    answered = [
        (one.answered_at, one.id, one)
        for one in found
        if one.fact == fact and one.measure == measure and one.answered_at is not None
    ]
    return max(answered, default=(None, 0, None), key=lambda one: one[:2])[2]


def plan(
    tx: Transaction, keys: Keys, number: int, of: tuple[int, int, int], due_on: str, **told: object
) -> Check:
    """Insert a check of (round, fact, measure), which the case must not have yet."""
    id = tx.next_id("follow_up_check")
    month, fact, measure = of
    row: dict[str, Any] = {
        "id": id,
        "case_number": number,
        "round": month,
        "fact": fact,
        "measure": measure,
        "due_on": due_on,
        "asked_at": None,
        "answered_at": None,
        "answer": "",
        "why": "",
        "days": 0,
        "tries": 0,
        "reminders": 0,
        "escalated_at": None,
        "verifier": "",
        "token": keys.index("check", str(id)),
        **told,
    }
    tx.insert(table, row)
    return Check(**row)


def change(tx: Transaction, known: Check, **values: object) -> None:
    """Change plain columns of a check."""
    tx.update(table, {"id": known.id}, values)


def _read(row: RowMapping) -> Check:
    return Check(**dict(row))
