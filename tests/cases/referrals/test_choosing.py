"""Services that fit a measure, and what speaks against one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.referrals import choosing
from cases.referrals.choosing import Choice, Wish
from directory.reading import Directory
from directory.search import finding
from directory.search.finding import Finder
from directory.service import Seat, Service, Terms
from tests.cases.told import MAKTAARAL, NOW

TURKISTAN, SHYMKENT, ALMATY = "610000000", "790000000", "750000000"
LATELY = date(2026, 10, 1)


def service(id: str, territory: str, **changed: object) -> Service:
    told: dict[str, object] = {
        "names": {"en": id},
        "needs": ("psych",),
        "seats": (Seat(territory),),
        "serves": (territory,),
        "assured": LATELY,
    }
    return Service(id, **(told | changed))  # type: ignore[arg-type]


def choose(directory: Directory, wish: Wish, *services: Service) -> Choice:
    finder = Finder(services, directory.territories, directory.places, directory.aliases)
    return choosing.choose(finder, directory.territories, directory.departments, wish, NOW)


def ids(choice: Choice) -> list[str]:
    return [one.service.id for one in choice.candidates]


def test_it_is_looked_from_the_district_to_the_oblast_to_the_country_and_no_further(
    directory: Directory,
) -> None:
    wish = Wish("psych", MAKTAARAL)
    country = service("country", "", serves=("KZ",), seats=())
    found = choose(
        directory,
        wish,
        service("elsewhere", ALMATY),
        country,
        service("oblast", TURKISTAN),
        service("district", MAKTAARAL),
    )

    assert ids(found) == ["district", "oblast", "country"]


def test_of_two_as_near_the_one_somebody_made_sure_of_last_comes_first(directory: Directory) -> None:
    old = service("old", MAKTAARAL, assured=NOW.date() - timedelta(days=500))
    found = choose(directory, Wish("psych", MAKTAARAL), old, service("new", MAKTAARAL))

    assert [(one.service.id, one.verified) for one in found.candidates] == [("new", True), ("old", False)]


@pytest.mark.parametrize(
    ("terms", "fits"),
    [
        (Terms(youngest=3, oldest=13), True),
        (Terms(youngest=3, oldest=11), False),
        (Terms(youngest=14), False),
        (Terms(sex="girls"), False),
        (Terms(languages=("ru",)), True),
        (Terms(without_documents=False), False),
    ],
)
def test_age_sex_and_papers_shut_out_what_is_known_not_to_fit(
    directory: Directory, terms: Terms, fits: bool
) -> None:
    wish = Wish("psych", MAKTAARAL, ages=(12, 13), sex="boys", papers=False)

    assert ids(choose(directory, wish, service("one", MAKTAARAL, terms=terms))) == (["one"] if fits else [])


def test_where_no_service_is_the_authority_of_the_oblast_is_named(directory: Directory) -> None:
    found = choose(directory, Wish("psych", MAKTAARAL), service("elsewhere", ALMATY))

    assert (found.candidates, found.body) == ((), f"CHILD_RIGHTS:{TURKISTAN}")


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, ()),
        ({"serves": (ALMATY,)}, ("territory",)),
        ({"serves": ("KZ",)}, ()),
        ({"terms": Terms(youngest=16)}, ("age",)),
        ({"terms": Terms(sex="girls")}, ("sex",)),
        ({"assured": NOW.date() - timedelta(days=366)}, ("unverified",)),
        ({"assured": None, "status": "temporarily closed"}, ("closed", "unverified")),
    ],
)
def test_what_speaks_against_a_service_that_was_chosen_is_said(
    directory: Directory, changed: dict[str, object], codes: tuple[str, ...]
) -> None:
    wish = Wish("psych", MAKTAARAL, ages=(12, 13), sex="boys")
    one = service("one", MAKTAARAL, **changed)

    assert choosing.against(one, wish, directory.territories, NOW) == codes


def test_another_region_is_looked_through_when_that_is_wished(directory: Directory) -> None:
    wish = Wish("shelter", MAKTAARAL, ages=(13, 13), sex="boys")
    finder = finding.finder_of(directory)
    near, wide = (
        choosing.choose(finder, directory.territories, directory.departments, one, NOW)
        for one in (wish, replace(wish, wider=True))
    )

    assert (near.candidates, near.body) == ((), f"POLICE_JUV:{TURKISTAN}")
    assert {one.scope for one in wide.candidates} == {"elsewhere"}
