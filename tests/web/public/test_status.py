"""How far a report is, by its code: the same answer and the same limits as in the chat."""

import httpx
import pytest

from cases import filing
from cases.filing import Filed
from conversations import limits
from conversations.house import House
from tests.cases import told
from tests.web.house import MORNING
from web.parts import Parts

WRONG = "1234-5678-9012-3452"
NOT_FOUND = "This code was not found. Please check it and try again."


@pytest.fixture
def filed(parts: Parts, furnished: House) -> Filed:
    with parts.database.transaction() as tx:
        return filing.file_report(tx, furnished.office_at(MORNING), told.report("draft-1"), now=MORNING)


def asked(browser: httpx.Client, code: str, language: str = "en") -> httpx.Response:
    return browser.post("/status", params={"lang": language}, data={"text": code})


def test_the_code_shows_how_far_the_report_is(public: httpx.Client, filed: Filed) -> None:
    answer = asked(public, filed.receipt.replace("-", " "))

    assert answer.status_code == 200
    assert "Status: Sent to the department." in answer.text
    assert 'href="/?lang=en#end"' in answer.text


def test_the_code_stands_in_no_address_and_in_no_page(public: httpx.Client, filed: Filed) -> None:
    answer = asked(public, filed.receipt)
    chat = public.get("/").text

    assert filed.receipt not in str(answer.url) + answer.text + chat
    assert "Location" not in answer.headers


def test_the_chat_goes_on_with_the_report_that_was_found(public: httpx.Client, filed: Filed) -> None:
    asked(public, filed.receipt)
    chat = public.get("/").text

    assert "Add something" in chat
    assert "Status: Sent to the department." in chat


def test_the_answer_comes_in_the_language_of_the_page(public: httpx.Client, filed: Filed) -> None:
    assert "Состояние: " in asked(public, filed.receipt, language="ru").text


def test_a_wrong_code_and_words_that_are_none_get_the_same_answer(public: httpx.Client) -> None:
    answers = [asked(public, code) for code in (WRONG, "1234", "<b>x</b>", "")]

    assert all(NOT_FOUND in one.text for one in answers)
    assert all("<b>x" not in one.text for one in answers)


def test_wrong_codes_are_held_up_as_in_the_chat(public: httpx.Client, filed: Filed) -> None:
    for _ in range(limits.WRONG_RECEIPTS):
        assert NOT_FOUND in asked(public, WRONG).text

    held = asked(public, filed.receipt)

    assert "Too many messages. Please wait a little." in held.text
    assert "Status" not in held.text


def test_what_cannot_be_a_code_is_no_answer_to_an_open_question(public: httpx.Client) -> None:
    public.get("/?start=r_cotton")
    before = public.get("/").text.count('class="message')
    asked(public, "twelve 12")

    assert public.get("/").text.count('class="message') == before


def test_an_unfinished_report_survives_a_look_at_another(public: httpx.Client, filed: Filed) -> None:
    public.get("/?start=r_cotton")
    asked(public, filed.receipt)
    answer = public.post("/chat", data={"text": "/report"}, follow_redirects=True)

    assert "You have an unfinished report." in answer.text


def test_a_foreign_form_is_refused(public: httpx.Client, filed: Filed) -> None:
    answer = public.post("/status", data={"text": filed.receipt}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
