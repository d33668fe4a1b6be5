"""A case with those who work on it: an officer of its lead, one of a copy, an operator, a coordinator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import filing, progress
from cases.casework import permitted, standing
from cases.casework.standing import Standing
from cases.office import Office
from cases.officers import SignedIn
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW, report
from tests.doubles import staff

LEAD, COPY = "CHILD_RIGHTS:610000000", "EDU_LOC:614400000"
LATER = NOW + timedelta(minutes=5)
TOO_LATE = NOW + timedelta(minutes=16)


@dataclass(frozen=True)
class Crew:
    """Everybody with open keys."""

    officer: SignedIn
    colleague: SignedIn
    copy: SignedIn
    operator: SignedIn
    coordinator: SignedIn


def crew(database: Database, office: Office) -> Crew:
    """Let five people in who are needed to try who may do what."""
    people = (
        ("lead", LEAD, "officer"),
        ("lead two", LEAD, "officer"),
        ("copy", COPY, "officer"),
        ("operator", "", "operator"),
        ("coordinator", "", "coordinator"),
    )
    with database.transaction() as tx:
        for name, department, role in people:
            staff.hire(tx, office, name, department, role=role)
    with database.transaction() as tx:
        return Crew(*(staff.signed_in(tx, office, name) for name, _, _ in people))


def file(
    database: Database,
    office: Office,
    *,
    acknowledged: bool = True,
    origin: str = "draft-1",
    **changed: object,
) -> int:
    """File a report; unless told otherwise its lead has acknowledged it."""
    with database.transaction() as tx:
        number = filing.file_report(tx, office, report(origin, **changed), now=NOW).number
        if acknowledged:
            progress.acknowledge(tx, number=number, actor=LEAD, now=NOW)
    return number


def may(tx: Transaction, office: Office, who: SignedIn, number: int, now: datetime = NOW) -> frozenset[str]:
    """Give the acts that are open to somebody, but for "undo", which is open to all."""
    return permitted.acts(stands(tx, office, who, number, now)) - {"undo"}


def stands(tx: Transaction, office: Office, who: SignedIn, number: int, now: datetime = NOW) -> Standing:
    """Give how somebody stands to a case."""
    return standing.of(tx, office, who, number, now=now)
