"""The health of the house, and the probes beside it."""

from dataclasses import replace

import httpx
import pytest

from store.errors import StoreUnavailable
from tests.web.house import House, browsing
from web.parts import Health, Probes


def unavailable() -> Health:
    raise StoreUnavailable


def test_a_house_that_is_well_says_200_and_its_figures(browser: httpx.Client) -> None:
    answer = browser.get("/health")

    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "duties": 0}


def test_a_house_that_is_not_well_says_503(house: House) -> None:
    ill = Health(ok=False, figures={"telegram": "unreachable"})
    with browsing(replace(house.parts, health=lambda: ill)) as browser:
        answer = browser.get("/health")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "telegram": "unreachable"}


def test_a_house_that_cannot_reach_its_store_says_503(house: House) -> None:
    with browsing(replace(house.parts, health=unavailable)) as browser:
        answer = browser.get("/health")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "store": "unavailable"}


def test_a_process_that_answers_is_alive_whatever_its_store_does(house: House) -> None:
    probes = Probes(ready=unavailable)
    with browsing(replace(house.parts, health=unavailable, probes=probes)) as browser:
        answer = browser.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"live": True})


@pytest.mark.parametrize(
    ("health", "status", "told"),
    [
        (Health(True, {}), 200, {"ready": True}),
        (Health(False, {"reason": "starting"}), 503, {"ready": False, "reason": "starting"}),
    ],
)
def test_a_process_says_whether_it_can_take_work(
    house: House, health: Health, status: int, told: dict[str, object]
) -> None:
    with browsing(replace(house.parts, probes=Probes(ready=lambda: health))) as browser:
        answer = browser.get("/health/ready")

    assert (answer.status_code, answer.json()) == (status, told)


def test_a_process_without_a_web_chat_has_probes_only(house: House) -> None:
    with browsing(replace(house.parts, is_chat_open=False)) as browser:
        found = {
            path: browser.get(path).status_code for path in ("/", "/chat", "/static/chat.css", "/health")
        }

    assert found == {"/": 404, "/chat": 404, "/static/chat.css": 404, "/health": 200}
