"""How people say it who never saw the lists of words: most of their queries find the right kind of service.

The queries were written before anybody looked at the words. By `everyday_first.csv`, then by
`everyday_second.csv`, the words were amended; `everyday_third.csv` was written after that and has amended
nothing: its share is what to expect of people. Each row says which need or kind is right.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory import kinds
from directory.reading import Directory
from directory.search import finding
from directory.search.asked import Asked
from directory.search.finding import Finder
from tests.directory.search import cast

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
HERE = Path(__file__).parent
KINDS = kinds.all_kinds()


@pytest.fixture(scope="module")
def finder(directory: Directory) -> Finder:
    """One service of each kind: only words tell them apart."""
    return cast.one_of_each_kind(directory)


@pytest.fixture(scope="module")
def shipped(directory: Directory) -> Finder:
    """The services that come with the program."""
    return finding.finder_of(directory)


def queries(name: str) -> Iterator[Mapping[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def found(finder: Finder, text: str) -> list[str]:
    return [hit.service.id for hit in finder.find(Asked(text, limit=3), NOW).hits]


def is_right(code: str, means: str) -> bool:
    """Whether a service of this kind is what the row means: "need:shelter", "kind:police"."""
    what, wanted = means.split(":")
    if what == "need":
        return wanted in KINDS[code].needs
    return KINDS[code].family == KINDS[wanted].family


@pytest.mark.parametrize(
    ("name", "least"),
    [("everyday_first.csv", 0.97), ("everyday_second.csv", 0.95), ("everyday_third.csv", 0.58)],
)
def test_most_queries_find_what_they_mean_among_the_first_three(
    finder: Finder, name: str, least: float
) -> None:
    rows = list(queries(name))
    missed = [
        (row["query"], row["means"])
        for row in rows
        if not any(is_right(code, row["means"]) for code in found(finder, row["query"]))
    ]

    assert 1 - len(missed) / len(rows) >= least, missed


@pytest.mark.parametrize("name", ["everyday_first.csv", "everyday_second.csv"])
def test_every_need_and_kind_is_asked_for_in_every_language(name: str) -> None:
    rows = list(queries(name))
    asked = {row["means"] for row in rows}

    assert asked == {*(f"need:{code}" for code in kinds.all_needs()), *(f"kind:{code}" for code in KINDS)}
    assert {row["language"].split("-")[0] for row in rows} == {*kinds.LANGUAGES, "mix"}


@pytest.mark.parametrize(
    "text",
    ["ребенок хочет умереть", "дочь режет вены", "не хочу жить", "өлгім келеді", "бала өмір сүргісі келмейді",
     "өзіне қол салды", "yashagim kelmayapti", "o'zini osmoqchi", "жашагым келбейт", "kill himself",
     "my son wants to die", "отчим трогает девочку", "изнасиловали", "заставляют спать с мужчинами",
     "зорлап кетті", "zo'rlashdi"],
)  # fmt: skip
def test_nobody_in_danger_is_sent_to_a_cheerful_club(finder: Finder, text: str) -> None:
    cheerful = {code for code, kind in KINDS.items() if set(kind.needs) & {"leisure", "work_youth"}}
    codes = found(finder, text)

    assert codes
    assert cheerful.isdisjoint(codes)


@pytest.mark.parametrize(
    ("short", "meant"),
    [
        ("ОО", {"public_association", "education_department"}),
        ("омс", {"migration_service"}),
        ("КЦ", {"crisis_centre", "hotline", "employment_centre"}),
        ("РОО", {"public_association", "education_department"}),
        ("ГП", {"polyclinic", "prosecutor"}),
        ("НПО", {"public_foundation", "public_association", "ngo"}),
        ("ЦПД", {"child_support_centre"}),
        ("БҚО", {"child_support_centre"}),
        ("КДН", {"commission_on_minors"}),
        ("ПДН", {"juvenile_police"}),
        ("опдн", {"juvenile_police"}),
        ("ЮП", {"juvenile_police", "police"}),  # УП, the department of police, is folded alike
        ("УЗСУ", {"employment_department"}),
        ("ЦПМСП", {"polyclinic"}),
        ("УПЧ", {"ombudsman"}),
    ],
)
def test_an_abbreviation_finds_every_kind_it_may_stand_for(
    finder: Finder, short: str, meant: set[str]
) -> None:
    hits = finder.find(Asked(short, limit=6), NOW).hits

    assert {hit.service.id for hit in hits if hit.is_good} == meant


@pytest.mark.parametrize(
    ("text", "kinds_first"),
    [
        ("хозяин не отдает паспорт", {"ngo", "hotline", "international_org"}),
        ("паспортумду алып койду", {"hotline"}),
        ("паспортимни олиб қўйди", {"hotline"}),
        ("полиция шақыру", {"emergency"}),
        ("полиция номер", {"emergency"}),
        ("бала жоғалып кетті", {"emergency"}),
        ("ребенок пропал", {"emergency"}),
        ("қамқоршылық органы", {"child_rights_department", "education_department"}),
        ("прокуратура жалоба", {"labour_inspectorate", "ombudsman", "child_rights_committee", "legal_aid"}),
        ("нет свидетельства о рождении как сделать", {"hotline"}),
        ("no birth certificate", {"hotline"}),
        ("хужжати йук бола", {"hotline"}),
        ("наркоман әке", {"emergency", "hotline"}),
        ("қайда шағымданамын жұмыс беруші", {"labour_inspectorate"}),
        ("документи жок бала мектепке албайт", {"hotline", "education_department"}),
        ("омбудсмен дети", {"ombudsman"}),
        ("ребенок хочет умереть", {"hotline"}),
    ],
)
def test_the_shipped_directory_has_an_answer_to_a_call_for_help(
    shipped: Finder, text: str, kinds_first: set[str]
) -> None:
    first = shipped.find(Asked(text), NOW).hits[0]

    assert set(first.service.kinds) <= kinds_first
