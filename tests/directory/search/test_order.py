"""Who comes first of those that fit equally, and what the house has learned of words and services."""

import pytest

from directory.reading import Directory
from directory.search import finding
from directory.search.asked import Answer, Asked
from directory.search.finding import Finder
from directory.search.learned import Learned
from directory.service import Phone, Service
from tests.directory.search import cast

CALLED = (Phone("150"),)
FAR = cast.service("far", "hotline", cast.TARAZ)
SILENT = cast.service("silent", "hotline", serves=("KZ",))
LINE = cast.service("line", "hotline", serves=("KZ",), phones=CALLED)
PETROPAVL = cast.service("petropavl", "hotline", "591000000", phones=CALLED)


def ids(answer: Answer) -> list[str]:
    return [hit.service.id for hit in answer.hits]


def finder_of(directory: Directory, *services: Service, learned: Learned | None = None) -> Finder:
    return Finder(services, directory.territories, directory.places, directory.aliases, learned or Learned())


def test_a_line_for_the_whole_country_comes_before_a_far_town_when_no_place_is_named(
    directory: Directory,
) -> None:
    answer = finder_of(directory, FAR, SILENT, PETROPAVL, LINE).find(Asked("телефон доверия"), cast.NOW)

    assert ids(answer) == ["line", "far", "silent", "petropavl"]


def test_it_does_not_when_a_place_is_named_or_pointed_at(directory: Directory) -> None:
    finder = finder_of(directory, FAR, LINE)

    assert ids(finder.find(Asked("телефон доверия Тараз"), cast.NOW)) == ["far", "line"]
    assert ids(finder.find(Asked("телефон доверия", territory=cast.TARAZ), cast.NOW)) == ["far", "line"]
    assert ids(finder.find(Asked("телефон доверия", near=cast.AT_TARAZ), cast.NOW)) == ["far", "line"]


@pytest.mark.parametrize(
    "text",
    [
        "ребенок хочет умереть", "бала өмір сүргісі келмейді", "child wants to die", "my son wants to die",
        "my daughter wants to kill herself", "сын хочет умереть", "ұлым өлгісі келеді", "oʻgʻlim oʻlmoqchi",
        "кызым өзүн өлтүргөнү жатат", "қызым өзіне қол жұмсамақ", "yashashni xohlamayman",
    ],
)  # fmt: skip
def test_a_child_that_wants_to_die_is_sent_to_a_line_for_the_whole_country(
    directory: Directory, text: str
) -> None:
    first = finding.finder_of(directory).find(Asked(text), cast.NOW).hits[0]

    assert {phone.number for phone in first.service.phones} & {"111", "150", "112"}


def test_a_point_less_does_not_put_a_far_town_before_a_line_for_the_whole_country(
    directory: Directory,
) -> None:
    hits = finding.finder_of(directory).find(Asked("муж бьет меня и детей"), cast.NOW).hits

    assert {phone.number for phone in hits[0].service.phones} & {"111", "112"}


def test_of_equals_that_with_a_penalty_comes_last_and_its_score_stays(directory: Directory) -> None:
    one, two, three = (cast.service(name, "legal_aid", cast.TARAZ) for name in ("one", "two", "three"))
    asked = Asked("юрист Тараз")
    before = finder_of(directory, one, two, three).find(asked, cast.NOW)
    after = finder_of(directory, one, two, three, learned=Learned(penalties={"one": 10})).find(
        asked, cast.NOW
    )

    assert (ids(before), ids(after)) == (["one", "two", "three"], ["two", "three", "one"])
    assert [hit.score for hit in before.hits] == [hit.score for hit in after.hits]


def test_a_penalty_moves_nobody_out_of_the_district(directory: Directory) -> None:
    here, away = (
        cast.service("here", "legal_aid", cast.TARAZ),
        cast.service("away", "legal_aid", cast.SHYMKENT),
    )
    finder = finder_of(directory, away, here, LINE, learned=Learned(penalties={"here": 20, "nobody": 5}))

    assert ids(finder.find(Asked(kind="legal_aid", territory=cast.TARAZ), cast.NOW)) == ["here"]
    assert ids(finder.find(Asked("юрист Тараз"), cast.NOW))[0] == "here"


def test_a_learned_phrase_means_a_need_or_a_kind(directory: Directory) -> None:
    text, other = "бармаглот хливкий", "зелюк хрюкотал"
    learned = Learned(
        phrases=((text, "need:shelter"), (other, "kind:school"), ("мюмзики", "need:no_such_need"))
    )
    without = finder_of(directory, *cast.SERVICES)
    taught = finder_of(directory, *cast.SERVICES, learned=learned)

    assert ids(without.find(Asked(text), cast.NOW)) == ids(without.find(Asked(other), cast.NOW)) == []
    assert taught.find(Asked(text), cast.NOW).hits[0].reasons == ("need",)
    assert taught.find(Asked(other), cast.NOW).hits[0].service.kinds == ("school",)
    assert ids(taught.find(Asked("мюмзики"), cast.NOW)) == []
