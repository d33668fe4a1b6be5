"""What is asked beside the text, how far it is looked, and why a hit fits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.errors import UnknownTerritory
from directory.reading import Directory
from directory.search.asked import Answer, Asked
from directory.search.finding import Finder
from directory.service import Service, Terms
from tests.directory.search import cast


def ids(answer: Answer) -> list[str]:
    return [hit.service.id for hit in answer.hits]


def finder_of(directory: Directory, services: Sequence[Service]) -> Finder:
    return Finder(services, directory.territories, directory.places, directory.aliases)


def test_a_kind_in_a_district_is_found_without_words(finder: Finder) -> None:
    answer = finder.find(Asked(kind="employment_centre", territory=cast.SARYAGASH), cast.NOW)

    assert (ids(answer), answer.scope) == (["jobs-saryagash"], "district")
    assert answer.hits[0].reasons == ("kind", "serves")


def test_a_need_is_answered_by_the_kinds_that_usually_do(finder: Finder) -> None:
    answer = finder.find(Asked(need="shelter", territory=cast.TARAZ), cast.NOW)

    assert ids(answer) == ["crisis-taraz"]
    assert answer.hits[0].reasons == ("need", "serves")


def test_what_the_district_has_not_is_looked_for_in_the_oblast_and_that_is_said(finder: Finder) -> None:
    answer = finder.find(Asked("инспекция труда", territory=cast.ZHETISAY), cast.NOW)

    assert (ids(answer), answer.scope) == (["labour-turkistan"], "oblast")
    assert answer.hits[0].serves


def test_what_the_oblast_has_not_is_looked_for_in_the_country(finder: Finder) -> None:
    answer = finder.find(Asked(kind="hotline", territory=cast.ZHETISAY), cast.NOW)

    assert (ids(answer), answer.scope) == (["hotline-111"], "country")
    assert answer.hits[0].serves


def test_what_serves_nobody_here_comes_last_and_is_said_to_be_elsewhere(finder: Finder) -> None:
    answer = finder.find(Asked(kind="adaptation_centre", territory=cast.TARAZ), cast.NOW)

    assert (ids(answer), answer.scope) == (["adaptation-shymkent"], "elsewhere")
    assert answer.hits[0].serves is False
    assert "serves" not in answer.hits[0].reasons


def test_a_service_in_the_oblast_that_serves_another_district_is_no_service_of_this_one(
    finder: Finder,
) -> None:
    answer = finder.find(Asked(kind="employment_centre", territory=cast.ZHETISAY), cast.NOW)

    assert [(hit.service.id, hit.scope, hit.serves) for hit in answer.hits] == [
        ("jobs-saryagash", "oblast", False)
    ]


def test_near_is_not_serving(finder: Finder) -> None:
    asked = Asked(kind="legal_aid", near=cast.AT_SHYMKENT, territory=cast.TARAZ)
    hits = {hit.service.id: hit for hit in finder.find(asked, cast.NOW).hits}

    assert hits["legal-taraz"].serves
    assert hits["legal-taraz"].km == pytest.approx(161, abs=5)
    assert "legal-shymkent" not in hits


def test_the_nearest_comes_first_and_the_radius_ends_it(finder: Finder) -> None:
    everywhere = finder.find(Asked(kind="legal_aid", near=cast.AT_TARAZ), cast.NOW)
    around = finder.find(Asked(kind="legal_aid", near=cast.AT_TARAZ, radius_km=50), cast.NOW)

    assert ids(everywhere) == ["legal-taraz", "legal-shymkent"]
    assert ids(around) == ["legal-taraz"]
    assert around.hits[0].km == pytest.approx(0, abs=0.1)
    assert "near" in around.hits[0].reasons


@pytest.mark.parametrize(("age", "fits"), [(2, False), (3, True), (17, True), (17.9, True), (18, False)])
def test_both_ends_of_the_ages_belong_to_them(finder: Finder, age: float, fits: bool) -> None:
    answer = finder.find(Asked(kind="adaptation_centre", age=age), cast.NOW)

    assert bool(answer.hits) == fits


def test_what_nobody_told_passes_after_what_is_known(finder: Finder) -> None:
    answer = finder.find(Asked(kind="legal_aid", free=True), cast.NOW)

    assert ids(answer) == ["legal-shymkent", "legal-taraz"]
    assert [hit.unsure for hit in answer.hits] == [(), ("free",)]
    assert "free" in answer.hits[0].reasons


def test_a_service_for_girls_is_not_found_for_a_boy(finder: Finder) -> None:
    assert ids(finder.find(Asked(kind="trafficking_shelter", sex="girls"), cast.NOW)) == ["girls"]
    assert ids(finder.find(Asked(kind="trafficking_shelter", sex="boys"), cast.NOW)) == []


def test_who_comes_by_request_does_not_come_directly(finder: Finder) -> None:
    assert ids(finder.find(Asked(kind="trafficking_shelter", referral="by_request"), cast.NOW)) == ["girls"]
    assert ids(finder.find(Asked(kind="trafficking_shelter", referral="direct"), cast.NOW)) == []


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2026, 3, 2, 4, 0, tzinfo=UTC), ["legal-taraz", "legal-shymkent"]),  # Monday, nine o'clock
        (datetime(2026, 3, 2, 3, 59, tzinfo=UTC), ["legal-shymkent"]),
        (datetime(2026, 3, 2, 13, 0, tzinfo=UTC), ["legal-shymkent"]),  # it closes at six
        (datetime(2026, 3, 1, 6, 0, tzinfo=UTC), ["legal-shymkent"]),  # a Sunday
    ],
)
def test_open_is_told_by_the_clock_of_kazakhstan(finder: Finder, at: datetime, found: list[str]) -> None:
    assert ids(finder.find(Asked(kind="legal_aid", open_at=at), cast.NOW)) == found


def test_what_is_no_more_is_not_found_and_what_is_closed_for_a_time_comes_last(finder: Finder) -> None:
    answer = finder.find(Asked("кризисный центр", territory=cast.SARYAGASH), cast.NOW)

    assert "gone" not in ids(answer)
    assert [hit.service.id for hit in answer.hits if hit.closed] == [ids(answer)[-1]] == ["closed"]


def test_of_equal_services_that_of_which_somebody_made_sure_comes_first(directory: Directory) -> None:
    old, new = (
        cast.service(name, "legal_aid", cast.TARAZ, assured=day)
        for name, day in (("old", date(2025, 1, 1)), ("new", date(2026, 2, 1)))
    )
    answer = finder_of(directory, [old, new]).find(Asked("юрист", territory=cast.TARAZ), cast.NOW)

    assert [(hit.service.id, hit.stale) for hit in answer.hits] == [("new", False), ("old", True)]


def test_a_village_without_services_leads_to_its_district(finder: Finder) -> None:
    answer = finder.find(Asked("центр занятости Дербисек"), cast.NOW)

    assert (ids(answer)[:1], answer.territory[:4]) == (["jobs-saryagash"], cast.SARYAGASH[:4])


def test_a_name_of_many_villages_is_asked_about(finder: Finder) -> None:
    answer = finder.find(Asked("центр занятости Карабулак"), cast.NOW)

    assert answer.which is not None
    assert (answer.which.kind, answer.hits) == ("choose", ())


def test_a_city_that_is_also_an_oblast_is_asked_about(directory: Directory) -> None:
    services = [
        cast.service("city", "legal_aid", "351000000"),
        cast.service("oblast", "legal_aid", "350000000", serves=("350000000",)),
    ]
    answer = finder_of(directory, services).find(Asked("юрист караганда"), cast.NOW)

    assert answer.which is not None
    assert answer.which.kind == "city_or_oblast"
    assert answer.hits == ()


def test_a_word_that_nobody_understands_is_said(finder: Finder) -> None:
    answer = finder.find(Asked("кризисный центр цыщъэфжюч"), cast.NOW)

    assert answer.which is not None
    assert answer.which.kind == "none"


@pytest.mark.parametrize("text", ["школа", "", "......"])
def test_a_territory_that_is_none_is_refused(finder: Finder, text: str) -> None:
    with pytest.raises(UnknownTerritory):
        finder.find(Asked(text, territory="999"), cast.NOW)


def test_pages_follow_each_other(finder: Finder) -> None:
    whole = finder.find(Asked("школа", limit=100), cast.NOW)
    pages = [finder.find(Asked("школа", limit=2, offset=offset), cast.NOW) for offset in range(0, 6, 2)]

    assert [one for page in pages for one in ids(page)] == ids(whole)
    assert {page.total for page in pages} == {whole.total}


def test_an_own_name_is_found_though_it_sounds_like_a_place(finder: Finder) -> None:
    answer = finder.find(Asked("фонд Талгар балалары"), cast.NOW)

    assert ids(answer)[:1] == ["foundation"]
    assert {"kind", "name"} <= set(answer.hits[0].reasons)


def test_an_empty_directory_answers(directory: Directory) -> None:
    empty = finder_of(directory, [])

    assert empty.find(Asked("школа 5 тараз", near=(43, 70), age=7), cast.NOW).hits == ()
    assert empty.find(Asked(kind="school", territory=cast.TARAZ), cast.NOW).hits == ()


def test_a_service_without_anything_is_no_trouble(directory: Directory) -> None:
    bare = replace(cast.service("bare", ""), terms=Terms(), assured=None)
    finder = finder_of(directory, [bare, *cast.SERVICES])

    assert finder.find(Asked("школа 12 тараз"), cast.NOW).hits[0].service.id == f"school-12-{cast.TARAZ}"


def test_who_serves_comes_first_though_words_fit_a_bit_better_elsewhere(directory: Directory) -> None:
    petropavl, astana = "591000000", "710000000"
    here = cast.service("here", "adaptation_centre", petropavl)
    away = cast.service("away", "child_support_centre", astana)
    answer = finder_of(directory, [away, here]).find(Asked("приют для ребенка петропавловск"), cast.NOW)
    words_alone = finder_of(directory, [away, here]).find(Asked("приют для ребенка"), cast.NOW)

    assert ids(words_alone) == ["away", "here"]
    assert ids(answer) == ["here", "away"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("пособие семей", ["in-semey"]), ("центр поддержки семей шымкент", ["for-families"])],
)
def test_a_town_that_sounds_like_a_word_for_a_service_is_either(
    directory: Directory, text: str, found: list[str]
) -> None:
    in_semey = cast.service("in-semey", "employment_department", "101000000")
    for_families = cast.service("for-families", "family_support_centre", cast.SHYMKENT)
    finder = finder_of(directory, [for_families, in_semey])

    assert ids(finder.find(Asked(text), cast.NOW)) == found


@pytest.mark.parametrize(
    "text", ["приют Мактаарал району", "приют Мактааральский район", "приют Maqtaaral tumani"]
)
def test_a_district_without_services_is_named_with_the_word_for_it(finder: Finder, text: str) -> None:
    assert finder.find(Asked(text), cast.NOW).territory == "614400000"
