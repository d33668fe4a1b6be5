"""Words that say nothing are known in every language, alphabet and case; words that tell are none of them."""

import pytest

from directory import folding, idle_words, kinds


@pytest.mark.parametrize(
    "word",
    ["где", "Телефон", "телефоны", "қайда", "qayerda", "каерда", "кайда", "where", "помогите", "көмектесіңіз",
     "kerak", "керек", "баламды", "bolamga", "уулума", "ребенку", "ребёнок", "please", "gde", "qaida",
     "нөмірі", "адресі"],
)  # fmt: skip
def test_a_word_that_says_nothing_is_known(word: str) -> None:
    assert idle_words.says_nothing(folding.fold(word))


@pytest.mark.parametrize(
    "word",
    ["паспорт", "полиция", "школа", "мектеп", "maktab", "жұмыс", "психолог", "умереть", "ұрады", "shelter",
     "рабство", "больница", "приют", "опека", "суд", "цон", "пмпк", ""],
)  # fmt: skip
def test_a_word_that_tells_is_none(word: str) -> None:
    assert not idle_words.says_nothing(folding.fold(word))


def test_no_kind_is_named_by_nothing_but_such_words() -> None:
    names = [
        name for kind in kinds.all_kinds().values() for name in (*kind.names.values(), *kind.abbreviations)
    ]

    assert [name for name in names if all(map(idle_words.says_nothing, folding.words(name)))] == []
