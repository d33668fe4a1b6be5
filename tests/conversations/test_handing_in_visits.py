"""A visit that is handed in reaches the police and the child-rights body, and nobody is told twice."""

from typing import Any

import pytest
from sqlalchemy import select

from cases.visits.drafts import Draft
from conversations import handing_in_visits
from conversations.house import House
from store.database import Database
from store.schema import duty
from store.transaction import Transaction
from tests.cases.told import NOW, enrol
from tests.cases.visits import filled

WORST = {**filled.CHILD, "q19b": "found"}
LATER = {"x_decision": "by", "x_decision_by": "2026-12-01", "x_decision_why": "…"}
POLICE, RIGHTS, DESK = "POLICE_JUV:614400000", "CHILD_RIGHTS:610000000", "OPERATOR:KZ"


def _filled(tx: Transaction, house: House, told: dict[str, Any]) -> Draft:
    enrol(tx, house.keys, POLICE, RIGHTS, DESK)
    draft = filled.begun(tx, house.keys, filled.monitor(tx, house.keys))
    draft = filled.answer(tx, house.keys, draft, 0, {"x_found": "yes"})
    return filled.with_child(tx, house.keys, draft, told)


def _sayings(tx: Transaction, kind: str) -> int:
    keys = [row["key"] for row in tx.rows(select(duty.c.key))]
    return sum(key.startswith(f"{kind}:") for key in keys)


def test_a_child_in_a_worst_form_is_told_to_the_police_at_once(database: Database, house: House) -> None:
    with database.transaction() as tx:
        done = handing_in_visits.submit(tx, house, _filled(tx, house, WORST), now=NOW)

        assert [one.lead.code for one in done.children] == [POLICE]
        assert _sayings(tx, "pointer") == 3  # police, who follows up, and the desk for bodies without a chat
        assert _sayings(tx, "task") == 1  # the operator telephones


def test_an_alarm_during_the_visit_is_not_told_again_with_the_visit(database: Database, house: House) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, house, WORST)
        alarm = handing_in_visits.alert(tx, house, draft, 1, now=NOW)
        told = _sayings(tx, "pointer")
        handing_in_visits.alert(tx, house, draft, 1, now=NOW)
        [filed] = handing_in_visits.submit(tx, house, draft, now=NOW).children

        assert filed.number == alarm.number
        assert _sayings(tx, "pointer") == told == 3


@pytest.mark.parametrize(("told", "asked"), [({}, 1), (LATER, 2)])
def test_the_coordinators_desk_is_asked_where_a_child_stays_in_a_worst_form(
    database: Database, house: House, told: dict[str, Any], asked: int
) -> None:
    with database.transaction() as tx:
        handing_in_visits.submit(tx, house, _filled(tx, house, {**WORST, **told}), now=NOW)

        assert _sayings(tx, "task") == asked
