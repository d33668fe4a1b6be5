"""Help is looked for through the page: as in Telegram, but for the map, which is a page of its own."""

from dataclasses import replace
from typing import Any

import pytest

from conversations.house import House
from conversations.talk import Reception
from directory.service import Phone, Seat, Service, Terms
from tests.web.chooser import HEADERS
from tests.web.house import browsing
from web.parts import Parts

MAKTAARAL = "614400000"
SHELTER = Service(
    "00000000-0000-5000-8000-00000000000a",
    {"en": "Lighthouse shelter"},
    needs=("shelter",),
    seats=(Seat(MAKTAARAL, (40.9, 68.5), {"en": "Abai, 5"}),),
    serves=(MAKTAARAL,),
    phones=(Phone("8 (7253) 00-00-00"),),
    terms=Terms(free=True),
)
REFUGE = replace(
    SHELTER,
    id="00000000-0000-5000-8000-00000000000b",
    names={"en": "Quiet refuge"},
    seats=(Seat(MAKTAARAL, None, {"en": "Canarystreet, 7"}, hidden=True),),
)


class Page:
    """Somebody at the page, who presses buttons where they stand."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self.said: list[dict[str, Any]] = []
        browser.get("/")

    def post(self, **fields: str) -> list[dict[str, Any]]:
        last = max([one["row"] for one in self.said], default=0)
        told = self._browser.post("/chat", data={**fields, "after": str(last)}).json()["messages"]
        self.said += told
        return [one for one in told if not one["own"]]

    def tap(self, words: str) -> list[dict[str, Any]]:
        message, button = next(
            (message, button)
            for message in reversed(self.said)
            for row in message["buttons"]
            for button in row
            if words in button["label"]
        )
        return self.post(token=button["token"], message=str(message["id"]))


@pytest.fixture
def stocked(given: Parts, furnished: House) -> Parts:
    """Give the page of a house with a shelter and a refuge more."""
    services = {**furnished.directory.services, SHELTER.id: SHELTER, REFUGE.id: REFUGE}
    directory = replace(furnished.directory, services=services)
    return replace(given, reception=Reception(replace(furnished, directory=directory)))


def test_help_is_found_narrowed_and_shown_on_a_map(stocked: Parts) -> None:
    with browsing(stocked) as browser:
        browser.headers.update(HEADERS)
        page = Page(browser)
        page.post(text="/find shelter Maktaaral district")
        [narrowed] = page.tap("Narrow the list")
        [ticked] = page.tap("Free of charge")
        [listed] = page.tap("Show the list")
        [card] = page.tap("Lighthouse")
        links = {one["label"]: one["link"] for row in card["buttons"] for one in row}
        plain = browser.get("/").text
        page.tap("Back to the list")
        [refuge] = page.tap("Quiet refuge")

    assert narrowed["id"] == ticked["id"] == listed["id"]  # in the place of the list
    assert "Conditions: Free of charge" in ticked["text"]
    assert "Lighthouse shelter" in listed["text"]
    assert links["Show on the map"].startswith("https://www.openstreetmap.org/?mlat=40.90000&mlon=68.50000")
    assert 'rel="noopener noreferrer" target="_blank">Show on the map' in plain
    assert "The address is not shown, for safety." in refuge["text"]
    assert "Show on the map" not in str(refuge["buttons"])
    assert "Canarystreet" not in str(page.said)
