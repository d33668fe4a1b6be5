"""What a region answered to a question of readiness or a step: the newest counts, none is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec
from sqlalchemy import RowMapping, select

from cases import history
from cases.history import Entry
from cases.programme import checklist
from cases.programme.errors import AnswerUnfit
from cases.programme.schema import programme_answer as table
from store.seal import Keys
from store.transaction import Transaction

ANSWERS = ("yes", "partly", "no")
LONGEST = 500  # characters of an action, or of who takes part


@dataclass(frozen=True, slots=True)
class Given:
    """One answer. `due_on`: ISO day, "" where none is set. `action`, `parties`: as somebody wrote it."""

    item: str
    answer: str
    action: str = field(default="", repr=False)
    parties: str = field(default="", repr=False)
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is kept: when it was given and by which role or department."""

    given: Given
    made_at: datetime
    made_by: str


def give(tx: Transaction, keys: Keys, territory: str, given: Given, *, actor: str, now: datetime) -> None:
    """Keep an answer of a region, unless the newest says the same already.

    Raises:
        AnswerUnfit: no such question or answer, or no such day.
    """
    kept = _fit(given)
    newest = next((one for one in of_region(tx, keys, territory) if one.given.item == kept.item), None)
    if newest is not None and newest.given == kept:
        return
    id = tx.next_number("programme_answer")
    words = msgspec.json.encode({"action": kept.action, "parties": kept.parties})
    row = {"id": id, "territory": territory, "item": kept.item, "answer": kept.answer}
    row |= {"due_on": kept.due_on, "made_at": now, "made_by": actor}
    tx.insert(table, row | {"body": keys.seal(words, _context(id))})
    history.note(tx, [Entry(actor, f"programme answered: {kept.item}", about=territory)], now=now)


def of_region(tx: Transaction, keys: Keys, territory: str) -> Sequence[Answer]:
    """Give every answer of a region, the newest first."""
    query = select(table).where(table.c.territory == territory).order_by(table.c.id.desc())
    return [_answer(row, keys) for row in tx.rows(query)]


def _fit(given: Given) -> Given:
    if given.item not in checklist.ids() or given.answer not in ANSWERS:
        raise AnswerUnfit
    try:
        due = date.fromisoformat(given.due_on).isoformat() if given.due_on else ""
    except ValueError:
        raise AnswerUnfit from None
    return Given(
        given.item, given.answer, given.action.strip()[:LONGEST], given.parties.strip()[:LONGEST], due
    )


def _answer(row: RowMapping, keys: Keys) -> Answer:
    words = msgspec.json.decode(keys.unseal(row["body"], _context(row["id"])))
    given = Given(row["item"], row["answer"], words["action"], words["parties"], row["due_on"])
    return Answer(given, row["made_at"], row["made_by"])


def _context(id: int) -> str:
    return f"programme_answer:{id}"
