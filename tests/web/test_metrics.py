"""Who may read the figures: this machine and its private network, and whoever knows the token."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from aiohttp.test_utils import make_mocked_request

from tests.web.house import House, browsing
from web import metrics
from web.parts import Probes

TOKEN = "a-token-of-the-metrics"
FIGURES = b"# TYPE hotline_duties gauge\nhotline_duties 7.0\n"


@pytest.fixture
def watched(house: House) -> Iterator[httpx.Client]:
    with browsing(replace(house.parts, probes=Probes(metrics=lambda: FIGURES, token=TOKEN))) as browser:
        yield browser


def test_this_machine_reads_the_figures_in_the_words_of_prometheus(watched: httpx.Client) -> None:
    answer = watched.get("/metrics")

    assert (answer.status_code, answer.content) == (200, FIGURES)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"]
)
def test_who_comes_through_a_server_in_front_finds_no_such_page(watched: httpx.Client, header: str) -> None:
    there = watched.get("/metrics", headers={header: "127.0.0.1"})
    nowhere = watched.get("/figures", headers={header: "127.0.0.1"})

    assert (there.status_code, there.text) == (404, nowhere.text)


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 404),
        ("Bearer", 404),
        (f"Basic {TOKEN}", 404),
        (TOKEN, 404),
        ("Bearer токен", 404),
    ],
)
def test_a_stranger_needs_the_token(watched: httpx.Client, authorization: str, status: int) -> None:
    headers = [(b"X-Forwarded-For", b"203.0.113.9"), (b"Authorization", authorization.encode())]
    answer = watched.get("/metrics", headers=headers)

    assert answer.status_code == status


def test_without_a_token_no_word_opens(house: House) -> None:
    with browsing(replace(house.parts, probes=Probes(metrics=lambda: FIGURES))) as browser:
        headers = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer"}

        assert browser.get("/metrics", headers=headers).status_code == 404


def test_where_nothing_is_measured_there_is_no_page(browser: httpx.Client) -> None:
    assert browser.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("address", "is_near"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("fd00::1", True),
        ("fe80::1%eth0", True),
        ("203.0.113.9", False),
        ("::ffff:203.0.113.9", False),
        ("2001:db8::1", False),
        ("0.0.0.0", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_private_addresses_are_near(address: str, is_near: bool) -> None:
    request = make_mocked_request("GET", "/metrics").clone(remote=address)

    assert metrics._is_near(request) == is_near
