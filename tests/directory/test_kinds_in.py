"""Importers learn from a name which kind of service it is."""

from collections.abc import Mapping

import pytest

from directory import kinds
from directory.hsds import seed
from directory.kinds import Kind


def codes_in(name: str) -> list[str]:
    return [kind.code for kind in kinds.kinds_in(name)]


@pytest.mark.parametrize("kind", kinds.all_kinds().values(), ids=lambda kind: kind.code)
def test_every_name_of_a_kind_in_every_language_says_that_kind_and_no_other(kind: Kind) -> None:
    names = [*kind.names.values(), *(phrase for phrases in kind.phrases.values() for phrase in phrases)]

    assert {name: codes_in(name) for name in names if codes_in(name) != [kind.code]} == {}


@pytest.mark.parametrize("kind", kinds.all_kinds().values(), ids=lambda kind: kind.code)
def test_every_abbreviation_before_a_name_says_its_kind(kind: Kind) -> None:
    names = [f"{short} «Үміт» №7" for short in kind.abbreviations]

    assert [name for name in names if kind.code not in codes_in(name)] == []


@pytest.mark.parametrize("line", seed.lines(), ids=lambda line: line["id"])
def test_the_kind_of_each_service_that_the_directory_ships_with_is_recognised(
    line: Mapping[str, str],
) -> None:
    family = kinds.get_kind(line["kind"]).family

    assert family in {kind.family for kind in kinds.kinds_in(line["name"])}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Региональные уполномоченные по правам ребенка (20 регионов)", ["ombudsman"]),
        ("Департамент инспекции труда и социальной защиты населения", ["labour_inspectorate"]),
        ("ОФ «Дамыту» (кризисный центр «Дағдарыс»), г. Костанай", ["crisis_centre", "public_foundation"]),
        ("Коллегия адвокатов области Жетісу (Жетісу облыстық адвокаттар алқасы)", ["bar_association"]),
        ("Мақтаарал аудандық ауруханасы", ["hospital"]),
        ("Облыстық балалар ауруханасында", ["hospital"]),
        ("Абай атындағы мектебі", ["school"]),
        ("«Үміт» дағдарыс орталық", ["crisis_centre"]),
        ("Сайрам тумани 5-сон мактаби", ["school"]),
        ("Sayram tumani 5-maktab", ["school"]),
        ("Отдел образования по Жетысайскому району", ["education_department"]),
        ("Сарыағаш ауданының мамандандырылған кәсіптік колледжі", ["college"]),
        ("мектеп-интернаты №3", ["boarding_school"]),
        ("Mektep-gimnaziya", ["gymnasium"]),
        ("КГУ «Общеобразовательная школа № 12» отдела образования", ["school", "education_department"]),
    ],
)
def test_case_endings_numbers_and_alphabets_do_not_hide_a_kind(name: str, codes: list[str]) -> None:
    assert codes_in(name) == codes


@pytest.mark.parametrize(
    "name",
    [
        "Школьный автобус",
        "Центр школьного питания",
        "Centre of Arts",
        "Магазин «Школьник»",
        "Жастар театры",
        "",
    ],
)
def test_a_word_that_only_resembles_a_kind_says_nothing(name: str) -> None:
    assert codes_in(name) == []


def test_a_word_of_a_longer_phrase_is_not_looked_at_again() -> None:
    assert codes_in("школа-интернат") == ["boarding_school"]
    assert codes_in("Центр адаптации лиц (семей), оказавшихся в трудной жизненной ситуации") == [
        "crisis_centre"
    ]
    assert codes_in("Центр адаптации несовершеннолетних") == ["adaptation_centre"]


def test_an_abbreviation_counts_only_in_capitals_and_says_all_that_it_may_mean() -> None:
    assert codes_in("ОФ «Дамыту»") == ["public_foundation"]
    assert codes_in("оф «Дамыту»") == []
    assert codes_in("ОЗиСП г. Семей") == ["employment_department"]
    assert codes_in("КЦ Көмек") == ["crisis_centre", "employment_centre", "hotline"]


def test_the_longest_phrase_comes_first_and_abbreviations_last() -> None:
    assert codes_in("ОФ «Дамыту» (кризисный центр «Дағдарыс»)") == ["crisis_centre", "public_foundation"]
