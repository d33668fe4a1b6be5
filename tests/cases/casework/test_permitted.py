"""Which acts are whose: by role, by forwarding, by what the keys open, by how far the case is."""

import pytest

from cases import closing, erasure
from cases.office import Office
from store.database import Database
from tests.cases.casework.desk import crew, file, may
from tests.cases.told import DEBT, NOW

pytestmark = pytest.mark.both

READS = {"note", "link", "unlink"}


def test_the_lead_acknowledges_takes_accepts_or_declines_and_then_works(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office, acknowledged=False)
    with database.transaction() as tx:
        fresh = may(tx, office, people.officer, number)
    done = file(database, office, origin="draft-2")
    with database.transaction() as tx:
        working = may(tx, office, people.officer, done)

    assert fresh == READS | {"acknowledge", "take", "accept", "decline", "urgency", "measures", "receiver"}
    assert working == READS | {
        *("take", "accept", "ask", "urgency", "forward", "close", "duplicate", "measures", "receiver")
    }


def test_a_copy_acknowledges_its_own_forwarding_and_nothing_more(database: Database, office: Office) -> None:
    people, number = crew(database, office), file(database, office)
    with database.transaction() as tx:
        assert may(tx, office, people.copy, number) == {"acknowledge"}


def test_operator_and_coordinator_see_to_a_case_but_do_not_answer_for_a_department(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office)
    theirs = READS | {"take", "ask", "urgency", "forward", "close", "duplicate", "decline", "receiver"}
    with database.transaction() as tx:
        assert may(tx, office, people.operator, number) == theirs
        assert may(tx, office, people.coordinator, number) == theirs | {"measures"}


def test_of_a_closed_case_notes_links_and_reopening_are_left_and_of_an_erased_one_nothing(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office)
    with database.transaction() as tx:
        closing.close(tx, number, "helped", actor="desk", now=NOW)
        assert may(tx, office, people.officer, number) == READS | {"reopen"}
        erasure.erase(tx, number, actor="desk", reason="court_order", now=NOW)
        assert may(tx, office, people.officer, number) == set()


def test_who_was_held_back_is_let_know_by_who_oversees_and_by_the_police_alone(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office, facts=DEBT)
    with database.transaction() as tx:
        assert "release" in may(tx, office, people.operator, number)
        assert "release" in may(tx, office, people.coordinator, number)
