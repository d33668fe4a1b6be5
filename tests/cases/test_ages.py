"""Ages as people give them."""

import pytest

from cases import ages
from cases.ages import Ages


@pytest.mark.parametrize(
    ("value", "known", "unknown"),
    [
        (13, (13,), False),
        ("13", (13,), False),
        ("12-13", (12, 13), False),
        ("16–19", (16, 17), False),  # people type the long dash
        ("<3", (0, 1, 2), False),
        ([13, "<2"], (0, 1, 13), False),
        ([13, 19], (13,), False),
        (18, (), False),
        ("unknown", (), True),
        (None, (), True),
        ([], (), True),
        ([13, "unknown"], (13,), True),
        ([19, "unknown"], (), True),
    ],
)
def test_an_age_is_read(value: object, known: tuple[int, ...], unknown: bool) -> None:
    assert ages.parse(value) == Ages(known, unknown)


@pytest.mark.parametrize("value", [True, 13.5, "", "about ten", "13-12", "-1", -1, 121, "<0", {"age": 13}])
def test_what_is_no_age_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — a plain one: facts.parse names the fact
        ages.parse(value)


def test_only_adults_are_told_from_nobody_told() -> None:
    assert ages.parse([18, 40]).only_adults
    assert not ages.parse([18, "unknown"]).only_adults
    assert not ages.parse([18, 17]).only_adults
