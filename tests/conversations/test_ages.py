"""Which numbers in somebody's own words are ages, in the five languages."""

import pytest

from conversations.dialogue.answers import ages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("16 лет, работает 3 года", (16,)),
        ("16 лет. работает уже 3 года", (16,)),
        ("ему уже 10 лет", (10,)),
        ("работает там около 2 лет, ей 14", (14,)),
        ("12 лет, 2 года назад бросил школу", (12,)),
        ("15 лет, работает с 11 лет", (15,)),
        ("13 лет, по 10 часов в день, 3 месяца", (13,)),
        ("3 детей, 12 и 14 лет", (12, 14)),
        ("с 10 до 14 лет", (10, 14)),
        ("16 жаста, 3 жыл жұмыс істеп жүр", (16,)),
        ("12 жаста, 2 жылдан бері мал бағады", (12,)),
        ("14 жаста, 3 ай болды, күніне 8 сағат", (14,)),
        ("5 бала, 10-12 жаста", (10, 11, 12)),
        ("16 yoshda, 3 yildan beri ishlaydi", (16,)),
        ("12 yosh, kuniga 8 soat, 2 oy", (12,)),
        ("4 ta bola, 11 yosh", (11,)),
        ("16 жашта, 3 жылдан бери иштейт", (16,)),
        ("13 жашта, күнүнө 6 саат, 2 айдан бери", (13,)),
        ("16 years old, has worked for 3 years", (16,)),
        ("he is 12, working 2 years now", (12,)),
        ("14, 8 hours a day, 5 days a week", (14,)),
        ("3 boys, 10 and 12", (10, 12)),
        ("12 years", (12,)),
        ("12 лет", (12,)),
        ("он работает 3 года", ()),
    ],
)
def test_a_number_that_says_how_long_or_how_many_is_no_age(text: str, found: tuple[int, ...]) -> None:
    assert ages(text) == found
