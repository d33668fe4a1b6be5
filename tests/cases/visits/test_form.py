"""The form asks what the paper asks, under the numbers of the paper, and never the wrong way round."""

from string import ascii_lowercase

import pytest

from cases import facts, law
from cases.visits import form


def _lettered(number: int, last: str) -> list[str]:
    return [f"q{number}{letter}" for letter in ascii_lowercase[: ascii_lowercase.index(last) + 1]]


PAPER = [
    *("q1", "q2", "q3", *_lettered(4, "d"), "q5", "q6", "q7", "q8", "q9", "q10", "q11"),
    *("q12", "q13", *_lettered(14, "e"), "q15"),
    *("q16", "q17", "q18", *_lettered(19, "l")),
    *(*_lettered(20, "g"), "q21", *_lettered(22, "g"), "q23"),
]


def test_the_questions_are_those_of_the_paper_in_its_order() -> None:
    assert [one.id for one in form.on_paper()] == PAPER


def test_what_the_paper_does_not_ask_is_marked_as_asked_besides() -> None:
    assert all(one.id.startswith("x_") for one in form.questions() if not one.on_paper)
    assert {one.section for one in form.on_paper()} == {1, 2, 3, 4}


def test_no_question_of_the_third_section_is_answered_with_a_bare_yes() -> None:
    codes = {one.id: set(one.codes) for one in form.on_paper() if one.section == 3}

    assert not any(found & {"yes", "no"} for found in codes.values())
    assert codes["q16"] == codes["q17"] == {"meets", "does_not_meet", "unknown"}
    assert codes["q18"] == {"found", "not_found", "unknown"}
    assert codes["q19a"] == {"found", "not_found", "not_asked"}


def test_every_yes_or_no_may_be_unknown() -> None:
    asked = [one for one in form.questions() if "yes" in one.codes and one.id != "x_found"]

    assert asked
    assert all("unknown" in one.codes for one in asked)


def test_meeting_a_requirement_is_good_and_what_is_found_is_bad() -> None:
    good = {one.id for one in form.questions() if one.polarity == "good"}
    bad = {one.id for one in form.questions() if one.polarity == "bad"}

    assert good == {"q16", "q17"}
    assert bad == {"q14d", "q18", *_lettered(19, "l"), *_lettered(20, "g"), *_lettered(22, "g")}


def test_every_worst_form_of_the_rules_that_the_paper_names_has_its_line() -> None:
    lines = [one.fact for one in form.on_paper() if one.group == "q19"]

    assert lines == [code for code in facts.WORST_FORMS if code not in ("trafficking", "illicit")]


def test_work_and_hazards_are_those_that_the_rules_know() -> None:
    work, hazard = form.question("x_activity"), form.question("x_hazard")
    known = {code for code, row in law.book().on(law.book().valid_from).activities.items() if not row.chip}

    assert work is not None
    assert hazard is not None
    assert set(work.codes) == known
    assert hazard.codes == facts.HAZARDS


@pytest.mark.parametrize("id", [f"q{number}" for number in (1, 2, 3, 5, 6, 7, 11)] + _lettered(4, "d"))
def test_what_says_who_the_child_is_lies_apart(id: str) -> None:
    asked = form.question(id)

    assert asked is not None
    assert asked.personal


def test_the_next_child_begins_with_the_same_workplace_and_no_answer_about_the_child() -> None:
    copied = {one.id for one in form.questions() if one.copied}

    assert {"q12", "q13", "q15", *_lettered(14, "e")} <= copied
    assert not any(one.personal for one in form.questions() if one.copied)
