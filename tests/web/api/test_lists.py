"""What the API lists and gives, page by page and filter by filter."""

import json
from typing import Any

import httpx
import pytest

from tests.directory.hsds import official
from web.api.lists import LISTS

ENVELOPE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents",
}  # fmt: skip
SHELTER = {"taxonomy_term_id": "need:shelter"}


def asked(program: httpx.Client, path: str, **query: str | int | float) -> Any:
    answer = program.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(program: httpx.Client, path: str, **query: str | int | float) -> list[str]:
    return [item["id"] for item in asked(program, path, per_page=100, **query)["contents"]]


def test_the_root_says_which_standard_this_is(program: httpx.Client) -> None:
    said = asked(program, "")

    assert (said["version"], said["profile"]) == ("3.1", "https://docs.openreferral.org")
    assert program.get(said["openapi_url"]).json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_the_envelope_and_each_object_of_it_can_be_had_alone(
    program: httpx.Client, name: str
) -> None:
    page = asked(program, name, per_page=2)
    one = asked(program, f"{name}/{page['contents'][0]['id']}")

    assert set(page) == ENVELOPE
    assert (page["size"], page["page_number"], page["first_page"], page["empty"]) == (2, 1, True, False)
    assert one["id"] == page["contents"][0]["id"]


def test_pages_hold_every_service_once_and_the_page_after_the_last_is_empty(program: httpx.Client) -> None:
    pages = [asked(program, "services", page=number, per_page=20) for number in (1, 2, 3, 4)]
    found = [item["id"] for page in pages for item in page["contents"]]

    assert len(set(found)) == len(found) == pages[0]["total_items"] == 52
    assert [page["last_page"] for page in pages] == [False, False, True, True]
    assert (pages[3]["empty"], pages[3]["contents"], pages[3]["total_pages"]) == (True, [], 3)


def test_filters_of_the_standard_are_cumulative(program: httpx.Client) -> None:
    shelters = asked(program, "services", **SHELTER, per_page=100)["contents"]
    owner = shelters[0]["organization"]["id"]
    both = ids(program, "services", **SHELTER, organization_id=owner)

    assert 0 < len(shelters) < 52
    assert shelters[0]["id"] in both
    assert set(both) == {item["id"] for item in shelters if item["organization"]["id"] == owner}


def test_a_term_can_be_named_by_its_id_and_a_taxonomy_holds_its_terms(program: httpx.Client) -> None:
    taxonomy = next(item for item in asked(program, "taxonomies")["contents"] if item["name"] == "need")
    terms = asked(program, "taxonomy_terms", taxonomy_id=taxonomy["id"], per_page=100)["contents"]
    shelter = next(item for item in terms if item["code"] == "need:shelter")
    by_code = ids(program, "services", **SHELTER)

    assert all(item["code"].startswith("need:") for item in terms)
    assert ids(program, "services", taxonomy_term_id=shelter["id"]) == by_code
    assert set(by_code) < set(ids(program, "services", taxonomy_id=taxonomy["id"]))
    assert ids(program, "taxonomy_terms", parent_id=shelter["id"]) == []
    assert shelter["id"] in ids(program, "taxonomy_terms", top_only="true", taxonomy_id=taxonomy["id"])


def test_changes_since_a_day_and_nothing_but_ids(program: httpx.Client) -> None:
    few = asked(program, "services", minimal="true", modified_after="2026-11-22", per_page=1)

    assert set(few["contents"][0]) == {"id", "last_modified", "modified_date"}
    assert ids(program, "services", modified_after="2030-01-01T00:00:00+05:00") == []


def test_organizations_of_services_with_a_term_and_their_services(program: httpx.Client) -> None:
    found = asked(program, "organizations", **SHELTER, full="true", per_page=100)["contents"]
    whole = asked(program, f"organizations/{found[0]['id']}", full_service="true")

    services = {service["id"] for item in found for service in item["services"]}
    assert set(ids(program, "services", **SHELTER)) <= services
    assert "attributes" not in found[0]["services"][0]
    assert "attributes" in whole["services"][0]


def test_search_finds_in_any_language_and_best_comes_first(program: httpx.Client) -> None:
    found = asked(program, "services", search="негде ночевать")
    terms = asked(program, "taxonomy_terms", search="психолог")["contents"]

    assert found["total_items"] > 0
    assert "A psychologist" in {item["name"] for item in terms}
    assert ids(program, "organizations", search="абракадабра") == []
    assert ids(program, "services", search="негде ночевать", sort="name") != ids(
        program, "services", search="негде ночевать"
    )


def test_words_that_name_several_places_give_their_codes_instead_of_a_guess(program: httpx.Client) -> None:
    page = asked(program, "services", search="приют Октябрь")

    assert page["empty"]
    assert len(page["places"]) > 1
    assert all(len(code) == 9 for code in page["places"])


def test_who_serves_a_territory_is_another_thing_than_who_is_near(program: httpx.Client) -> None:
    serving = ids(program, "services", territory="614400000")
    near = ids(program, "services", lat=51.13, lon=71.43, radius_m=30_000)

    assert 0 < len(serving) < 52
    assert set(near) != set(serving)


def test_age_hours_language_and_price(program: httpx.Client) -> None:
    everybody = set(ids(program, "services"))

    assert set(ids(program, "services", age=40)) < everybody
    assert set(ids(program, "services", language="kk")) == everybody  # nobody told: it passes …
    assert (
        ids(program, "services", language="kk", known="true") == []
    )  # … unless told ones alone are asked for
    open_ones = ids(program, "services", open_at="2026-11-23T21:00:00Z", known="true")
    assert 0 < len(open_ones) < 52
    assert 0 < len(ids(program, "services", free="true", known="true")) < 52


def test_places_of_services_come_by_the_filters_of_their_services(program: httpx.Client) -> None:
    shelters = set(ids(program, "services", **SHELTER))
    seats = asked(program, "service_at_locations", **SHELTER, per_page=100)["contents"]

    assert seats
    assert {seat["service"]["id"] for seat in seats} <= shelters


def test_texts_come_in_the_language_that_is_asked_for(program: httpx.Client) -> None:
    answer = program.get(
        "taxonomy_terms", params={"lang": "kk", "taxonomy_id": need(program), "per_page": 100}
    )
    shelter = next(item for item in answer.json()["contents"] if item["code"] == "need:protection")

    assert (shelter["name"], shelter["language"]) == ("Зорлық-зомбылықтан қорғау", "kk")
    assert "kk" in answer.headers["Content-Language"]


def need(program: httpx.Client) -> str:
    return next(
        str(item["id"]) for item in asked(program, "taxonomies")["contents"] if item["name"] == "need"
    )


def test_a_stream_holds_all_without_pages(program: httpx.Client) -> None:
    answer = program.get("services", params={"format": "ndjson", "per_page": 1})
    lines = [json.loads(line) for line in answer.text.splitlines()]

    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [line["id"] for line in lines] == ids(program, "services")


@pytest.mark.parametrize("name", ["services", "organizations", "service_at_locations"])
def test_what_comes_is_valid_by_the_official_schemas(program: httpx.Client, name: str) -> None:
    document = LISTS[name].table
    brief = asked(program, name, per_page=100, lang="kk")["contents"]
    full = asked(program, name, per_page=8, full="true")["contents"]

    assert [official.faults(f"{document}_list", item) for item in brief] == [[]] * len(brief)
    assert [official.faults(document, item) for item in full] == [[]] * len(full)
