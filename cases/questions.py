"""What a department wants to know from a reporter whom it does not know, and the answer.

A department chooses from coded questions, which nobody needs to look at before they go out; what an officer
asks in own words is asked by the operator (DOMAIN b.2: questions to the reporter pass the operator). The
answer is a sealed part of the case, "answer:<id>", for who reads the whole report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import RowMapping, select

from cases import case, history, parts, readers, schema
from cases.history import Entry
from cases.office import Office
from store.seal import Keys
from store.transaction import Transaction

MOST_OPEN = 3

Asked = Literal["asked", "before", "enough", "closed"]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a department wants to ask: a code, or own words."""

    department: str
    code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: a code, or own words where the code is ""."""

    id: int
    case_number: int
    department: str
    code: str
    words: str = ""


def ask(tx: Transaction, keys: Keys, number: int, wish: Asking, *, token: str, now: datetime) -> Asked:
    """Ask the reporter of a case; a code twice is not asked again, and no fourth one while three are open.

    Gives what became of it: "asked"; "before" (whoever asked it); "enough"; "closed". `token` is a fresh
    random name.

    Raises:
        UnknownCase: there is no case of this number.
    """
    if case.get(tx, number).state == "closed":
        return "closed"
    known = _rows(tx, number)
    if wish.code and any(row["code"] == wish.code for row in known):
        return "before"
    if sum(row["answered_at"] is None for row in known) >= MOST_OPEN:
        return "enough"
    id = tx.next_number("question")
    tx.insert(
        schema.question,
        {
            "id": id,
            "case_number": number,
            "department": wish.department,
            "code": wish.code,
            "words": keys.seal(wish.words.encode(), _context(id)) if wish.words else None,
            "token": token,
            "asked_at": now,
        },
    )
    actor = wish.department if wish.code else "OPERATOR"
    history.note(tx, [Entry(actor, "asked", number, wish.department)], now=now)
    return "asked"


def open_of(tx: Transaction, number: int) -> tuple[int, ...]:
    """Give the ids of the questions of a case that wait for an answer, oldest first; none of a closed one."""
    if case.get(tx, number).state == "closed":
        return ()
    return tuple(row["id"] for row in _rows(tx, number) if row["answered_at"] is None)


def get(tx: Transaction, keys: Keys, id: int) -> Question | None:
    """Give a question that waits for an answer, None once it has one."""
    query = select(schema.question).where(schema.question.c.id == id, schema.question.c.answered_at.is_(None))
    row = tx.row(query)
    if row is None:
        return None
    words = keys.unseal(row["words"], _context(id)).decode() if row["words"] else ""
    return Question(id, row["case_number"], row["department"], row["code"], words)


def answer(
    tx: Transaction, office: Office, question: Question, told: Mapping[str, object], *, now: datetime
) -> None:
    """Seal the answer to an open question, with the question, for who reads the whole case; the plain row
    forgets own words.
    """
    number = question.case_number
    whole = readers.of_case(tx, office, number).whole
    asked = {"question": question.code, "words": question.words}
    parts.keep(tx, number, f"answer:{question.id}", asked | dict(told), whole, now=now)
    tx.update(schema.question, {"id": question.id}, {"answered_at": now, "words": None})
    history.note(tx, [Entry("reporter", "answered", number, question.department)], now=now)


def _rows(tx: Transaction, number: int) -> list[RowMapping]:
    query = select(schema.question).where(schema.question.c.case_number == number)
    return list(tx.rows(query.order_by(schema.question.c.id)))


def _context(id: int) -> str:
    return f"question:{id}"
