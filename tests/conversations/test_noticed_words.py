"""Words that raise a mark are found as people write them, and not inside of other people's languages."""

import pytest

from conversations.house import House


@pytest.mark.parametrize(
    "text",
    [
        "меня бьют",
        "его там бьют",
        "Бьёт каждый день",
        "Баланы ұрады",
        "болаларни kaltaklashadi",
        "he is beaten",
    ],
)
def test_words_of_danger_are_noticed_in_five_languages(house: House, text: str) -> None:
    assert "danger" in house.lexicon.marks("citizen_report", text)


@pytest.mark.parametrize(
    "text", ["He works at the market, but goes to school", "You bet", "It is better now"]
)
def test_an_english_but_is_no_word_of_danger(house: House, text: str) -> None:
    assert "danger" not in house.lexicon.marks("citizen_report", text)
