"""Copies and questions in own words: never to whom the case must not go, and past the operator's eyes."""

import pytest
from sqlalchemy import select

from cases import case, errors, forwarding, history, ladder, schema, tasks
from cases.casework import copying, proposals
from cases.office import Office
from cases.readers import READ_ALL
from store.database import Database
from tests.cases.casework.desk import LEAD, crew, file
from tests.cases.told import COTTON, DEBT, NOW


def test_a_copy_goes_to_one_more_department_with_the_key_of_what_it_may_read(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office)
    with database.transaction() as tx:
        offered = copying.offered(tx, office, number)
        to = next(one.code for one in offered if one.body not in READ_ALL)
        told = copying.forward(tx, office, people.officer.unlocked, number, to, actor=LEAD, now=NOW)
        assert (told.department, told.roles, told.state) == (to, ("copy",), "open")
        assert to in case.get(tx, number).copies
        held = select(schema.part_key.c.part).where(schema.part_key.c.holder == to)
        assert {row["part"] for row in tx.rows(held)} == {"extract"}
        assert to not in {one.code for one in copying.offered(tx, office, number)}
        for again in (to, LEAD, "CHILD_RIGHTS:750000000", "nobody"):
            with pytest.raises(errors.ReleaseRefused):
                copying.forward(tx, office, people.officer.unlocked, number, again, actor=LEAD, now=NOW)
        assert [row["act"] for row in history.of_case(tx, number)].count("forwarded") == len(
            forwarding.of_case(tx, number)
        )


def test_no_copy_goes_to_a_body_that_the_report_accuses(database: Database, office: Office) -> None:
    people = crew(database, office)
    accused = file(database, office, facts={**COTTON, "accused": ["EDU_LOC"]})
    with database.transaction() as tx:
        assert not [one for one in copying.offered(tx, office, accused) if one.body.startswith("EDU_LOC")]
        with pytest.raises(errors.ReleaseRefused):
            copying.forward(
                tx, office, people.operator.unlocked, accused, "EDU_LOC:614400000", actor=LEAD, now=NOW
            )


def test_while_a_department_is_held_back_nobody_above_it_is_offered_a_copy(
    database: Database, office: Office
) -> None:
    number = file(database, office, facts=DEBT)
    with database.transaction() as tx:
        held = [one.department for one in forwarding.of_case(tx, number) if one.state == "held"]
        above = {code for one in held for code in ladder.steps(office.departments, one, ())}
        assert held
        offered = {one.code for one in copying.offered(tx, office, number) if one.body not in READ_ALL}
        assert offered
        assert not offered & above


def test_own_words_wait_for_the_operator_one_question_of_a_department_at_a_time(
    database: Database, office: Office
) -> None:
    number = file(database, office)
    with database.transaction() as tx:
        task = proposals.propose(tx, office, number, LEAD, " Which\n field? ", now=NOW)
        assert task is not None
        assert (task.errand.kind, task.errand.about) == (tasks.QUESTION, LEAD)
        assert proposals.propose(tx, office, number, LEAD, "And when?", now=NOW) is None
        found = proposals.of_department(tx, office.keys, number, LEAD)
        assert found is not None
        assert (found.words, found.state) == ("Which field?", proposals.WAITING)
        proposals.settle(
            tx, office.keys, found, proposals.RETURNED, actor="operator", remark="Too narrow", now=NOW
        )
        back = proposals.of_department(tx, office.keys, number, LEAD)
        assert back is not None
        assert (back.state, back.words, back.remark) == (proposals.RETURNED, "Which field?", "Too narrow")
        assert tasks.open_of(tx, number) == ()
        assert proposals.propose(tx, office, number, LEAD, "And when?", now=NOW) is not None
        again = proposals.of_department(tx, office.keys, number, LEAD)
        assert again is not None
        proposals.settle(tx, office.keys, again, proposals.ASKED, actor="operator", now=NOW)
        asked = proposals.of_department(tx, office.keys, number, LEAD)
        assert asked is not None
        assert (asked.state, asked.words) == (proposals.ASKED, "")


@pytest.mark.parametrize("words", ["", " \n ", "x" * (proposals.LONGEST + 1)])
def test_a_question_without_words_or_with_too_many_is_refused(
    database: Database, office: Office, words: str
) -> None:
    number = file(database, office)
    with database.transaction() as tx, pytest.raises(errors.WordsUnfit):
        proposals.propose(tx, office, number, LEAD, words, now=NOW)
