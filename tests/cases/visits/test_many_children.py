"""A visit of many children is submitted in one transaction, which has to be short for everybody else."""

from typing import Any

from sqlalchemy import Engine, event

from cases import linking
from cases.office import Office
from cases.visits import drafts, submitting
from cases.visits.sheets import filling
from cases.visits.sheets.sheet import Sheet
from store.database import Database
from tests.cases.told import NOW
from tests.cases.visits import filled


def test_one_more_child_costs_the_same_however_many_there_are(database: Database, office: Office) -> None:
    few, many = (_statements(database, office, children) for children in (2, 14))

    assert many <= few * 7


def _statements(database: Database, office: Office, children: int) -> int:
    """Give how many statements it takes to submit a visit of so many children."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    with database.transaction() as tx:
        account = filled.monitor(tx, office.keys, f"telegram:{children:02}")
        token = bytes([children] * 18)
        draft = drafts.begin(tx, office.keys, account, filled.PLAN, entropy=lambda _: token, now=NOW)
        theirs = tuple(dict(filled.CHILD) for _ in range(children))
        sheet = Sheet(0, {"x_found": "yes"}, theirs)
        draft = filling.fill(tx, office.keys, draft, account, sheet, now=NOW).draft
        event.listen(Engine, "before_cursor_execute", note)
        try:
            done = submitting.submit(tx, office, draft, now=NOW)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        first, *others = (one.number for one in done.children)
        assert linking.of_case(tx, first) == tuple(others)
    return len(sent)
