"""Which measures a case asks for, from rules and consequences alone."""

from dataclasses import replace

import pytest

from cases import law
from cases.referrals import proposing, templates
from cases.referrals.proposing import Known
from cases.visits import form
from directory import kinds
from tests.cases.told import NOW


def known(*fires: str, answers: dict[str, str] | None = None, **facts: object) -> Known:
    return Known(frozenset(fires), facts, answers or {})


def codes(of: Known) -> list[str]:
    return [one.template.code for one in proposing.propose(of)]


def test_every_measure_names_rules_questions_and_needs_that_exist() -> None:
    rules, questions = set(law.in_force(NOW.date()).rules), {one.id for one in form.questions()}
    for one in templates.templates():
        assert one.rules | one.barred <= rules, one.code
        assert one.found <= questions, one.code
        assert one.need == "" or one.need in kinds.all_needs(), one.code
        assert one.urgency in ("U0", "U1", "U2", "U3")
        assert one.mode in ("direct", "request")
        assert one.source
    assert {one.line for one in templates.templates()} == set(templates.LINES)


def test_a_worst_form_asks_for_withdrawal_a_doctor_a_psychologist_and_a_lawyer_first() -> None:
    asked = codes(known("W-a", "A-1", age=13))

    assert asked[:2] == ["withdraw_now", "victim"]
    assert {"doctor", "psychologist", "lawyer", "former_school"} <= set(asked)
    assert "withdraw" not in asked  # the stricter withdrawal stands alone


def test_a_family_gets_help_and_nobody_a_penalty() -> None:
    asked = codes(known("A-1", "S-1", "F-1", age=12, employer_kind="family"))

    assert {"benefit", "parents_work", "school_aid", "former_school", "leisure", "explain"} <= set(asked)
    assert "lawyer" not in asked


@pytest.mark.parametrize(
    ("age", "is_asked"), [(14, False), (15, True), (17, True), ("12-13", False), (None, True)]
)
def test_lawful_work_is_for_those_who_may_be_old_enough(age: object, is_asked: bool) -> None:
    assert ("legal_work" in codes(known("Z-1", age=age))) is is_asked


def test_whoever_is_the_threat_does_not_get_the_child_back() -> None:
    of_family = known("A-1", "F-1", age=12)
    assert "withdraw" in codes(of_family)
    asked = codes(replace(of_family, barred=True))

    assert "withdraw" not in asked  # it is done together with the parents
    assert asked[:2] == ["withdraw_now", "place"]
    [place] = [
        one for one in proposing.propose(replace(of_family, barred=True)) if one.template.code == "place"
    ]
    assert place.because == ("A-1", "C-2")


def test_consequences_found_on_a_visit_speak_for_themselves() -> None:
    found = proposing.propose(known(answers={"q22f": "yes", "q22b": "no", "q20a": "unknown"}))

    assert [(one.template.code, one.because) for one in found] == [("doctor", ("q22f",))]


def test_an_injury_told_by_a_neighbour_asks_for_a_doctor() -> None:
    assert codes(known(hazard=["injury_accident", "heat"])) == ["doctor"]


@pytest.mark.parametrize(
    ("told", "barred"),
    [
        (known("A-1", employer_kind="family"), False),
        (known("W-a", employer_kind="private"), False),
        (known("W-e", employer_kind="parent"), True),
        (known(employer_kind="relative", abuse=True), True),
        (known(compulsion_by="parent"), True),
        (known(answers={"x_receiver_threat": "yes"}), True),
    ],
)
def test_a_parent_who_is_the_threat_is_not_asked(told: Known, barred: bool) -> None:
    assert proposing.bars_parents(told) is barred
