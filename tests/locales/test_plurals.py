"""Numbers with their nouns, in every language."""

import pytest
from babel import Locale

from locales import catalogue, glossary, languages

NUMBERS = (0, 1, 2, 5, 11, 21, 22, 25, 101, 111, 2.5)
WRITTEN = ("0", "1", "2", "5", "11", "21", "22", "25", "101", "111", "2,5")
CHILDREN = {
    "kk": [f"{n} бала" for n in WRITTEN],
    "ky": [f"{n} бала" for n in WRITTEN],
    "uz": [f"{n} ta bola" for n in WRITTEN],
    "en": [
        *("0 children", "1 child", "2 children", "5 children", "11 children", "21 children"),
        *("22 children", "25 children", "101 children", "111 children", "2.5 children"),
    ],
    "ru": [
        *("0 детей", "1 ребёнок", "2 ребёнка", "5 детей", "11 детей", "21 ребёнок"),
        *("22 ребёнка", "25 детей", "101 ребёнок", "111 детей", "2,5 ребёнка"),
    ],
}
CATEGORIES = dict.fromkeys(languages.CODES, ("one", "other")) | {"ru": ("one", "few", "many")}
PLACES_RU = ["Найдено 0 организаций", "Найдена 1 организация", "Найдены 2 организации"]


@pytest.mark.parametrize("language", languages.CODES)
def test_children_are_counted(language: str) -> None:
    words = catalogue.load(language)
    said = [words.count("n.children", "{n} child", "{n} children", n) for n in NUMBERS]

    assert said == CHILDREN[language]


def test_words_around_the_number_agree_with_it() -> None:
    words = catalogue.load("ru")

    assert [words.count("n.places", "{n} place found", "{n} places found", n) for n in (0, 1, 2)] == PLACES_RU


def test_whole_and_negative_numbers_count_like_their_size() -> None:
    words = catalogue.load("ru")
    said = [words.count("n.hours", "{n} hour", "{n} hours", n) for n in (1.0, 4.0, 5.0, -1, -0.0)]

    assert said == ["1 час", "4 часа", "5 часов", "-1 час", "0 часов"]


@pytest.mark.parametrize("language", languages.CODES)
def test_every_counted_noun_takes_the_form_that_the_rules_of_the_language_name(language: str) -> None:
    words, rule = catalogue.load(language), Locale(language).plural_form
    for noun in glossary.read().plurals.values():
        forms = dict(zip(CATEGORIES[language], noun.forms[language], strict=True))
        said = {n: words.count(noun.context, noun.one, noun.other, n) for n in NUMBERS if n != 2.5}

        assert said == {n: forms[rule(n)].format(n=n) for n in said}


@pytest.mark.parametrize("language", languages.CODES)
def test_every_counted_noun_is_in_every_catalogue(language: str) -> None:
    words = catalogue.load(language)
    for noun in glossary.read().plurals.values():
        first, last = noun.forms[language][0], noun.forms[language][-1]
        said = [words.count(noun.context, noun.one, noun.other, n) for n in (1, 5)]

        assert said == [first.format(n=1), last.format(n=5)]


@pytest.mark.parametrize("language", languages.CODES)
def test_an_unknown_noun_is_counted_in_english(language: str) -> None:
    words = catalogue.load(language)
    said = [words.count("n.visits", "{n} visit", "{n} visits", n) for n in (1, 2, 2.5)]

    assert said == ["1 visit", "2 visits", "2.5 visits"]
