"""Taking over: what an earlier version filed is sealed for its readers, and opens for the service no more.

That version sealed one part, "report", under a key that the service could open. Here it is opened for the
last time: as the parts and for the readers that it would have if it were filed now. The old row is deleted.
"""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from cases import accused, content, history, judgement, parts, readers, schema
from cases.content import EXTRACT, REPORT, REPORTER
from cases.keyring import COORDINATOR, RECOVERY
from cases.office import Office
from cases.report import Report
from store import seal
from store.transaction import Transaction

SERVICE = "service"
_OF_REPORTER = ("channel", "language")
_part, _key = schema.sealed_part, schema.part_key


def left(tx: Transaction) -> tuple[int, ...]:
    """Give the numbers of the cases that the service still opens."""
    query = select(_key.c.case_number).where(_key.c.holder == SERVICE, _key.c.part == REPORT)
    return tuple(row["case_number"] for row in tx.rows(query.order_by(_key.c.case_number)))


def take_over(tx: Transaction, office: Office, number: int, *, now: datetime) -> None:
    """Seal one case of an earlier version for its readers.

    Raises:
        SealBroken: it was changed, or these are not the keys of its database.
    """
    told = _read(tx, office, number)
    routing = accused.sealed(office.keys, number, _accused(office, told))
    tx.update(schema.case, {"number": number}, {"routing": routing})
    for table in (_key, _part):
        tx.delete(table, {"case_number": number, "part": REPORT})
    whole = {name: value for name, value in told.items() if name not in _OF_REPORTER}
    theirs = readers.of_case(tx, office, number)
    parts.keep(tx, number, REPORT, whole, theirs.whole, now=now)
    if theirs.extract:
        parts.keep(tx, number, EXTRACT, content.extract_of(whole), theirs.extract, now=now)
    parts.keep(tx, number, REPORTER, {"channel": told["channel"]}, (COORDINATOR, RECOVERY), now=now)
    history.note(tx, [history.Entry("service", "sealed", number)], now=now)


def _read(tx: Transaction, office: Office, number: int) -> dict[str, Any]:
    context = f"case:{number}:{REPORT}"
    joined = (_part.c.case_number == _key.c.case_number) & (_part.c.part == _key.c.part)
    query = select(_part.c.body, _key.c.key).where(joined, _key.c.holder == SERVICE)
    row = tx.rows(query.where(_part.c.case_number == number, _part.c.part == REPORT))[0]
    key = office.keys.unseal(row["key"], f"part key:{SERVICE}:{context}")
    told: dict[str, Any] = msgspec.json.decode(seal.unseal_part(key, row["body"], context))
    return told


def _accused(office: Office, told: dict[str, Any]) -> list[str]:
    report = Report("", told["channel"], told["language"], told["facts"], territory=told["territory"])
    return [body for body, _ in judgement.judge(office, report).way.around]
