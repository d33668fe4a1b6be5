"""Before a visit: who has to come along, and that it never shows that somebody reported."""

from dataclasses import replace
from datetime import date

import pytest

from cases import filing
from cases.office import Office
from cases.visits import plans
from cases.visits.plans import Occasion
from cases.visits.team import Member
from store.database import Database
from tests.cases.told import NOW, report
from tests.cases.visits.filled import PLAN

TODAY = date(2026, 11, 23)
ALONE = (Member("child_rights"),)
REPORTED = Occasion(date(2026, 11, 20), "U2", 2)


def _codes(plan: plans.Plan, occasion: Occasion | None = None) -> list[str]:
    return [one.code for one in plans.check(plan, TODAY, occasion)]


def test_a_whole_plan_has_nothing_against_it() -> None:
    assert _codes(PLAN) == []


@pytest.mark.parametrize("changed", [{"sector": "household"}, {"suspected": True}])
def test_a_household_or_a_suspected_worst_form_needs_the_juvenile_police(changed: dict) -> None:
    plan = replace(PLAN, team=ALONE, **changed)

    assert _codes(plan) == ["police_needed"]
    assert _codes(replace(plan, team=(*ALONE, Member("police_juvenile")))) == []
    assert _codes(replace(plan, overrides={"police_needed": "comes by another car"})) == []
    assert _codes(replace(plan, overrides={"police_needed": ""})) == ["police_needed"]


def test_a_registered_employer_needs_a_labour_inspector_or_its_consent() -> None:
    plan = replace(PLAN, sector="formal")

    assert _codes(plan) == ["access_needed"]
    assert _codes(replace(plan, consent=True)) == []
    assert _codes(replace(plan, team=(Member("labour_inspector"),))) == []


def test_a_past_day_is_refused_and_cannot_be_overridden() -> None:
    plan = replace(PLAN, day="2026-11-22", overrides={"past_day": "because"})

    assert _codes(plan) == ["past_day"]
    assert plans.check(plan, TODAY, begun=True) == ()


def test_a_visit_after_a_report_is_one_of_a_round() -> None:
    plan = replace(PLAN, reason="report", case_number=1)

    assert _codes(plan, REPORTED) == ["round_needed"]
    assert _codes(replace(plan, places=3), REPORTED) == []


def test_a_visit_is_not_on_the_day_of_the_report_unless_it_cannot_wait() -> None:
    plan = replace(PLAN, reason="report", case_number=1, places=3)

    assert _codes(plan, replace(REPORTED, day=TODAY)) == ["day_of_report"]
    assert _codes(plan, Occasion(TODAY, "U0", 3)) == []


def test_a_case_of_a_worst_form_is_not_visited_without_the_police() -> None:
    plan = replace(PLAN, reason="report", case_number=1, places=3, team=ALONE)

    assert _codes(plan, Occasion(TODAY, "U0", 4)) == ["police_needed"]


def test_an_empty_plan_says_all_that_is_missing() -> None:
    assert _codes(plans.Plan()) == ["no_place", "no_day", "no_reason", "no_team"]


def test_what_is_known_of_the_case_comes_from_the_case(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        plan = replace(PLAN, case_number=filed.number)

        assert plans.occasion(tx, office.territories, plan) == Occasion(TODAY, filed.urgency, filed.severity)
        assert plans.occasion(tx, office.territories, replace(plan, case_number=99)) is None
        assert plans.occasion(tx, office.territories, replace(plan, territory="611600000")) is None
