"""What the rules mean where the vectors do not look: unknown answers, borders, reasons, criteria."""

from typing import Any

import pytest

from cases import assessment, facts, law
from cases.assessment import Assessment, Reason
from tests.cases.told import NOW

LAW = law.in_force(NOW.date())


def assess(**told: Any) -> Assessment:
    return assessment.assess(facts.parse(told), LAW)


def reason(result: Assessment, rule: str) -> Reason:
    return next(one for one in result.reasons if one.rule == rule)


def test_nothing_told_is_possible_child_labour_and_never_allowed() -> None:
    result = assess()

    assert (result.fires, result.possible, result.urgency) == ((), ("A-1",), "U2")
    assert result.provisional
    assert result.open_questions[0] == "age"


@pytest.mark.parametrize("answer", ["arts", "own_home"])
def test_arts_and_own_home_close_what_an_unknown_age_leaves_possible(answer: str) -> None:
    assert "A-1" not in assess(**{answer: True}).possible


def test_work_that_is_not_there_fires_no_rule_that_names_it() -> None:
    assert assess(age=12, work="no", school_harm="absent").fires == ("P-2",)
    assert assess(age=12, work="no", overtime=True).fires == ("O-1",)


@pytest.mark.parametrize(
    ("age", "rules"),
    [(13, {"A-1"}), (14, {"A-3", "H-1"}), (15, {"A-3", "H-1"}), (16, set()), (17, set())],
)
def test_a_birthday_belongs_to_the_older_band(age: int, rules: set[str]) -> None:
    assert set(assess(age=age, study_period=False, consent=False, hours_week=30).fires) - {"P-2"} == rules


def test_an_adult_fires_nothing_not_even_the_worst_forms_and_is_not_cleared() -> None:
    result = assess(age=18, wfcl=["forced_labour"], abuse=True)

    assert (result.fires, result.possible, result.severity, result.provisional) == ((), (), 0, False)


@pytest.mark.parametrize(
    ("age", "hours_week", "fires"), [(15, 24.0, False), (15, 24.1, True), (16, 36.0, False), (16, 36.1, True)]
)
def test_a_weekly_limit_itself_is_allowed(age: int, hours_week: float, fires: bool) -> None:
    result = assess(age=age, study_period=False, consent=True, light=True, hours_week=hours_week)

    assert bool({"H-1", "H-3"} & set(result.fires)) is fires


@pytest.mark.parametrize(
    ("age", "hours_day", "rule", "fires"),
    [(14, 2.5, "H-2", False), (14, 2.6, "H-2", True), (17, 3.5, "H-4", False), (17, 3.6, "H-4", True)],
)
def test_a_daily_limit_of_term_itself_is_allowed(age: int, hours_day: float, rule: str, fires: bool) -> None:
    assert (rule in assess(age=age, study_period=True, hours_day=hours_day).fires) is fires


def test_a_week_may_betray_long_days_of_term() -> None:
    assert "H-2" in assess(age=14, study_period=True, hours_week=17.6).fires
    assert "H-2" not in assess(age=14, study_period=True, hours_week=17.5).fires


def test_more_than_the_limit_breaks_it_and_more_than_less_leaves_it_open() -> None:
    assert "H-4" in assess(age=17, study_period=True, hours_day=">3.5").fires
    assert "H-4" in assess(age=17, study_period=True, hours_day=">3").possible


def test_term_unknown_leaves_the_daily_limit_possible() -> None:
    result = assess(age=17, hours_day=4, hours_week=20)

    assert result.possible == ("H-4",)
    assert reason(result, "H-4").missing == ("study_period",)


def test_who_does_not_study_at_sixteen_has_no_limit_of_term_but_at_fifteen_still_has() -> None:
    assert "H-4" not in assess(age=16, study_period=True, hours_day=6, in_school=False).fires
    assert "H-2" in assess(age=15, study_period=True, hours_day=6, in_school=False).fires


@pytest.mark.parametrize(
    ("start", "end", "fires"),
    [
        *[(1080, 1320, False), (1080, 1321, True), (360, 840, False), (359, 840, True), (1200, 0, True)],
        *[(1200, 1440, True), (1380, 60, True), (600, 540, True), (1400, 1400, False), (0, 1440, False)],
        *[(1320, None, True), (1319, None, False), (360, None, False), (359, None, True)],
        *[(None, 1320, False), (None, 1321, True), (None, 0, True), (None, 360, True), (None, 361, False)],
    ],
)
def test_night_is_from_22_to_6(start: int | None, end: int | None, fires: bool) -> None:
    assert ("N-1" in assess(age=17, start=start, end=end).fires) is fires


def test_where_the_answers_disagree_it_is_night() -> None:
    assert "N-1" in assess(age=17, night=False, start=1380, end=60).fires
    assert "N-1" in assess(age=17, night=False, night_hours=1).fires
    assert "N-1" not in assess(age=17, night=False, night_hours=0).fires


def test_at_fifteen_unfinished_school_is_the_stricter_row() -> None:
    assert set(assess(age=15, consent=False).fires) == {"A-3"}
    assert set(assess(age=15, consent=False, edu_done=True).fires) == {"A-4"}


def test_no_consent_is_asked_at_sixteen_and_no_hours_are_counted_under_fourteen() -> None:
    assert assess(age=16, consent=False).fires == ("P-2",)
    assert assess(age=13, hours_week=60, study_period=True).fires == ("A-1",)


def test_a_film_without_consent_is_graver_than_one_with_it() -> None:
    with_it, without = assess(age=10, arts=True, consent=True), assess(age=10, arts=True, consent=False)

    assert (with_it.severity, with_it.urgency) == (1, "U3")
    assert (without.severity, without.urgency) == (2, "U2")


def test_a_list_fires_what_fires_at_a_known_age_and_keeps_open_what_an_unknown_one_leaves() -> None:
    result = assess(age=[15, "unknown"], consent=True, light=True)

    assert (result.fires, result.possible, result.provisional) == ((), ("A-1",), True)


def test_a_band_on_both_sides_of_a_border_is_provisional() -> None:
    assert assess(age="12-14").provisional
    assert not assess(age="7-11").provisional


def test_not_on_the_list_takes_the_activity_off_it_but_not_the_hazards() -> None:
    assert "Z-1" not in assess(age=17, activity=["cotton"], on_list=False).fires
    assert "Z-1" in assess(age=17, activity=["cotton"], on_list=False, hazard=["night_club"]).fires


def test_a_weight_without_a_limit_leaves_hazardous_work_possible() -> None:
    result = assess(age=16, activity=["market_carry"], load_kg=30)

    assert result.possible == ("Z-1",)
    assert reason(result, "Z-1").missing == ("load_kg",)
    assert "Z-1" in assess(age=16, activity=["market_carry"], load_kg=30, heavy=True).fires


def test_compulsion_named_leaves_forced_labour_possible_beside_another_worst_form() -> None:
    result = assess(age=16, wfcl=["begging"], compulsion_by="employer")

    assert (result.fires, result.possible) == (("W-e",), ("W-a",))


def test_a_given_employer_wins_over_the_one_of_the_activity() -> None:
    assert "S-2" not in assess(age=16, activity=["school_sent"], employer_kind="company").fires
    assert "S-2" in assess(age=16, activity=["school_sent", "family_business"]).fires


def test_every_rule_says_what_was_told_and_where_it_comes_from() -> None:
    result = assess(age=13, activity=["cotton"], school_harm="absent", hours_day=11)

    assert reason(result, "S-1").inputs == (("school_harm", "absent"),)
    assert reason(result, "A-1").inputs == (("age", "13"),)
    assert reason(result, "Z-1").inputs == (("activity", "cotton"),)
    assert all(one.source for one in result.reasons)


def test_a_possible_rule_says_what_would_settle_it() -> None:
    result = assess(age=14, study_period=False, hours_week=10)

    assert reason(result, "A-3").missing == ("consent", "light")
    assert result.open_questions[:2] == ("consent", "light")


def test_criteria_are_no_only_when_somebody_answered() -> None:
    assert set(dict(assess(age=17).criteria).values()) == {"unknown"}
    told = dict(assess(age=17, abuse=False, compulsion_by="none", hazard=[], on_list=False).criteria)
    assert told["ill_treated"] == told["forced_labour"] == told["unsafe_conditions"] == "no"


@pytest.mark.parametrize(
    ("compulsion", "flag"),
    [("employer", "yes"), ("parent", "unknown"), ("none", "no"), ("unknown", "unknown")],
)
def test_begging_is_forced_labour_when_others_force_the_child(compulsion: str, flag: str) -> None:
    told = assess(age=9, wfcl=["begging"], compulsion_by=compulsion)

    assert dict(told.criteria)["forced_labour"] == flag


def test_a_visit_that_found_no_child_looks_at_nothing_else() -> None:
    assert assess(visit_no_child=True, age=12, wfcl=["slavery"]).fires == ("P-1",)


def test_an_assessment_names_the_version_of_its_rules() -> None:
    assert assess().version == "kz-2026.1"
