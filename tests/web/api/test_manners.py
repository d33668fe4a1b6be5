"""How the API refuses, what it lets others keep, and what it never gives."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from conversations.shelf import Shelf
from directory import reading
from directory.hsds import facts
from directory.search import finding
from tests.web.api import told
from tests.web.house import House, browsing
from web.api.library import Library
from web.api.lists import LISTS
from web.api.parameters import ALL

SECRET = "улица Тайная, 7"


REFUSED = [
    ("page=0", "page"), ("page=1_0", "page"), ("page=-1", "page"), ("per_page=101", "per_page"),
    ("per_page=ten", "per_page"), ("format=xml", "format"), ("organization_id=1", "organization_id"),
    ("modified_after=yesterday", "modified_after"), ("modified_after=2026-99-99", "modified_after"),
    ("minimal=1", "minimal"), ("lat=91&lon=0", "lat"), ("lat=nan&lon=0", "lat"), ("lat=42", "lon"),
    ("lon=42", "lat"), ("radius_m=5", "radius_m"), ("sort=distance", "sort"), ("sort=beauty", "sort"),
    ("territory=999999999", "territory"), ("territory=61", "territory"), ("age=-1", "age"),
    ("open_at=2026-11-23T10:00:00", "open_at"),
    ("open_at=9999-12-31T23:00:00Z", "open_at"),
    ("lat=1e999&lon=0", "lat"), ("lang=de", "lang"), ("language=KK1", "language"),
    ("search=" + "a" * 129, "search"), ("page=1&page=2", "page"), ("colour=red", "colour"),
]  # fmt: skip


def test_the_ends_of_a_number_are_told_as_people_write_them(program: httpx.Client) -> None:
    told = program.get("services?lat=42&lon=69&radius_m=5000001").json()["detail"]

    assert told == "radius_m: must be at most 5000000"


def test_a_value_that_is_not_allowed_is_refused_by_its_name(program: httpx.Client) -> None:
    answers = [program.get(f"services?{query}") for query, _ in REFUSED]
    problems = [answer.json() for answer in answers]

    assert {answer.status_code for answer in answers} == {400}
    assert {answer.headers["Content-Type"] for answer in answers} == {
        "application/problem+json; charset=utf-8"
    }
    assert [problem["parameter"] for problem in problems] == [parameter for _, parameter in REFUSED]
    assert all(problem["detail"].startswith(f"{problem['parameter']}: ") for problem in problems)


def test_what_is_not_there_is_a_problem_document(program: httpx.Client) -> None:
    unknown = "services/00000000-0000-4000-8000-000000000000"
    answers = [program.get(path) for path in ("services/1", unknown, "contacts", "services/", "a/b/c")]

    assert {(answer.status_code, answer.json()["title"]) for answer in answers} == {(404, "Not Found")}
    assert all(answer.headers["Content-Type"].startswith("application/problem+json") for answer in answers)


def test_nothing_can_be_changed(program: httpx.Client) -> None:
    answers = [program.request(method, "services") for method in ("PUT", "PATCH", "DELETE")]
    one = program.post(f"services/{program.get('services').json()['contents'][0]['id']}")

    assert {(answer.status_code, answer.headers["Allow"]) for answer in answers} == {
        (405, "GET, HEAD, OPTIONS, POST")
    }
    assert (one.status_code, one.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert program.options("services").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert program.options("contacts").status_code == 404


def test_who_takes_no_json_is_told_so(program: httpx.Client) -> None:
    statuses = [
        program.get("services", headers={"Accept": accept}).status_code
        for accept in ("text/html", "application/json;q=0", "text/html, */*;q=0.1", "application/*")
    ]

    assert statuses == [406, 406, 200, 200]


def test_an_answer_may_be_kept_until_the_file_changes(
    house: House, directory_file: Path, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "directory.db"
    shutil.copy(directory_file, path)
    with browsing(replace(house.parts, library=Library(path, lambda: library.finder))) as program:
        first = program.get("/api/hsds/services", params={"page": 1})
        mark = {"If-None-Match": f'"other", W/{first.headers["ETag"]}'}
        same = program.get("/api/hsds/services", params={"page": 1}, headers=mark)
        other = program.get("/api/hsds/services", params={"page": 2}, headers=mark)
        with sqlite3.connect(path) as database:
            database.execute("UPDATE service SET name = name || ' 2'")
        changed = program.get("/api/hsds/services", params={"page": 1}, headers=mark)

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Cache-Control"] == same.headers["Cache-Control"] == "public, max-age=300"
    assert (other.status_code, changed.status_code) == (200, 200)


def test_what_is_imported_is_found_when_the_house_has_renewed_its_search(
    house: House, directory_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "directory.db"
    shutil.copy(directory_file, path)
    shelf = Shelf(reading.open_directory(path), path)
    library = Library(path, lambda: shelf.finder, lambda: shelf.number)
    asked = {"search": "Приют для девочек", "organization_id": told.OWNER}
    with browsing(replace(house.parts, library=library)) as program:
        before = program.get("/api/hsds/services", params=asked)
        with sqlite3.connect(path) as database:
            told.tell(database)
        written = program.get("/api/hsds/services", params=asked)
        alone = program.get(f"/api/hsds/services/{told.GIRLS}")
        assert shelf.renew()
        renewed = program.get("/api/hsds/services", params=asked)

    answers = (before, written, renewed)
    assert [answer.json()["total_items"] > 0 for answer in answers] == [False, False, True]
    assert alone.json()["id"] == renewed.json()["contents"][0]["id"] == told.GIRLS
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_other_sites_may_read_it_and_ask_first(program: httpx.Client) -> None:
    foreign = {"Origin": "https://other.example", "Sec-Fetch-Site": "cross-site"}
    answer = program.get("services", headers=foreign)
    before = program.options("services", headers=foreign | {"Access-Control-Request-Method": "GET"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("query", ["", "format=ndjson"])
def test_head_gives_the_headers_alone(program: httpx.Client, query: str) -> None:
    answer = program.head(f"services?{query}")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"]


def test_the_chat_stays_closed_to_other_sites(program: httpx.Client) -> None:
    health = program.base_url.join("/health")

    assert "Access-Control-Allow-Origin" not in program.get(health).headers


def test_a_house_without_a_library_has_no_api(browser: httpx.Client) -> None:
    assert browser.get("/api/hsds/services").status_code == 404


def test_a_file_that_is_gone_is_a_problem_for_a_while(house: House, library: Library, tmp_path: Path) -> None:
    gone = Library(tmp_path / "none.db", lambda: library.finder)
    with browsing(replace(house.parts, library=gone)) as program:
        answer = program.get("/api/hsds/services")

    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["status"]) == (503, "5", 503)


def test_a_hidden_seat_gives_no_address_even_if_the_file_holds_one_by_mistake(
    house: House, directory_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "directory.db"
    shutil.copy(directory_file, path)
    service = hide_a_seat(path)
    finder = finding.finder_of(reading.open_directory(path))
    with browsing(replace(house.parts, library=Library(path, lambda: finder))) as program:
        said = [program.get(f"/api/hsds/services/{service}", params={"lang": "ru"}).text]
        for name in LISTS:
            queries: list[dict[str, str]] = [{}, {"lang": "ru"}]
            queries += [{"full": "true", "lang": "kk"}] if "full" in LISTS[name].parameters else []
            said += [
                program.get(f"/api/hsds/{name}", params=query | {"format": "ndjson"}).text
                for query in queries
            ]
        near = program.get("/api/hsds/services", params={"lat": 10.5, "lon": 20.5, "radius_m": 1000}).json()

    assert service in said[0]
    assert [text for text in said if SECRET in text or "10.5" in text] == []
    assert near["total_items"] == 0


def hide_a_seat(path: Path) -> str:
    """Mark a service that has a seat as hidden, and write an address there all the same."""
    with sqlite3.connect(path) as database:
        service, location = database.execute(
            "SELECT service_id, location_id FROM service_at_location ORDER BY id"
        ).fetchone()
        mark = facts.mark("service", service, f"profile:{facts.HIDDEN}")
        database.execute(
            "INSERT OR IGNORE INTO attribute (id, link_id, taxonomy_term_id, link_type, link_entity) "
            "VALUES (:id, :link_id, :taxonomy_term_id, :link_type, :link_entity)",
            mark,
        )
        database.execute(
            "UPDATE location SET latitude = 10.5, longitude = 20.5, description = ? WHERE id = ?",
            (SECRET, location),
        )
        [seat] = database.execute(
            "SELECT id FROM service_at_location WHERE location_id = ?", (location,)
        ).fetchone()
        database.execute("UPDATE service_at_location SET description = ? WHERE id = ?", (SECRET, seat))
        database.executemany(
            "INSERT INTO translation (entity, entity_id, field, language, text, origin) "
            "VALUES (?, ?, ?, 'kk', ?, 'human')",
            [("location", location, "transportation", SECRET),
             ("service_at_location", seat, "description", SECRET)],
        )  # fmt: skip
        database.execute(
            "INSERT INTO address (id, location_id, address_1, city, state_province, postal_code, country, "
            "address_type) VALUES (?, ?, ?, 'x', 'x', '010000', 'KZ', 'physical')",
            (facts.identifier("address", location), location, SECRET),
        )
    return str(service)


def test_the_description_names_every_path_and_parameter_as_it_is_read(program: httpx.Client) -> None:
    said = program.get("openapi.json").json()

    for what in LISTS.values():
        listed = said["paths"][f"/{what.name}"]["get"]["parameters"]
        assert [one["name"] for one in listed] == list(what.parameters)
        assert [one["schema"] for one in listed] == [ALL[name].schema() for name in what.parameters]
        assert set(said["paths"][f"/{what.name}"]["get"]["responses"]) >= {"200", "304", "400", "405", "406"}
    assert {name for what in LISTS.values() for name in what.parameters} == set(ALL)
