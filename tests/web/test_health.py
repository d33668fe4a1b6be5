"""The health of the house."""

from dataclasses import replace

import httpx

from store.errors import StoreUnavailable
from tests.web.house import House, browsing
from web.parts import Health


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
