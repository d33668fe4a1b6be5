"""Answers of form 1 as facts: the examples of the rules come out the same, and a monitor's word counts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases import assessment, facts, law
from cases.visits import assessing, checking, form

TODAY = date(2026, 11, 23)
LAW = law.in_force(TODAY)
VECTORS = json.loads(Path(__file__).parents[1].joinpath("assessment_cases.json").read_text("utf-8"))
_FACT_OF = {one.fact: one for one in form.of_child() if one.fact and one.group != "q19"}
_LINES = {one.fact: one.id for one in form.of_child() if one.group == "q19"}
_IDS = {"hours_day": "q14b", "shifts": "q14c", "breaks": "q14e"}
_NEVER_ASKED = {
    "clm_lead",
    "place_known",
    "accused",
    "visit_no_child",
    "origin",
    "on_list",
    "migrant",
    "registered",
}


def _values(typed: dict[str, Any]) -> dict[str, Any]:
    """Read what was typed, as a page does."""
    read = {}
    for id, told in typed.items():
        question = form.question(id)
        assert question is not None
        read[id] = checking.read(question, told, TODAY).value
    return {id: value for id, value in read.items() if value is not None}


def _as_answers(told: dict[str, Any]) -> dict[str, Any] | None:
    """Give the answers of a monitor who found what an example tells; None: the form cannot say it."""
    typed: dict[str, Any] = {}
    for key, value in told.items():
        if key in _NEVER_ASKED or (key == "work" and value != "yes"):
            return None
        if key == "age" and not isinstance(value, int):
            return None
        if key == "wfcl" and not set(value) <= set(_LINES):
            return None
        if isinstance(value, str) and value[:1] in "<>" and key.startswith("hours"):
            return None
        if key in ("hours_day", "hours_week") and isinstance(value, str):
            return None
        if key == "age":
            typed["x_age"] = str(value)
        elif key == "wfcl":
            typed |= dict.fromkeys((_LINES[code] for code in value), "found")
        elif key == "night":
            typed["q14d"] = "yes" if value else "no"
        elif key in ("start", "end"):
            typed[f"x_{key}"] = f"{value // 60:02}:{value % 60:02}"
        elif key != "work":
            typed[_IDS.get(key) or _FACT_OF[key].id] = _typed(value)
    return typed


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, list) else str(value)


SAYABLE = [(one, typed) for one in VECTORS if (typed := _as_answers(one["input"])) is not None]


def test_most_examples_can_be_said_with_the_form() -> None:
    assert len(SAYABLE) >= 25


@pytest.mark.parametrize(("vector", "typed"), SAYABLE, ids=[one["name"] for one, _ in SAYABLE])
def test_an_example_comes_out_of_the_form_as_the_rules_have_it(vector: Any, typed: dict[str, Any]) -> None:
    found = assessing.assess(_values(typed), LAW, TODAY).assessment
    by_rules = assessment.assess(facts.parse({**vector["input"], "origin": "visit"}), LAW)

    assert found.fires == by_rules.fires
    assert found.possible == by_rules.possible
    assert (found.severity, found.urgency) == (by_rules.severity, by_rules.urgency)
    if "C-1" not in found.fires:
        assert set(found.fires) == set(vector["fires"])
        assert found.severity == vector["severity"]


def _proposed(**typed: Any) -> dict[str, str]:
    assessed = assessing.assess(_values(typed), LAW, TODAY)
    return {one.question: one.value for one in assessed.proposals}


def test_a_child_under_14_meets_neither_the_age_nor_any_hours() -> None:
    assert _proposed(x_age="13", x_activity=["cotton"]) == {
        "q16": "does_not_meet",
        "q17": "does_not_meet",
        "q18": "found",
    }


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    assert _proposed() == {"q16": "unknown", "q17": "unknown", "q18": "unknown"}


def test_unknown_hours_are_never_proposed_as_allowed() -> None:
    assert _proposed(x_age="17", x_activity=["street_sale"])["q17"] == "unknown"


def test_all_limits_kept_are_proposed_as_met() -> None:
    told = {"q14b": "2", "x_hours_week": "10", "q14d": "no", "x_overtime": "no", "x_study_period": "no"}

    proposed = _proposed(x_age="17", x_activity=["street_sale"], x_heavy="no", x_consent="yes", **told)

    assert proposed == {"q16": "meets", "q17": "meets", "q18": "not_found"}


def test_hazards_that_nobody_asked_about_are_not_proposed_as_absent() -> None:
    assert _proposed(x_age="15", x_activity=["street_sale"])["q18"] == "unknown"


def test_hours_of_10_to_13_count_as_13() -> None:
    values = _values({"q14b": "10-13", "x_age": "16"})

    assert assessing.facts_of(values, TODAY)["hours_day"] == 13.0


def test_a_birth_date_decides_the_age_on_the_day_of_the_visit() -> None:
    born = _values({"q2": "2012-11-23", "q12": "2026-11-22"})

    assert assessing.facts_of(born, TODAY)["age"] == 13
    assert assessing.facts_of(_values({"q2": "2012-11-23"}), TODAY)["age"] == 14
    assert assessing.facts_of(_values({"q2": "2012"}), TODAY)["age"] == "13-14"


@pytest.mark.parametrize("line", ["q19a", "q19i", "q19l"])
def test_any_worst_form_found_makes_it_as_grave_as_can_be(line: str) -> None:
    found = assessing.assess(_values({"x_age": "17", line: "found"}), LAW, TODAY).assessment

    assert found.severity == 4
    assert found.urgency == "U0"


def test_a_monitors_word_on_hazardous_work_counts_for_the_rules() -> None:
    told = {"x_age": "16", "x_activity": ["street_sale"], "x_heavy": "no", "q18": "found"}
    values = _values(told)
    assessed = assessing.assess(values, LAW, TODAY)

    assert assessed.proposed("q18") == "not_found"
    assert "Z-1" in assessed.assessment.fires
    assert assessing.overridden(values, assessed) == ("q18",)


def test_a_home_that_nobody_knows_and_a_child_from_afar_fire_their_rules() -> None:
    values = _values({"x_age": "12", "x_home_known": "no", "q5": "uz"})

    assert {"C-1", "M-1"} <= set(assessing.assess(values, LAW, TODAY).assessment.fires)


def test_what_the_rules_find_in_a_visit_without_children_is_prevention() -> None:
    found = assessment.assess(facts.parse(assessing.nobody_found()), LAW)

    assert (found.fires, found.severity) == (("P-1",), 0)
