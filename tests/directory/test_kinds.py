"""The taxonomy: what an editor wrote can be relied upon."""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from directory import bodies, folding, kinds
from directory.errors import UnknownKind, UnknownNeed
from directory.kinds import Kind, Need, Words

DATA = Path(kinds.__file__).parent / "data"
KINDS, NEEDS = kinds.all_kinds(), kinds.all_needs()

#: Kinds that a child in trouble is sent to: they are found by many words.
IMPORTANT = {
    "school", "college", "polyclinic", "hospital", "adaptation_centre", "child_support_centre",
    "residential_care", "trafficking_shelter", "crisis_centre", "family_support_centre", "hotline",
    "juvenile_police", "police", "child_rights_department", "guardianship_body", "education_department",
    "employment_department", "employment_centre", "labour_inspectorate", "special_services_centre",
    "psychology_office", "psychology_centre", "assessment_commission", "legal_aid", "migration_service",
    "public_service_centre", "creativity_centre", "summer_camp", "youth_centre",
}  # fmt: skip
ENOUGH_FOR_A_KIND = {"kk": 12, "ru": 12, "en": 8, "uz": 6, "ky": 6}
#: The sources name these needs; the others are our own.
OF_THE_SOURCES = {
    "education", "school_aid", "medical", "psych", "shelter", "benefit", "work_youth", "work_parents",
    "legal", "leisure", "guardianship", "trafficking_victim", "awareness",
}  # fmt: skip
#: Folding makes Uzbek ў (oʻ) a у: such words may be written in both scripts.
MIXED = re.compile(r"[^\W\d_]*(?:[a-z][ʻʼ]?[а-яёәғқңөұүһіў]|[а-яёәғқңөұүһіў][a-z])[^\W\d_]*", re.IGNORECASE)
FOREIGN_LETTERS = {
    "kk": r"[a-zўҳ]",
    "ru": r"[a-zәғқңөұүһіўҳ]",
    "en": r"[а-яёәғқңөұүһіўҳ]",
    "uz": r"[әңөұүһіы'’`‘щ]",
    "ky": r"[a-zәғқұһіўҳ]",
}


def key(phrase: str) -> str:
    return folding.fold(phrase)


def keys(words: Words) -> list[str]:
    return [key(phrase) for phrases in words.values() for phrase in phrases]


def all_words(kind: Kind) -> set[str]:
    return {key(name) for name in kind.names.values()} | {*keys(kind.phrases), *keys(kind.paraphrases)}


def owners(words: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, set[str]]:
    """Who uses each folded phrase."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, phrases in words:
        for phrase in phrases:
            found[phrase].add(code)
    return found


def written(name: str) -> dict[str, dict[str, object]]:
    rows = tomllib.loads((DATA / name).read_text("utf-8"))
    return {code: row for code, row in rows.items() if isinstance(row, dict)}


@pytest.mark.parametrize("thing", [*KINDS.values(), *NEEDS.values()], ids=lambda thing: thing.code)
def test_everything_has_a_name_in_each_language(thing: Kind | Need) -> None:
    assert set(thing.names) == set(kinds.LANGUAGES)
    assert all(name.strip() == name != "" for name in thing.names.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_no_phrase_of_a_kind_is_empty_or_written_twice(kind: Kind) -> None:
    for language in kinds.LANGUAGES:
        told = [
            key(phrase)
            for phrase in (
                kind.names[language],
                *kind.phrases.get(language, ()),
                *kind.paraphrases.get(language, ()),
            )
        ]

        assert "" not in told
        assert sorted(word for word in set(told) if told.count(word) > 1) == []


@pytest.mark.parametrize("need", NEEDS.values(), ids=lambda need: need.code)
def test_no_phrase_of_a_need_is_empty_or_written_twice(need: Need) -> None:
    for phrases in need.phrases.values():
        told = [key(phrase) for phrase in phrases]

        assert "" not in told
        assert sorted(word for word in set(told) if told.count(word) > 1) == []


def test_kinds_share_only_the_phrases_that_the_file_says_they_share() -> None:
    stated = tomllib.loads((DATA / "kinds.toml").read_text("utf-8"))["shared"]
    found = owners((kind.code, all_words(kind)) for kind in KINDS.values())
    shared = {phrase for phrase, codes in found.items() if len(codes) > 1}

    assert shared == {key(phrase) for phrase in stated}


def test_no_two_needs_share_a_phrase() -> None:
    found = owners((need.code, keys(need.phrases)) for need in NEEDS.values())

    assert {phrase: codes for phrase, codes in found.items() if len(codes) > 1} == {}


def test_a_phrase_of_a_kind_that_is_also_a_need_is_a_need_that_the_kind_answers() -> None:
    needs = owners((need.code, keys(need.phrases)) for need in NEEDS.values())
    unanswered = {
        (kind.code, phrase)
        for kind in KINDS.values()
        for phrase in all_words(kind)
        if not needs.get(phrase, set()) <= set(kind.needs)
    }

    assert unanswered == set()


@pytest.mark.parametrize("code", sorted(IMPORTANT))
def test_important_kinds_are_found_by_many_words_in_each_language(code: str) -> None:
    told = {language: len(KINDS[code].paraphrases[language]) for language in kinds.LANGUAGES}

    assert {language: n for language, n in told.items() if n < ENOUGH_FOR_A_KIND[language]} == {}


@pytest.mark.parametrize("need", NEEDS.values(), ids=lambda need: need.code)
def test_needs_are_found_by_many_words_in_each_language(need: Need) -> None:
    told = {language: len(need.phrases[language]) for language in kinds.LANGUAGES}

    assert {language: n for language, n in told.items() if n < ENOUGH_FOR_A_KIND[language]} == {}


@pytest.mark.parametrize("thing", [*KINDS.values(), *NEEDS.values()], ids=lambda thing: thing.code)
def test_every_word_is_written_in_the_letters_of_its_language(thing: Kind | Need) -> None:
    words: list[tuple[str, str]] = [*thing.names.items()]
    for listed in (thing.phrases, getattr(thing, "paraphrases", {})):
        words += [(language, phrase) for language, phrases in listed.items() for phrase in phrases]
    strange = [
        phrase
        for language, phrase in words
        if MIXED.search(phrase) or re.search(FOREIGN_LETTERS[language], phrase, re.IGNORECASE)
    ]

    assert strange == []


def test_an_abbreviation_may_stand_for_several_kinds() -> None:
    found = kinds.abbreviations()

    assert found["КЦ"] == {"crisis_centre", "hotline", "employment_centre"}
    assert found["ОО"] == {"public_association", "education_department"}
    assert found["ОМС"] == {"migration_service"}
    assert found["ГП"] == {"polyclinic", "prosecutor"}
    assert found["РОО"] == {"public_association", "education_department"}
    assert found["ЦАН"] == {"adaptation_centre"}
    assert all(short == short.upper() and len(short) > 1 for short in found)


def test_every_code_that_a_kind_or_need_names_exists() -> None:
    unknown = [code for kind in KINDS.values() for code in kind.needs if code not in NEEDS]
    unknown += [kind.body for kind in KINDS.values() if kind.body and kind.body not in bodies.all_bodies()]
    unknown += [body for need in NEEDS.values() for body in need.ladder if body not in bodies.all_bodies()]

    assert unknown == []


def test_every_need_is_answered_by_some_kind_and_by_some_body() -> None:
    answered = {code for kind in KINDS.values() for code in kind.needs}

    assert set(NEEDS) - answered == set()
    assert [need.code for need in NEEDS.values() if not need.ladder] == []
    assert set(NEEDS) >= OF_THE_SOURCES


def test_every_need_has_a_button_that_the_glossary_knows() -> None:
    glossary = DATA.parent.parent / "locales" / "glossary.csv"
    with glossary.open(encoding="utf-8-sig", newline="") as lines:
        buttons = {row["key"] for row in csv.DictReader(lines) if row["key"].startswith("need.")}

    assert {need.button for need in NEEDS.values()} == buttons


def test_families_are_called_after_one_of_their_kinds() -> None:
    assert {kind.family for kind in KINDS.values()} <= set(KINDS)


def test_a_slip_in_the_name_of_a_field_is_noticed() -> None:
    of_a_kind = {"family", "numbered", "needs", "body", "abbreviations", "names", "phrases", "paraphrases"}
    of_a_need = {"button", "ladder", "term_uri", "names", "phrases"}

    assert {field for row in written("kinds.toml").values() for field in row} <= of_a_kind
    assert {field for row in written("needs.toml").values() for field in row} <= of_a_need


def test_an_unknown_code_is_refused() -> None:
    assert kinds.get_kind("school").numbered
    assert kinds.get_need("shelter").ladder[0] == "POLICE_JUV"
    with pytest.raises(UnknownKind, match="No kind of service has this code: scool"):
        kinds.get_kind("scool")
    with pytest.raises(UnknownNeed, match="No need has this code: sleep"):
        kinds.get_need("sleep")
