"""Rows, copies and what stands over them, where the vectors do not look."""

from typing import Any

import pytest

from cases import assessment, facts, law, routing
from cases.routing import Route
from tests.cases.told import NOW

LAW = law.in_force(NOW.date())


def route(*, right_now: bool = False, **told: Any) -> Route:
    parsed = facts.parse(told)
    return routing.route(assessment.assess(parsed, LAW), parsed, LAW, right_now=right_now)


@pytest.mark.parametrize(
    ("told", "row", "lead", "owner"),
    [
        ({"place_known": False, "wfcl": ["slavery"]}, 1, "OPERATOR", "OPERATOR"),
        ({"age": 16, "wfcl": ["slavery"]}, 2, "POLICE_JUV", "CHILD_RIGHTS"),
        ({"age": 16, "abuse": True}, 3, "POLICE_JUV", "CHILD_RIGHTS"),
        ({"age": 16, "has_carer": False}, 4, "POLICE_JUV", "CHILD_RIGHTS"),
        ({"age": 16, "employer_kind": "school"}, 5, "CHILD_RIGHTS", "CHILD_RIGHTS"),
        ({"age": 6, "wfcl": ["begging"], "employer_kind": "relative"}, 6, "CHILD_RIGHTS", "CHILD_RIGHTS"),
        ({"age": 12, "activity": ["vegetables"]}, 7, "EDU_LOC", "CHILD_RIGHTS"),
        ({"age": 12, "employer_kind": "company"}, 8, "LABOUR", "CHILD_RIGHTS"),
        ({"age": 12, "activity": ["domestic"]}, 9, "CHILD_RIGHTS", "CHILD_RIGHTS"),
        ({"age": 16, "school_harm": "dropped"}, 10, "EDU_LOC", "EDU_LOC"),
        ({"age": 12}, 11, "CHILD_RIGHTS", "CHILD_RIGHTS"),
        ({"age": 16, "migrant": True}, 12, "EDU_OBL", "CHILD_RIGHTS"),
        ({"age": 16, "poverty": True}, 13, "SOCIAL", "SOCIAL"),
        ({"age": 16, "origin": "visit"}, 14, "CHILD_RIGHTS", ""),
        ({"age": 16}, 15, "OPERATOR", "OPERATOR"),
    ],
)
def test_every_row_of_the_table_has_a_report(told: dict[str, Any], row: int, lead: str, owner: str) -> None:
    way = route(**told)

    assert (way.row, way.lead_body, way.owner_body) == (row, lead, owner)


@pytest.mark.parametrize(
    "more",
    [{"compulsion_by": "employer"}, {"abuse": True}, {"has_carer": False}, {"employer_kind": "neighbour"}],
)
def test_begging_that_needs_the_police_is_no_family_matter(more: dict[str, Any]) -> None:
    told: dict[str, Any] = {"age": 6, "wfcl": ["begging"], "employer_kind": "parent"}

    assert route(**told | more).lead_body == "POLICE_JUV"


@pytest.mark.parametrize("employer", [None, "private", "company", "other"])
def test_the_labour_inspectorate_hears_of_an_employer_that_is_no_family(employer: str | None) -> None:
    kind: dict[str, Any] = {"employer_kind": employer} if employer else {}

    way = route(age=12, night=True, **kind)

    assert "LABOUR" in (way.lead_body, *way.copy_bodies)


def test_a_case_without_place_has_no_copies_whoever_is_accused() -> None:
    assert route(place_known=False, wfcl=["slavery"], poverty=True, accused=["LABOUR"]).copy_bodies == ()


def test_possible_rules_choose_a_lead_but_bring_no_copy() -> None:
    way = route(age=17, study_period=True, employer_kind="company", hours_day="3-4")

    assert (way.lead_body, way.copy_bodies) == ("LABOUR", ("CHILD_RIGHTS",))


def test_possible_rules_choose_a_lead_beside_a_migrant_child() -> None:
    way = route(age=14, study_period=False, migrant=True)

    assert (way.row, way.lead_body, way.copy_bodies) == (11, "CHILD_RIGHTS", ("EDU_OBL",))


def test_a_possible_rule_is_as_grave_as_a_broken_limit_when_the_school_is_asked_to_lead() -> None:
    assert route(during_lessons=True).row == 11
    assert route(age=14, consent=True, light=True, during_lessons=True).row == 10


def test_child_rights_has_a_copy_when_only_migration_was_told() -> None:
    assert route(age=16, migrant=True).copy_bodies == ("CHILD_RIGHTS",)


def test_a_visit_that_found_no_child_brings_no_copy() -> None:
    assert route(visit_no_child=True, poverty=True, hazard=["injury_accident"]).copy_bodies == ()


def test_with_the_worst_forms_everyone_who_could_warn_the_offender_is_held() -> None:
    way = route(
        age=13, wfcl=["forced_labour"], hazard=["injury_accident"], poverty=True, school_harm="absent"
    )

    assert way.copy_bodies == ("CHILD_RIGHTS", "POLICE_TIP", "PROS")
    assert way.held == ("EDU_LOC", "HEALTH", "LABOUR", "SOCIAL")


def test_a_school_that_sends_its_pupils_never_hears_of_it_through_its_own_unit() -> None:
    way = route(age=12, employer_kind="school", school_harm="absent")

    assert way.copy_bodies == ("EDU_OBL", "OMBUDS", "PROS")


@pytest.mark.parametrize(
    ("accused", "lead"),
    [
        (["POLICE_JUV"], "POLICE_JUV_OBL"),
        (["POLICE_JUV", "POLICE_JUV_OBL"], "PROS"),
        (["POLICE_JUV", "POLICE_JUV_OBL", "PROS"], "OMBUDS"),
        (["POLICE_JUV", "POLICE_JUV_OBL", "PROS", "OMBUDS"], "OPERATOR"),
    ],
)
def test_a_replacement_that_is_accused_is_replaced_again(accused: list[str], lead: str) -> None:
    assert route(age=16, wfcl=["slavery"], accused=accused).lead_body == lead


def test_an_accused_akimat_takes_its_units_along() -> None:
    way = route(age=12, employer_kind="parent", accused=["AKIMAT"])

    assert way.lead_body == "EDU_OBL"
    assert way.copy_bodies == ("CHILD_RIGHTS", "OMBUDS", "SOCIAL_OBL")


def test_the_owner_is_never_accused_either() -> None:
    assert route(age=16, wfcl=["slavery"], accused=["CHILD_RIGHTS"]).owner_body == "CHILD_RIGHTS_NAT"


def test_where_the_akimat_organises_its_unit_leads_and_child_rights_has_a_copy() -> None:
    way = route(age=12, clm_lead="B")

    assert (way.lead_body, way.lead_otherwise) == ("EDU_LOC", "SOCIAL")
    assert "CHILD_RIGHTS" in way.copy_bodies
    assert route(age=12, clm_lead="B", wfcl=["slavery"]).lead_body == "POLICE_JUV"


@pytest.mark.parametrize("told", [{"wfcl": ["slavery"]}, {"serious_threat": True, "employer_kind": "school"}])
def test_police_and_prosecutor_wait_for_the_operator_when_the_public_claims_it(told: dict[str, Any]) -> None:
    way = route(age=16, **told)

    assert way.confirm_first == {"POLICE_JUV", "POLICE_TIP", "PROS"} & {way.lead_body, *way.copy_bodies}
    assert {"POLICE_JUV", "PROS"} <= way.confirm_first
    assert way.confirm_minutes == 15


@pytest.mark.parametrize("origin", ["phone", "teacher", "visit"])
def test_reports_of_staff_wait_for_nobody(origin: str) -> None:
    assert not route(age=16, wfcl=["slavery"], origin=origin).confirm_first


def test_what_happens_right_now_waits_for_nobody() -> None:
    assert not route(age=16, wfcl=["slavery"], right_now=True).confirm_first


def test_a_night_club_is_told_to_the_police_but_not_a_family_that_keeps_one() -> None:
    told: dict[str, Any] = {"age": 17, "study_period": False, "activity": ["night_club"], "night": True}

    assert "POLICE_JUV" in route(**told).copy_bodies
    assert "POLICE_JUV" not in route(**told, employer_kind="parent").copy_bodies
