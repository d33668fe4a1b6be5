"""Whoever comes by a poster is offered its place; only their own press makes it the place of the report."""

import re

import httpx

from tests.cases.told import MAKTAARAL
from web.parts import Parts

PLACE = "Maktaaral District, Turkistan Region"


def press(browser: httpx.Client, label: str) -> str:
    """Press the newest button of this label, and give the page."""
    found = re.findall(rf'name="token" value="([^"]+)">{re.escape(label)}<', browser.get("/").text)
    browser.post("/chat", data={"token": found[-1]})
    return browser.get("/").text


def test_the_place_of_the_poster_is_the_first_button_and_counts_when_it_is_pressed(
    public: httpx.Client, parts: Parts
) -> None:
    public.get("/", params={"start": f"p_{MAKTAARAL}"})
    assert PLACE not in public.get("/").text

    press(public, "Building site")
    asked = public.get("/").text
    assert f">{PLACE}</button>" in asked
    assert f"Place: {PLACE}" not in asked

    assert f"Place: {PLACE}" in press(public, PLACE)


def test_another_place_can_be_written_instead(public: httpx.Client, parts: Parts) -> None:
    public.get("/", params={"start": f"r_construction-p_{MAKTAARAL}"})
    public.post("/chat", data={"text": "Сарыағаш ауданы"})

    assert "Place: Saryagash" in public.get("/").text


def test_a_place_that_nobody_knows_suggests_nothing(public: httpx.Client, parts: Parts) -> None:
    public.get("/", params={"start": "p_999"})

    assert "What would you like to do?" in public.get("/").text
