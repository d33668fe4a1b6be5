"""What a page weighs, and in which language it speaks."""

import re

import httpx
import pytest

from conversations.message import Button, Message
from tests.web.house import House
from web import pages, preference


def test_the_chat_weighs_at_most_60_kilobytes_with_all_its_files(house: House, browser: httpx.Client) -> None:
    page = browser.get("/").text
    files = {path: browser.get(path) for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page)}

    assert len(files) == 3
    assert {answer.status_code for answer in files.values()} == {200}
    assert len(page.encode()) + sum(len(answer.content) for answer in files.values()) <= 60 * 1024
    assert all(len(answer.content) <= 15 * 1024 for path, answer in files.items() if "chat.js" in path)


def test_a_page_holds_no_style_or_script_of_its_own(house: House, browser: httpx.Client) -> None:
    house.reception.script["start"] = [Message("a", ((Button("b", "c"),),))]

    page = browser.get("/").text

    assert not re.search(r"\son\w+=|style=|<style|<script>", page)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", ""),
        ("de,fr;q=0.8", ""),
        ("ru-KZ,ru;q=0.9,kk;q=0.8", "ru"),
        ("de, ky;q=0.3, kk;q=0.7", "kk"),
        ("uz-Latn-UZ", "uz"),
        ("ru;q=0, kk;q=0.1", "kk"),
        ("ru;q=abc, kk;q=0.1", "kk"),
        (",;=,;q=,", ""),
        ("x" * 5000 + ",ru", ""),
    ],
)
def test_the_language_a_browser_asks_for(header: str, language: str) -> None:
    assert preference.asked(header) == language


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", "JavaScript:x", ""],
)
def test_a_link_leads_to_a_page_or_a_telephone_only(link: str) -> None:
    assert pages.link(Button("x", link=link)) == ""
    for good in ("https://example.kz/", "/field/enter/x"):
        assert pages.link(Button("x", link=good)) == good
