"""The edge where answers become facts."""

import pytest

from cases import facts
from cases.errors import FactsRefused
from cases.facts import Facts


def test_unknown_none_and_absent_are_the_same() -> None:
    assert facts.parse(
        {"consent": "unknown", "age": "unknown", "night": None, "activity": ["unknown"]}
    ) == Facts(given=(("activity", "unknown"),))


def test_only_for_work_unknown_is_an_answer() -> None:
    assert facts.parse({"work": "unknown"}).work == "unknown"
    assert facts.parse({}).work is None


def test_yes_and_no_may_be_words() -> None:
    assert facts.parse({"consent": "no", "night": "yes"}) == facts.parse({"consent": False, "night": True})


@pytest.mark.parametrize(
    ("told", "name", "nearest"),
    [
        ({"aktivity": ["cotton"]}, "aktivity", "activity"),
        ({"hours_dey": 4}, "hours_dey", "hours_day"),
        ({"activity": ["coton"]}, "activity", "cotton"),
        ({"hazard": ["chemical"]}, "hazard", "chemicals"),
        ({"wfcl": "forced_labor"}, "wfcl", "forced_labour"),
        ({"accused": ["POLICE_JUVENILE"]}, "accused", "POLICE_JUV"),
        ({"employer_kind": "parents"}, "employer_kind", "parent"),
        ({"consent": "yess"}, "consent", "yes"),
    ],
)
def test_what_is_not_known_is_named_with_the_nearest_that_is(
    told: dict[str, object], name: str, nearest: str
) -> None:
    with pytest.raises(FactsRefused) as refusal:
        facts.parse(told)

    assert (refusal.value.name, refusal.value.nearest) == (name, nearest)
    assert name in str(refusal.value)
    assert repr(nearest) in str(refusal.value)


@pytest.mark.parametrize(
    "told",
    [
        {"age": "ten"},
        {"hours_day": 25},
        {"hours_week": 169},
        {"start": 1441},
        {"end": "22:00"},
        {"night": 1},
        {"work": True},
        {"given": ()},
        {"accused": ["OPERATOR"]},
    ],
)
def test_what_cannot_be_meant_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(FactsRefused):
        facts.parse(told)


def test_a_refusal_never_repeats_words_of_a_person() -> None:
    with pytest.raises(FactsRefused) as refusal:
        facts.parse({"activity": ["Асан Бекұлы makes them carry bricks"]})

    assert "Асан" not in str(refusal.value)
    assert "(not a code)" in str(refusal.value)


def test_what_was_given_is_kept_as_text_in_order() -> None:
    told = facts.parse({"wfcl": ["drugs", "begging"], "age": [13, "unknown"], "abuse": True})

    assert told.given == (("abuse", "yes"), ("age", "13,unknown"), ("wfcl", "drugs,begging"))
