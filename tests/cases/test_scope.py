"""Whose a case is: the rule for one case and the rule for lists are the same rule."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from cases import case, filing, officers, schema, scope
from cases.office import Office
from store.database import Database
from tests.cases.told import DEBT, NOW, VILLAGE, report
from tests.doubles import staff

TURKISTAN, ALMATY, MAKTAARAL, ITS_CITY = "610000000", "750000000", "614400000", "611600000"
PLACES = ("", ALMATY, TURKISTAN, MAKTAARAL, ITS_CITY)


@pytest.mark.both
def test_lists_hold_exactly_the_cases_that_open_one_by_one(database: Database, office: Office) -> None:
    asked = 0
    with database.transaction() as tx:
        told: list[dict[str, Any]] = [
            {},
            {"territory": VILLAGE},
            {"territory": ""},
            {"facts": DEBT},
            {"territory": ALMATY},
        ]
        filed = [
            filing.file_report(tx, office, report(f"d{place}", **one), now=NOW)
            for place, one in enumerate(told)
        ]
        numbers = [one.number for one in filed]
        told_of = {one.department for each in filed for one in each.forwardings}
        tx.update(schema.forwarding, {"id": filed[0].forwardings[-1].id}, {"state": "declined"})
        tx.update(schema.forwarding, {"id": filed[1].forwardings[0].id}, {"receiver": filed[2].lead.code})
        for index, department in enumerate(sorted(told_of)):
            staff.hire(tx, office, f"officer{index}", department)
        for role in ("operator", "coordinator", "editor", "admin"):
            for place in PLACES if role in scope.SEE_ALL else PLACES[:1]:
                staff.hire(tx, office, f"{role}{place}", role=role, territory=place)

        for one in officers.everybody(tx, office.keys):
            for now in (NOW, NOW + timedelta(days=30)):
                query = select(schema.case.c.number).where(scope.theirs(office.territories, one, now))
                listed = {row["number"] for row in tx.rows(query)}
                opened = {number for number in numbers if scope.holds(tx, office, one, number, now=now)}
                assert listed == opened
                asked += len(opened)
        assert case.get(tx, numbers[2]).territory == ""
    assert asked > 20


def test_a_coordinator_of_one_oblast_has_no_case_of_another_and_none_without_a_place(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        here = filing.file_report(tx, office, report("here"), now=NOW).number
        nowhere = filing.file_report(tx, office, report("nowhere", territory=""), now=NOW).number
        for territory in (TURKISTAN, ALMATY, ""):
            staff.hire(tx, office, f"lead{territory}", role="coordinator", territory=territory)
        found = {
            territory: {
                number
                for number in (here, nowhere)
                if scope.holds(
                    tx, office, officers.present(tx, office.keys, f"lead{territory}"), number, now=NOW
                )
            }
            for territory in (TURKISTAN, ALMATY, "")
        }

    assert found == {TURKISTAN: {here}, ALMATY: set(), "": {here, nowhere}}
