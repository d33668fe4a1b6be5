"""A case is closed once, with a coded outcome."""

import pytest

from cases import case, closing, errors, filing, history, questions, tasks
from cases.office import Office
from cases.questions import Asking
from cases.tasks import Errand
from store.database import Database
from tests.cases.told import NOW, report

pytestmark = pytest.mark.both

LEAD = "CHILD_RIGHTS:610000000"


def test_a_case_is_closed_once_and_keeps_its_first_outcome(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=NOW)
        first = [
            closing.close(tx, 1, outcome, actor="desk", now=NOW) for outcome in ("helped", "not_confirmed")
        ]
        row = case.get(tx, 1)

        assert [entry["act"] for entry in history.of_case(tx, 1)].count("closed") == 1
    assert first == [True, False]
    assert (row.state, row.outcome, row.closed_at) == ("closed", "helped", NOW.replace(microsecond=123000))


def test_an_outcome_or_a_case_that_is_unknown_is_refused(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=NOW)
        with pytest.raises(errors.UnknownOutcome, match="fine"):
            closing.close(tx, 1, "fine", actor="desk", now=NOW)
        with pytest.raises(errors.UnknownCase):
            closing.close(tx, 2, "helped", actor="desk", now=NOW)


def test_what_people_had_to_do_ends_with_the_case_but_the_key_is_still_handed_over(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=NOW)
        for kind in (tasks.TELEPHONE, tasks.OVERDUE, tasks.RELEASE):
            tasks.ask(tx, office.keys, Errand(kind, LEAD, 1), now=NOW)
        closing.close(tx, 1, "helped", actor="desk", now=NOW)

        assert [one.errand.kind for one in tasks.open_ones(tx)] == [tasks.RELEASE]


def test_a_closed_case_takes_no_question_and_shows_none(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=NOW)
        before = questions.ask(tx, office.keys, 1, Asking(LEAD, "where"), token="a", now=NOW)
        closing.close(tx, 1, "helped", actor="desk", now=NOW)
        after = questions.ask(tx, office.keys, 1, Asking(LEAD, "still"), token="b", now=NOW)

        assert questions.open_of(tx, 1) == ()
    assert (before, after) == ("asked", "closed")
