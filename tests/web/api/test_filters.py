"""Every filter by a real request: what it lets through, and what it keeps back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.web.api import told
from tests.web.api.told import BOYS, GIRLS, INFANTS
from tests.web.house import House, browsing
from web.api.library import Library
from web.api.lists import LISTS
from web.api.parameters import ALL

NAMES = {GIRLS: "girls", BOYS: "boys", INFANTS: "infants"}
MONDAY_MORNING, MONDAY_NIGHT = "2026-11-23T05:00:00Z", "2026-11-23T19:00:00Z"  # 10:00 and 24:00 there

# Which of the three pass; `known=true` in the query: only those of which it was told.
PASSING = [
    ("need=education", "girls"), ("need=medical", "infants"), ("kind=crisis_centre", "boys"),
    ("age=6&known=true", "infants"), ("age=6.5", "infants"), ("age=0", "infants"), ("age=7", "boys girls"),
    ("age=18", "boys"), ("sex=girls", "girls infants"), ("sex=boys", "boys infants"),
    ("language=kk&known=true", "girls"), ("language=kk", "girls infants"),
    ("free=true&known=true", "girls"), ("free=true", "girls infants"), ("free=false", "boys girls infants"),
    ("without_documents=true&known=true", "boys"), ("without_documents=true", "boys girls infants"),
    ("referral=direct&known=true", "girls"), ("referral=by_request", "boys infants"),
    (f"open_at={MONDAY_MORNING}&known=true", "boys"), (f"open_at={MONDAY_NIGHT}", "girls infants"),
    ("lat=51.13&lon=71.43&radius_m=100", "girls"), ("lat=51.13&lon=71.43&radius_m=20000", "boys girls"),
    ("lat=0&lon=0&radius_m=1000", ""), ("lat=0&lon=0", "boys girls infants"),
    (f"territory={told.MAKTAARAL}", "infants"), ("modified_after=2026-10-31", "girls"),
    ("modified_after=2026-11-01T05:00:00%2B05:00", "girls"), ("modified_after=2026-11-02", ""),
    (f"organization_id={told.OWNER}", "boys girls infants"), ("taxonomy_term_id=need:education", "girls"),
    ("search=Приют для девочек&need=education", "girls"),
]  # fmt: skip


@pytest.fixture(scope="module")
def more(directory_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return told.library(directory_file, tmp_path_factory.mktemp("told"))


@pytest.fixture
def asker(house: House, more: Library) -> Iterator[httpx.Client]:
    with browsing(replace(house.parts, library=more)) as one:
        one.base_url = one.base_url.join("/api/hsds/")
        yield one


def ids(asker: httpx.Client, query: str, path: str = "services") -> list[str]:
    lines = asker.get(f"{path}?format=ndjson&{query}").iter_lines()
    return [line.partition('"id": "')[2].partition('"')[0] for line in lines]


def ours(found: list[str]) -> list[str]:
    return [NAMES[own] for own in found if own in NAMES]


def test_each_filter_lets_through_whom_it_should(asker: httpx.Client) -> None:
    passing = [(query, " ".join(sorted(ours(ids(asker, query))))) for query, _ in PASSING]

    assert passing == PASSING


def test_filters_hold_for_places_of_services_too(asker: httpx.Client) -> None:
    for query, names in PASSING:
        seated = {one for one in names.split() if one != "infants"}  # these have no seat

        assert set(ours(ids(asker, query, "service_at_locations"))) == seated, query


def test_pages_together_are_what_is_streamed(asker: httpx.Client) -> None:
    for query in ("age=9", "lat=51.2&lon=71.5", "need=education&known=true", "free=true&sort=relevance"):
        streamed = ids(asker, query)
        pages = [asker.get(f"services?{query}&per_page=7&page={number}").json() for number in range(1, 12)]

        assert [item["id"] for page in pages for item in page["contents"]] == streamed
        assert {page["total_items"] for page in pages} == {len(streamed)}


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("sort=name", ["boys", "girls", "infants"]),
        ("sort=last_modified&modified_after=2026-10-01", ["girls"]),
        ("lat=51.13&lon=71.43&sort=distance", ["girls", "boys", "infants"]),
        ("lat=51.2&lon=71.5&sort=distance", ["boys", "girls", "infants"]),
        ("lat=51.2&lon=71.5&sort=name", ["boys", "girls", "infants"]),
        ("sort=assured_date&age=9", ["boys", "girls"]),
    ],
)
def test_they_come_in_the_order_that_is_asked_for(asker: httpx.Client, query: str, order: list[str]) -> None:
    assert ours(ids(asker, query)) == order


def test_the_newest_come_first_and_those_without_a_day_last(asker: httpx.Client) -> None:
    assured = ids(asker, "sort=assured_date")
    changed = ids(asker, "sort=last_modified")

    assert assured[0] == BOYS
    assert changed.index(GIRLS) < changed.index(BOYS)
    assert len(assured) == len(changed) == len(ids(asker, ""))


def test_every_parameter_is_asked_by_some_test() -> None:
    asked = {pair.partition("=")[0] for query, _ in PASSING for pair in query.split("&")}
    elsewhere = {"page", "per_page", "format", "minimal", "full", "full_service", "top_only", "parent_id",
                 "taxonomy_id", "lang", "sort"}  # fmt: skip

    assert asked | elsewhere == set(ALL)


def test_a_question_as_a_form_gets_the_same_answer_and_leaves_no_mark(asker: httpx.Client) -> None:
    for name in LISTS:
        question = {"search": "приют", "per_page": "3"}
        by_address, by_form = asker.get(name, params=question), asker.post(name, data=question)

        assert by_form.json() == by_address.json()
        assert (by_form.headers["Cache-Control"], "ETag" in by_form.headers) == ("no-store", False)
    both = asker.post("services?per_page=1", data={"search": "приют"}).json()
    lines = asker.post("services", data={"format": "ndjson", "organization_id": told.OWNER})

    assert (both["size"], len(lines.text.splitlines())) == (1, 3)


def test_a_form_is_refused_as_an_address_is(asker: httpx.Client) -> None:
    twice = asker.post("services?page=1", data={"page": "1"})
    other = asker.post("services", json={"page": 1})
    large = asker.post("services", data={"search": "a" * 1_100_000})
    foreign = asker.post("services", headers={"Sec-Fetch-Site": "cross-site"})

    assert (twice.status_code, twice.json()["parameter"]) == (400, "page")
    assert [one.status_code for one in (other, large, foreign)] == [415, 413, 403]
    assert {one.headers["Content-Type"] for one in (twice, other, large, foreign)} == {
        "application/problem+json; charset=utf-8"
    }
