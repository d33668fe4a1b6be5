"""A quarter in which something of everything happened, as plain rows."""

from datetime import UTC, datetime, timedelta

from cases.absences.schema import absence, school
from cases.followups.schema import follow_up_check
from cases.referrals.schema import measure
from cases.schema import case
from cases.visits.schema import visit, visit_case
from store.transaction import Transaction
from tests.cases import told

MARCH = datetime(2025, 3, 10, 6, tzinfo=UTC)
SCHOOL = {"code": "s", "territory": told.MAKTAARAL, "conflict": 0, "name": b"", "made_at": MARCH}


def quarter(tx: Transaction, *, cases: int = 23) -> None:
    """Keep 23 cases of March 2025, 20 girls: 12 visited, 10 referred, 8 asked after; and 18 absences."""
    for number in range(1, cases + 1):
        tx.insert(case, _case(number))
    for number in range(1, 13):
        visited(tx, number)
    for number in range(1, 11):
        tx.insert(measure, measured(number))
    for number in range(1, 9):
        for fact, answer in ((1, "no" if number > 1 else "yes"), (2, "regularly" if number < 7 else "no")):
            tx.insert(follow_up_check, check(number, fact, answer))
    tx.insert(school, SCHOOL)
    for number in range(18):
        tx.insert(absence, absent(number))


def more(tx: Transaction) -> None:
    """Keep another thirty cases of the same day."""
    for number in range(101, 131):
        tx.insert(case, _case(number))


def _case(number: int) -> dict[str, object]:
    return told.plain_case(number) | {
        "territory": told.MAKTAARAL,
        "activity": "farm",
        "lead": "CHILD_RIGHTS:610000000",
        "age_band": "12-13",
        "sex": "female" if number > 3 else "male",
        "filed_at": MARCH,
        "due_at": MARCH + timedelta(hours=24),
        "acknowledged_at": MARCH + timedelta(hours=number),
    }


def visited(tx: Transaction, number: int, *, decision: str = "now") -> None:
    """Keep a visit at which the child of this case was found, and what was decided."""
    row: dict[str, object] = {
        "state": "sent",
        "territory": told.MAKTAARAL,
        "planned_on": "",
        "sector": "informal",
        "reason": "own",
    }
    row = row | {"id": number, "token": str(number), "account": "", "campaign": "", "version": 1, "found": 1}
    tx.insert(visit, row | dict.fromkeys(("made_at", "touched_at", "submitted_at"), MARCH) | {"body": None})
    decided: dict[str, object] = {
        "decision": decision,
        "by_on": "",
        "approval": "",
        "decided_at": None,
        "decided_by": "",
        "words": None,
    }
    tx.insert(visit_case, decided | {"case_number": number, "visit": number})


def measured(number: int) -> dict[str, object]:
    """Give the row of a measure for the child of this case."""
    empty: dict[str, object] = dict.fromkeys(
        ("need", "service", "agreed_on", "due_on", "reason", "made_by"), ""
    )
    done = number <= 6
    state: dict[str, object] = {"state": "done" if done else "sent", "done_on": "2025-03-20" if done else ""}
    moments: dict[str, object] = {"made_at": MARCH, "sent_at": MARCH, "answered_at": MARCH if done else None}
    line: dict[str, object] = {"id": number, "case_number": number, "line": "12b" if number > 3 else "10"}
    return empty | line | state | moments | {"mode": "direct", "consent": "yes"}


def check(number: int, fact: int, answer: str) -> dict[str, object]:
    """Give the row of an answer about the child of this case."""
    names = [column.name for column in follow_up_check.c]
    row: dict[str, object] = dict.fromkeys(names, "") | {"days": 0, "tries": 0, "reminders": 0}
    row |= {"id": 10 * number + fact, "case_number": number, "round": 1, "fact": fact, "measure": 0}
    row |= {"token": f"{number}-{fact}", "answer": answer, "asked_at": MARCH, "escalated_at": None}
    return row | {"answered_at": MARCH + timedelta(days=5)}


def absent(number: int) -> dict[str, object]:
    """Give the row of an absence."""
    row: dict[str, object] = {column.name: "" for column in absence.c}
    reasons = "work poverty" if number < 11 else "illness" if number < 17 else ""
    row |= {"id": str(number), "school": "s", "state": "open", "since": "2025-03-11", "days": 3}
    row |= {"reasons": reasons, "hidden": 0, "body": None, "made_at": MARCH + timedelta(days=1)}
    return row | {"case_number": number + 1 if number < 11 else None}
