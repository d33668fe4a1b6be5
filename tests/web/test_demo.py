"""The departments of the demonstration."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from conversations import pickup
from conversations.incoming import Address
from conversations.message import Button, Message
from tests.web.house import House, browsing
from web.parts import Showcase

POLICE = Showcase("police", "Juvenile police, Turkistan oblast")
AKIMAT = Showcase("akimat", "Akimat <of> Maktaaral")


@pytest.fixture
def demo(house: House) -> Iterator[httpx.Client]:
    with browsing(replace(house.parts, demonstration=(POLICE, AKIMAT))) as browser:
        yield browser


def test_outside_the_demonstration_the_page_does_not_exist(house: House, browser: httpx.Client) -> None:
    assert browser.get("/demo/department").status_code == 404
    assert browser.post("/demo/department", data={"chat": "police", "token": "k1"}).status_code == 404
    assert "/demo/department" not in browser.get("/").text


def test_pointers_stand_newest_first_with_their_departments(house: House, demo: httpx.Client) -> None:
    house.tell(Address("demo", "police"), Message("Case 1"))
    house.tell(Address("demo", "akimat"), Message("Case <2>"))
    house.tell(Address("demo", "somebody"), Message("Case 3"))

    page = demo.get("/demo/department").text

    assert page.index("Case &lt;2&gt;") < page.index("Case 1")
    assert "Akimat &lt;of&gt; Maktaaral" in page
    assert "Case 3" not in page
    assert "09:30" in page  # 04:30 UTC


def test_of_the_pointers_of_one_moment_the_first_stays_first(house: House, demo: httpx.Client) -> None:
    now = house.parts.now()
    with house.database.transaction() as tx:
        for chat, words in (("police", "you are to act"), ("akimat", "for your information")):
            pickup.put(tx, house.parts.keys, Address("demo", chat), Message(words), now=now)

    page = demo.get("/demo/department").text

    assert page.index("you are to act") < page.index("for your information")


def test_a_press_is_heard_from_the_officer_in_the_departments_group(house: House, demo: httpx.Client) -> None:
    pointer = Message("Case 1", ((Button("Received", "k1"),),))
    house.tell(Address("demo", "police"), pointer)
    house.reception.script["k1"] = [Message("Case 1 – received by you", replaces=1)]

    answer = demo.post("/demo/department", data={"chat": "police", "message": "1", "token": "k1"})
    page = demo.get(answer.headers["Location"]).text

    [pressed] = house.reception.heard
    assert (pressed.address, pressed.sender, pressed.kind) == (
        Address("demo", "police"),
        "demo-officer",
        "button",
    )
    assert (pressed.group, pressed.text, pressed.message) == (True, "k1", 1)
    assert "Case 1 – received by you" in page
    assert 'value="k1"' not in page


def test_a_chat_that_is_no_department_of_the_demonstration_is_refused(
    house: House, demo: httpx.Client
) -> None:
    answer = demo.post("/demo/department", data={"chat": "somebody", "token": "k1"})

    assert answer.status_code == 404
    assert house.heard() == []


def test_the_chat_says_that_it_is_a_demonstration(demo: httpx.Client) -> None:
    page = demo.get("/", headers={"Accept-Language": "en"}).text

    assert "This is a demonstration: nothing reaches a real department." in page
    assert 'href="/demo/department"' in page


def test_the_page_speaks_the_language_chosen_in_the_chat(house: House, demo: httpx.Client) -> None:
    demo.get("/")
    house.reception.chosen = "ky"

    assert '<html lang="ky">' in demo.get("/demo/department").text
