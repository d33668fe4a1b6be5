"""Questions in an officer's own words: they pass the operator, who edits and asks, or returns them.

(DOMAIN b.2: questions to the reporter pass the operator.) A department has one such question at a time in a
case; its words lie sealed with the service key until they are asked.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from cases import errors, history, rerouting, tasks
from cases.casework import schema
from cases.office import Office
from cases.tasks import Errand, Task
from store.seal import Keys
from store.transaction import Transaction

LONGEST = 300
"""Characters of a question."""
WAITING, ASKED, RETURNED = "waiting", "asked", "returned"

_table = schema.proposal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question of this department: waiting, asked, or returned for the reason in `remark`."""

    number: int
    department: str
    state: str
    words: str
    remark: str
    made_at: datetime


def fit(words: str) -> str:
    """Give the words of a question in one line.

    Raises:
        WordsUnfit: there are none, or more than `LONGEST`.
    """
    told = " ".join(words.split())
    if not 0 < len(told) <= LONGEST:
        raise errors.WordsUnfit
    return told


def propose(
    tx: Transaction, office: Office, number: int, department: str, words: str, *, now: datetime
) -> Task | None:
    """Lay a question before the operator; gives their task, None where one of this department waits.

    Raises:
        WordsUnfit: there are no words, or too many.
    """
    told = fit(words)
    known = of_department(tx, office.keys, number, department)
    if known is not None and known.state == WAITING:
        return None
    sealed = office.keys.seal(told.encode(), _context(number, department, "words"))
    row = {"case_number": number, "department": department, "state": WAITING, "words": sealed}
    tx.upsert(_table, row | {"remark": None, "made_at": now})
    history.note(tx, [history.Entry(department, "question proposed", number, department)], now=now)
    errand = Errand(tasks.QUESTION, rerouting.desk(office).code, number, department)
    return tasks.ask(tx, office.keys, errand, now=now)


def wait_again(tx: Transaction, office: Office, number: int, *, now: datetime) -> None:
    """Have the operator asked anew for what waited when the case was closed: its tasks ended with it."""
    for one in of_case(tx, office.keys, number):
        if one.state == WAITING:
            errand = Errand(tasks.QUESTION, rerouting.desk(office).code, number, one.department)
            tasks.ask(tx, office.keys, errand, now=now)


def settle(
    tx: Transaction, keys: Keys, found: Proposal, state: str, *, actor: str, remark: str = "", now: datetime
) -> None:
    """Note that the operator has asked it, or returned it with a remark; the task is done."""
    key = {"case_number": found.number, "department": found.department}
    sealed = keys.seal(remark.encode(), _context(found.number, found.department, "remark"))
    changed: dict[str, object] = {"state": state, "remark": sealed if remark else None}
    tx.update(_table, key, changed | ({"words": None} if state == ASKED else {}))
    history.note(tx, [history.Entry(actor, f"question {state}", found.number, found.department)], now=now)
    tasks.settle(tx, tasks.QUESTION, number=found.number, about=found.department, by=actor, now=now)


def of_case(tx: Transaction, keys: Keys, number: int) -> tuple[Proposal, ...]:
    """Give the questions of a case that were proposed, the oldest first."""
    rows = tx.rows(select(_table).where(_table.c.case_number == number).order_by(_table.c.made_at))
    return tuple(_read(keys, row) for row in rows)


def of_department(tx: Transaction, keys: Keys, number: int, department: str) -> Proposal | None:
    """Give what this department proposed last; None where it never did."""
    return next((one for one in of_case(tx, keys, number) if one.department == department), None)


def _read(keys: Keys, row: RowMapping) -> Proposal:
    number, department = row["case_number"], row["department"]
    told = {
        name: keys.unseal(row[name], _context(number, department, name)).decode() if row[name] else ""
        for name in ("words", "remark")
    }
    return Proposal(number, department, row["state"], made_at=row["made_at"], **told)


def _context(number: int, department: str, what: str) -> str:
    return f"proposal:{number}:{department}:{what}"
