"""Hours and ages as people type them."""

import pytest

from conversations.dialogue import clocktimes
from conversations.dialogue.answers import ages


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("с 8 до 18", 10),
        ("8:00-18:30", 10.5),
        ("from 22 to 6", 8),
        ("с 8 до 6 вечера", 10),
        ("8-ден 18-ге дейін", 10),
        ("soat 8 dan 17 gacha", 9),
        ("10-13", None),
        ("5", None),
        ("со 2 по 5", None),
    ],
)
def test_hours_by_the_clock_are_a_length(text: str, hours: float | None) -> None:
    assert clocktimes.length(text) == hours


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10,12", (10, 12)),
        ("12,5", (12,)),
        ("5 класс", ()),
        ("10-сынып, 16 жаста", (16,)),
        ("9,11,13", (9, 11, 13)),
    ],
)
def test_ages_are_ages(text: str, found: tuple[int, ...]) -> None:
    assert ages(text) == found
