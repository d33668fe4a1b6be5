"""Days that cannot be reach no case: neither a visit or a finding of tomorrow, nor a birth that is none."""

from dataclasses import replace

import pytest

from cases.office import Office
from cases.visits import drafts, errors, readiness, submitting
from cases.visits.drafts import Draft
from locales import daytime
from store.database import Database
from tests.cases.told import NOW
from tests.cases.visits import filled


def _refused(office: Office, draft: Draft) -> list[tuple[str, str, int]]:
    found = readiness.look(draft.content, office.law, daytime.day(NOW))
    return [(one.code, one.question, one.child) for one in readiness.hinders(found)]


def test_what_cannot_be_is_not_submitted_and_stays_as_it_was_typed(
    database: Database, office: Office
) -> None:
    told = {**filled.CHILD, "q2": "32.13.2012", "q12": "25.11.2026", "x_age": "13", "q14c": "many"}
    with database.transaction() as tx:
        draft = filled.begun(tx, office.keys, filled.monitor(tx, office.keys))
        draft = filled.answer(tx, office.keys, draft, 0, {"x_found": "yes"})
        draft = filled.with_child(tx, office.keys, draft, told)
        plan = replace(filled.PLAN, day="2026-11-25")
        draft = drafts.change_plan(tx, office.keys, draft.token, draft.account, plan, now=NOW)
        found = readiness.look(draft.content, office.law, daytime.day(NOW))

        assert ("not_a_number", "q14c", 1) in [(one.code, one.question, one.child) for one in found]
        assert _refused(office, draft) == [
            ("in_future", "", 0),
            ("in_future", "q12", 1),
            ("no_such_day", "q2", 1),
        ]
        assert draft.content.of(1)["q2"].typed == "32.13.2012"
        with pytest.raises(errors.VisitUnfit):
            submitting.submit(tx, office, draft, now=NOW)
        draft = filled.answer(tx, office.keys, draft, 1, {"q2": "01.05.2027"})
        assert ("birth_in_future", "q2", 1) in _refused(office, draft)


def test_a_child_of_a_visit_that_was_planned_for_later_is_found_today(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        account = filled.monitor(tx, office.keys)
        draft = filled.begun(tx, office.keys, account, replace(filled.PLAN, day="2026-11-25"))
        draft = filled.with_child(tx, office.keys, draft)

        assert draft.content.values(1)["q12"] == "2026-11-23"
