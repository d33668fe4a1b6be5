"""The rules as data: dated, sourced, and every word of them meant."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cases import assessment, facts, law
from cases.errors import LawNotInForce, LawUnsound
from cases.situation import Situation
from tests.cases.told import NOW

LAW = law.in_force(NOW.date())
NOW_FACTS = Situation(facts.parse({}), LAW, 14)


def changed(tmp_path: Path, name: str, old: str, new: str) -> law.Book:
    """The rules with one line of one file changed."""
    paths = []
    for path in law.FILES:
        text = path.read_text("utf-8")
        if path.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        paths.append(tmp_path / path.name)
        paths[-1].write_text(text, "utf-8")
    return law.read(*paths)


def test_every_word_of_every_rule_is_meant() -> None:
    leaves = [leaf for rule in LAW.rules.values() for leaf in rule.when.leaves(LAW.meanings)]

    assert leaves
    for leaf in leaves:
        if leaf.fact != "age":
            NOW_FACTS.word(leaf.fact)  # raises for a word that does not exist
        if leaf.over:
            assert leaf.over in LAW.limits


def test_every_value_a_rule_looks_for_can_be_told() -> None:
    can_be_told = {*facts.HAZARDS, *facts.WORST_FORMS, *(row.group for row in LAW.activities.values())}
    can_be_told.update(*facts.CHOICES.values())
    sought = {
        value
        for rule in LAW.rules.values()
        for leaf in rule.when.leaves(LAW.meanings)
        for value in leaf.among
    }

    assert sought <= can_be_told


def test_activities_set_only_what_can_be_told() -> None:
    assert {row.wfcl for row in LAW.activities.values()} - {""} <= set(facts.WORST_FORMS)
    assert {row.employer_kind for row in LAW.activities.values()} - {""} <= set(
        facts.CHOICES["employer_kind"]
    )


def test_rules_and_limits_stand_on_references_that_exist() -> None:
    named = {code for rule in LAW.rules.values() for code in rule.law}
    named.update(code for row in LAW.activities.values() for code in row.law)
    named.update(LAW.night.law)

    assert named <= set(LAW.references)
    assert {row.mark for row in LAW.references.values()} == {"verified", "configurable", "absent"}
    assert all(rule.source for rule in LAW.rules.values())


def test_outcomes_criteria_and_questions_name_what_exists() -> None:
    outcomes = [rule.outcome for rule in LAW.rules.values()]

    assert {one.urgency for one in outcomes} <= set(LAW.urgencies)
    assert {one.severity for one in outcomes} <= set(range(5))
    assert {code for one in LAW.criteria for code in one.rules} <= set(LAW.rules)
    assert set(LAW.questions) <= set(facts.Facts.__struct_fields__)
    assert [one.number for one in LAW.criteria] == [1, 2, 3, 4, 5, 6]


def test_whoever_is_accused_somebody_takes_the_place() -> None:
    for code in LAW.bodies:
        steps = [code]
        while above := LAW.bodies[steps[-1]].accused_goes_to:
            assert above not in steps
            steps.append(above)
        assert steps[-1] == "OPERATOR" or not LAW.bodies[code].receives


def test_load_limits_and_light_list_are_not_invented() -> None:
    assert LAW.load_limits == ()
    assert LAW.references["light-list"].mark == "absent"


def test_before_the_first_day_there_are_no_rules() -> None:
    with pytest.raises(LawNotInForce):
        law.in_force(date(2015, 12, 31))
    assert law.in_force(date(2016, 1, 1)).rules


def test_a_limit_changes_on_its_day(tmp_path: Path) -> None:
    day = date(2027, 9, 1)
    old = '{ name = "week_16_17", hours = 36,'
    book = changed(
        tmp_path,
        "limits_kz.toml",
        old,
        f'{{ name = "week_16_17", hours = 30, valid_from = {day} }},\n{old} valid_to = {day},',
    )
    told = facts.parse({"age": 17, "study_period": False, "hours_week": 33})

    before, after = book.on(day - timedelta(days=1)), book.on(day)
    assert "H-3" not in assessment.assess(told, before).fires
    assert "H-3" in assessment.assess(told, after).fires


def test_a_changed_rule_changes_the_result(tmp_path: Path) -> None:
    book = changed(
        tmp_path, "law_kz.toml", 'fact = "age", from = 0, to = 13', 'fact = "age", from = 0, to = 14'
    )
    told = facts.parse({"age": 14, "consent": True, "light": True})

    assert assessment.assess(told, book.on(NOW.date())).fires == ("A-1",)
    assert assessment.assess(told, LAW).fires == ("P-2",)


def test_a_load_limit_once_it_is_known_decides_by_age(tmp_path: Path) -> None:
    rows = "load_limit = [\n{ from_age = 14, to_age = 15, kilograms = 5 },\n"
    rows += "{ from_age = 16, to_age = 17, kilograms = 15 },\n]\nurgency = ["
    book = changed(tmp_path, "limits_kz.toml", "urgency = [", rows).on(NOW.date())

    def rule(**told: object) -> assessment.Assessment:
        return assessment.assess(facts.parse({"consent": True, "light": True, **told}), book)

    assert "Z-1" in rule(age=14, load_kg=10).fires
    assert rule(age=16, load_kg=10).fires == ("P-2",)
    assert "Z-1" in rule(age="14-16", load_kg=10).fires
    assert "Z-1" in rule(load_kg=10).possible
    assert "Z-1" in rule(age=16, load_kg="10-20").possible


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "W-a"', 'idd = "W-a"'),
        ('fact = "wfcl", among =', 'fact = "wfcl", amongst ='),
        ("confirm_minutes = 15", 'confirm_minutes = "soon"'),
        ("version =", "version"),
    ],
)
def test_a_slip_in_the_file_is_refused_and_never_read_as_something_else(
    tmp_path: Path, old: str, new: str
) -> None:
    with pytest.raises(LawUnsound):
        changed(tmp_path, "law_kz.toml", old, new)


def test_two_nights_on_one_day_are_refused(tmp_path: Path) -> None:
    book = changed(tmp_path, "law_kz.toml", "[[night]]", "[[night]]\nbegins = 1\nends = 2\n\n[[night]]")

    with pytest.raises(LawUnsound):
        book.on(NOW.date())
