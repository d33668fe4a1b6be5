"""Very many new visitors at one time: those who are here go on, and no address is kept anywhere."""

from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest

from tests.web.house import MORNING, Clock, House, browsing
from web import newcomers

CANARY = "203.0.113.77"
FORWARDED = {"X-Forwarded-For": f"198.51.100.1, {CANARY}"}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(newcomers, "FROM_ONE", 3)
    return 3


class Still(Clock):
    """A clock that stands, until it is moved."""

    def __call__(self) -> datetime:
        return self.now


def test_one_address_brings_only_so_many_new_visitors_a_minute(house: House, few: int) -> None:
    clock = Still(MORNING)
    with browsing(replace(house.parts, now=clock)) as browser:
        told = [_come(browser).status_code for _ in range(few + 2)]
        elsewhere = _come(browser, "192.0.2.5").status_code
        clock.now += timedelta(minutes=1)
        later = _come(browser).status_code

    assert told == [200, 200, 200, 429, 429]
    assert (elsewhere, later) == (200, 200)


def test_whoever_is_turned_away_is_told_whom_to_call(house: House, few: int) -> None:
    with browsing(replace(house.parts, now=Still(MORNING))) as browser:
        for _ in range(few):
            _come(browser)
        refused = _come(browser)

    assert "112" in refused.text
    assert refused.headers["Retry-After"] == "60"


def test_whoever_is_here_goes_on_and_a_cookie_made_up_is_no_way_in(house: House, few: int) -> None:
    with browsing(replace(house.parts, now=Still(MORNING))) as browser:
        for _ in range(few):
            known = _come(browser).cookies["visitor"]
        browser.cookies.clear()
        browser.cookies.set("visitor", known)
        going_on = browser.post("/chat", data={"text": "hello"}, headers=FORWARDED).status_code
        browser.cookies.clear()
        browser.cookies.set("visitor", "x" * 22)
        made_up = browser.post("/chat", data={"text": "hello"}, headers=FORWARDED).status_code

    assert (going_on, made_up) == (303, 429)


def test_no_address_is_kept(house: House, few: int) -> None:
    counted = newcomers.Newcomers(house.parts.entropy)
    counted.came(CANARY, MORNING)
    with browsing(house.parts) as browser:
        _come(browser)

    assert CANARY not in repr(counted)
    files = [path for path in house.database.path.parent.rglob("*") if path.is_file()]
    assert not any(CANARY.encode() in path.read_bytes() for path in files)
    assert counted.may_come(CANARY, MORNING + timedelta(minutes=1))
    assert not counted._came  # what was counted in the minute before is gone


def _come(browser: httpx.Client, address: str = CANARY) -> httpx.Response:
    browser.cookies.clear()
    return browser.get("/", headers={"X-Forwarded-For": f"198.51.100.1, {address}"})
