"""How answers travel: compressed, kept by whoever has them, as long streams, never too many at once."""

import gzip
import json
import sqlite3
import threading
import tracemalloc
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from directory.search.finding import Finder
from tests.web.api import told
from tests.web.house import House, browsing
from web.api import desk
from web.api.library import Library

MANY = 10_000
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def crowded(directory_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of ten thousand services more."""
    path = tmp_path_factory.mktemp("crowded") / "directory.db"
    path.write_bytes(directory_file.read_bytes())
    with sqlite3.connect(path) as database:
        told.put(database, "organization", {"id": told.OWNER, "name": "Фонд", "description": "Фонд"})
        database.executemany(
            "INSERT INTO service (id, organization_id, name, status, description) "
            "VALUES (?, ?, ?, 'active', ?)",
            [(str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))), told.OWNER, f"Центр {number}", "слово " * 50)
             for number in range(MANY)],
        )  # fmt: skip
    return path


@pytest.fixture
def crowd(house: House, crowded: Path, library: Library) -> Iterator[httpx.Client]:
    with browsing(replace(house.parts, library=Library(crowded, lambda: library.finder))) as one:
        yield one


def test_whoever_takes_gzip_gets_the_same_in_fewer_bytes(program: httpx.Client) -> None:
    for path in ("services?per_page=20&full=true", "services?format=ndjson", "openapi.json"):
        plain = program.get(path, headers=PLAIN)
        with program.stream("GET", path, headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"}) as answer:
            packed = b"".join(answer.iter_raw())

        assert (plain.headers.get("Content-Encoding"), answer.headers["Content-Encoding"]) == (None, "gzip")
        assert gzip.decompress(packed) == plain.content
        assert len(packed) < len(plain.content) / 4


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "gzip; q=0.0", "br"])
def test_nobody_gets_gzip_who_does_not_take_it(program: httpx.Client, accepted: str) -> None:
    answer = program.get("services", headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert (
        answer.headers["ETag"] != program.get("services", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    )


@pytest.mark.parametrize(
    "path", ["services", "services/{id}", "services?format=ndjson", "organizations/{id}"]
)
def test_what_somebody_has_already_is_not_sent_again(program: httpx.Client, path: str) -> None:
    listed = program.get(path.split("/")[0], params={"per_page": 1}).json() if "{id}" in path else {}
    address = path.format(id=listed["contents"][0]["id"]) if listed else path
    mark = program.get(address).headers["ETag"]

    for told_ in (mark, f'"a", W/{mark}', "*"):
        again = program.get(address, headers={"If-None-Match": told_})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    assert program.get(address, headers={"If-None-Match": '"a"'}).status_code == 200
    assert program.head(address, headers={"If-None-Match": mark}).status_code == 304


def test_ten_thousand_services_are_streamed_in_little_memory(crowd: httpx.Client) -> None:
    crowd.get("/api/hsds/services", params={"per_page": 1})  # the register is read
    tracemalloc.start()
    try:
        lines = size = 0
        with crowd.stream("GET", "/api/hsds/services?format=ndjson", headers=PLAIN) as answer:
            for line in answer.iter_lines():
                lines, size = lines + 1, size + len(line.encode())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert lines > MANY
    assert size > 4_000_000
    assert peak < size / 2  # ids of all, and a hundred objects at a time: not all of them


def test_pages_at_the_edges_are_whole(crowd: httpx.Client) -> None:
    def page(number: int, size: int) -> dict[str, object]:
        answer = crowd.get("/api/hsds/services", params={"page": number, "per_page": size})
        return {name: value for name, value in answer.json().items() if name != "contents"}

    total = page(1, 1)["total_items"]
    assert isinstance(total, int)
    pages = -(-total // 100)
    inside = {"total_items": total, "total_pages": pages}
    assert page(pages, 100) == inside | {
        "page_number": pages, "size": total - 100 * (pages - 1), "first_page": False, "last_page": True,
        "empty": False,
    }  # fmt: skip
    assert page(1_000_000, 100) == inside | {
        "page_number": 1_000_000, "size": 0, "first_page": False, "last_page": True, "empty": True,
    }  # fmt: skip
    for query in ("page=0", "per_page=0", "per_page=1000000000", "page=1000000000", "per_page=", "page=1.0"):
        refused = crowd.get(f"/api/hsds/services?{query}")
        assert (refused.status_code, refused.json()["parameter"]) == (400, query.split("=")[0])


def test_when_too_many_ask_at_once_some_are_told_to_come_again(house: House, library: Library) -> None:
    go_on = threading.Event()

    def slowly() -> Finder:
        assert go_on.wait(60)
        return library.finder

    asking = desk._THREADS + desk._MOST_WAITING
    parts = replace(house.parts, library=Library(library.path, slowly))
    with browsing(parts) as asker, ThreadPoolExecutor(asking) as askers:
        asker.timeout = httpx.Timeout(60, pool=60)
        path = "/api/hsds/services?search=school"
        waiting = [askers.submit(asker.get, path) for _ in range(asking)]
        while not (sent_away := [one for one in waiting if one.done()]):
            go_on.wait(0.01)
        go_on.set()
        answers = [one.result() for one in waiting]

    refused = [answer for answer in answers if answer.status_code != 200]
    assert {(answer.status_code, answer.headers["Retry-After"]) for answer in refused} == {(503, "5")}
    assert sent_away[0].result() in refused
    assert len(refused) < asking
    assert {json.loads(answer.content)["title"] for answer in refused} == {"Service Unavailable"}
