"""The chat in a real browser: what our script does beyond the plain page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conversations.bringing import Room
from conversations.incoming import Address
from conversations.message import Button, Message
from tests.doubles import chromium as chromiums
from tests.web.house import House, browsing
from web.parts import Showcase

WIDTHS = [(320, 568), (360, 740), (1280, 800)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromiums.launched() as browser:
        yield browser


@pytest.fixture
def page(house: House, chromium: Browser) -> Iterator[Page]:
    complaints: list[str] = []
    parts = replace(house.parts, demonstration=(Showcase("police", "Police"),), away="about:blank")
    with browsing(parts) as server:
        context = chromium.new_context(
            base_url=str(server.base_url),
            locale="en-US",
            viewport={"width": 360, "height": 740},
            has_touch=True,  # a phone: nothing may wait for a mouse
            geolocation={"latitude": 40.8, "longitude": 68.3},
            permissions=["geolocation"],
        )
        opened = context.new_page()
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on(
            "console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None
        )
        opened.goto("/")
        yield opened
        context.close()

    assert complaints == []


def test_a_press_shows_own_words_and_the_answer_without_loading_the_page(house: House, page: Page) -> None:
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Report a child").click()

    expect(page.locator(".own .text")).to_have_text("Report a child")
    expect(page.locator(".message .text").last).to_have_text("heard t1")
    expect(page.locator(".message:has(.choice)")).to_have_class("message ours quiet")
    assert page.evaluate("window.stayed")
    assert house.reception.heard[-1].message == 1


def test_words_are_sent_by_the_enter_key_and_shown_as_text(page: Page) -> None:
    field = page.get_by_label("Write here…")
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    field.fill("<b>two boys</b>")
    field.press("Shift+Enter")
    page.keyboard.insert_text("at the market")
    field.press("Enter")

    expect(page.locator(".own .text")).to_have_text("<b>two boys</b>\nat the market", use_inner_text=True)
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_what_the_department_does_appears_by_itself(house: House, page: Page) -> None:
    reader = Address("web", page.context.cookies()[0]["value"])
    house.tell(reader, Message("The department has your report."))

    expect(page.get_by_text("The department has your report.")).to_be_visible()


def test_words_are_given_back_when_they_could_not_be_sent(page: Page) -> None:
    page.route("**/chat", lambda route: route.abort())
    field = page.get_by_label("Write here…")
    field.fill("a boy carries bricks")
    page.get_by_role("button", name="Send what I wrote").click()

    expect(page.get_by_role("status")).to_have_text("Not sent. Please try again.")
    expect(field).to_have_value("a boy carries bricks")


def test_the_place_is_sent_by_its_button_alone(house: House, page: Page) -> None:
    house.reception.script["t1"] = [Message("Where?", place_button="Send my location")]
    house.reception.script[""] = [Message("Thank you.", clear=True)]
    expect(page.locator("#place")).to_be_hidden()
    page.get_by_role("button", name="Report a child").click()
    page.get_by_role("button", name="Send my location").click()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    expect(page.locator("#place")).to_be_hidden()
    assert house.reception.heard[-1].point == (40.8, 68.3)


def test_a_tick_keeps_its_place_and_the_focus(house: House, page: Page) -> None:
    house.reception.script["t1"] = [Message("Which?", ((Button("☐ Beaten", "d1"),),))]
    house.reception.script["d1"] = [Message("Which?", ((Button("☑ Beaten", "d1"),),), replaces=3)]
    page.get_by_role("button", name="Report a child").click()
    page.get_by_role("button", name="☐ Beaten").press("Enter")

    expect(page.get_by_role("button", name="☑ Beaten")).to_be_focused()
    expect(page.locator(".own")).to_have_count(1)


def test_another_language_changes_the_words_of_the_page_too(house: House, page: Page) -> None:
    house.reception.chosen = "en"
    page.get_by_role("button", name="Report a child").click()
    house.reception.chosen = "ru"
    page.get_by_role("button", name="Русский").click()

    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_a_chosen_file_is_sent_and_one_too_large_is_not(house: House, page: Page, tmp_path: Path) -> None:
    large = tmp_path / "a.jpg"  # from the disk, as people do: handed over as bytes it costs 15 s of CPU
    with large.open("wb") as empty:
        empty.truncate(21 * 1024 * 1024)
    expect(page.locator("#file")).to_be_hidden()
    house.reception.room = Room(offered=True, taken=True)
    page.get_by_role("button", name="Report a child").click()
    field = page.get_by_label("Photo, video or recording, up to 20 MB")
    field.set_input_files(large)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("status")).to_have_text("This file is too big. The limit: 20 MB.")
    field.set_input_files({"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b"small"})
    page.get_by_role("button", name="Send the file").click()

    expect(page.locator(".own .text").last).to_have_text("📎")
    expect(field).to_have_value("")
    [sent] = [one.sent for one in house.reception.heard if one.sent]
    assert (sent.mime, sent.size, sent.refused) == ("image/jpeg", 5, "file")  # nothing cleans it here


def test_leaving_leads_away_and_forgets(page: Page) -> None:
    page.get_by_role("button", name="Leave this page quickly").click()
    page.wait_for_url("about:blank")

    expect(page.locator("body")).to_be_empty()
    assert _in_time(page, lambda: page.context.cookies() == [])  # the answer may come after the page has gone


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_nothing_is_wider_than_the_screen_and_everything_large_enough_to_press(
    house: House, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    house.reception.room = Room(offered=True, taken=True)
    house.reception.script["t1"] = [
        Message("wide " + "m" * 300, ((Button("l" * 120, "x"), Button("2", "y")),))
    ]
    page.get_by_role("button", name="Report a child").click()
    expect(page.locator(".message")).to_have_count(3)

    sizes = page.locator("button:visible, #chosen").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert all(wide >= 44 and high >= 44 for wide, high in sizes)


def test_a_pointer_appears_and_is_acknowledged_while_the_page_is_open(house: House, page: Page) -> None:
    page.goto("/demo/department")
    house.tell(Address("demo", "police"), Message("Case 1", ((Button("Received", "k1"),),)))
    pointer = house.kept(Address("demo", "police"))
    house.reception.script["k1"] = [Message("Case 1: received", replaces=2)]
    page.get_by_role("button", name="Received").click()

    expect(page.get_by_text("Case 1: received")).to_be_visible()
    assert pointer == [("Case 1", False)]


def _in_time(page: Page, holds: Callable[[], bool]) -> bool:
    """Tell whether this comes to hold within some seconds, as `expect` does for what stands in a page."""
    for _ in range(100):
        if holds():
            return True
        page.wait_for_timeout(50)
    return holds()
