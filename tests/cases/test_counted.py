"""What is counted of cases, and that counting reads no more rows than it counts."""

import re
from typing import Any

import pytest
from sqlalchemy import Select, text

from cases import case, closing, counted, escalation, filing, forwarding, progress, rerouting
from cases.office import Office
from cases.rerouting import Wish
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW, report

POLICE, DESK = "POLICE_JUV:614400000", "OPERATOR"
WAITING = text("""
    SELECT forwarding.state AS state, count(*) AS rows FROM forwarding
    JOIN "case" ON "case".number = forwarding.case_number WHERE "case".state = 'received' GROUP BY 1
""")


def waiting(tx: Transaction) -> dict[str, int]:
    """The forwardings of cases that nobody has acknowledged, found by the cases themselves."""
    return {row["state"]: row["rows"] for row in tx.rows(WAITING)}


@pytest.mark.both
def test_forwardings_are_counted_as_long_as_somebody_has_to_acknowledge_their_case(
    database: Database, office: Office
) -> None:
    seen = []

    def look(tx: Transaction) -> None:
        assert counted.forwardings(tx) == waiting(tx)
        seen.append(sum(counted.forwardings(tx).values()))

    with database.transaction() as tx:
        filing.file_report(tx, office, report("1"), now=NOW)
        filing.file_report(tx, office, report("2"), now=NOW)
        look(tx)
        progress.acknowledge(tx, number=1, actor="desk", now=NOW)
        look(tx)
        rerouting.reroute(tx, office, 1, Wish(POLICE, "other_place", "desk"), now=NOW)
        look(tx)
        closing.close(tx, 1, "helped", actor="desk", now=NOW)
        closing.close(tx, 2, "helped", actor="desk", now=NOW)
        look(tx)

        assert case.get(tx, 1).lead == POLICE
    whole, without, again, none = seen
    assert 0 < without < whole < again
    assert none == 0


def test_a_copys_acknowledgement_leaves_the_case_waiting(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=NOW)
        before = sum(counted.forwardings(tx).values())
        copy = next(one for one in forwarding.of_case(tx, 1) if one.roles == ("copy",))
        progress.acknowledge(tx, token=copy.token, actor="desk", now=NOW)

        assert counted.forwardings(tx) == waiting(tx)
        assert sum(counted.forwardings(tx).values()) == before


@pytest.mark.parametrize(
    ("statement", "index"),
    [(counted.BY_STATE, "forwarding_awaited"), (escalation.OVERDUE, "case_late")],
)
def test_what_waits_is_counted_by_an_index_of_nothing_else(
    database: Database, statement: Select[Any], index: str
) -> None:
    asked = re.sub(r":\w+", "0", str(statement))
    with database.reading() as tx:
        plan = [row["detail"] for row in tx.rows(text(f"EXPLAIN QUERY PLAN {asked}"))]

    assert [step.partition(" INDEX ")[2].partition(" ")[0] for step in plan] == [index]
