"""A telephone call at the desk, by keyboard alone: from the ringing to the code that is read aloud."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from cases import case
from conversations import notices
from locales import catalogue
from locales.texts import Text
from tests.journeys.desk.hall import Hall
from web.desk import sessions

MYRZAKENT = "614430100"
MANY = 200
ALARMED = Text("call.alarmed", "The alarm is filed: case {number}.")
NOT_KEPT = Text("call.not_kept", "Not saved yet. Trying again.")
CODE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_call_is_entered_and_filed_by_keyboard_alone(hall: Hall, language: str) -> None:
    operator = hall.desk("operator", language, to="/desk/calls")
    _go_to(operator, "button[name=act][value=begin]")
    operator.keyboard.press("Enter")
    operator.wait_for_url(re.compile(r"/desk/calls/\d+$"))
    first = operator.locator("input[name=language]").first
    expect(first).to_be_focused()
    operator.keyboard.press("1")  # the first key answers the first question: nobody looks for it first
    expect(first).to_be_checked()
    _choose(operator, "kind", "report")
    _go_to(operator, "#w-where")
    operator.keyboard.type("Мырзакент")
    expect(operator.locator(f"input[name=place][value='{MYRZAKENT}']")).to_be_visible()
    _choose(operator, "place", MYRZAKENT)
    _choose(operator, "q.what", "construction", back=True)
    operator.keyboard.press("Control+Enter")
    operator.wait_for_url("**/check")
    operator.keyboard.press("Control+Enter")
    operator.wait_for_url("**/code")
    code = operator.locator("#receipt")
    expect(code).to_have_text(CODE)

    with hall.composed.database.reading() as tx:
        filed = case.listing(tx, limit=1)[0]
    assert (filed.territory, filed.activity) == ("614400000", "industry")
    caller = hall.page(language)
    caller.goto("/status")
    caller.locator("#code").fill(code.inner_text())
    caller.keyboard.press("Enter")
    said = catalogue.load(language).say(notices.STATUSES["received"])
    expect(caller.get_by_text(said).first).to_be_visible()


def test_what_is_typed_outlives_a_lost_connection_and_a_session_that_ended(hall: Hall) -> None:
    operator = hall.desk("operator", "ru", to="/desk/calls")
    operator.locator("button[name=act][value=begin]").click()
    operator.wait_for_url(re.compile(r"/desk/calls/\d+$"))
    say, address = catalogue.load("ru").say, operator.url

    operator.context.set_offline(True)
    _go_to(operator, "#w-more")
    operator.keyboard.type("Собирают хлопок")
    expect(operator.locator("#kept")).to_have_text(say(NOT_KEPT))
    operator.keyboard.press("Control+Enter")  # no page of the browser's own takes the place of the words
    expect(operator.locator("#w-more")).to_have_value("Собирают хлопок")
    assert operator.url == address
    operator.context.set_offline(False)
    expect(operator.locator("#kept")).not_to_have_text(say(NOT_KEPT))
    assert "Собирают хлопок" in operator.request.get(address).text()

    hall.clock.now += sessions.IDLE + timedelta(seconds=1)
    operator.keyboard.type(" с утра до ночи")
    expect(operator.locator("#signed-out")).to_be_visible()
    with operator.expect_popup() as opened:
        operator.locator("#signed-out a").click()
    hall.sign_in(opened.value, "operator")
    expect(operator.locator("#signed-out")).to_be_hidden()
    assert "Собирают хлопок с утра до ночи" in operator.request.get(address).text()

    # Danger waits for no saving on a network that hangs: what to do is shown at once, the rest is kept after.
    hung: list[Route] = []
    operator.route("**/kept", lambda route: hung.append(route))
    operator.keyboard.type(" и ночью")
    operator.keyboard.press("F8")
    operator.keyboard.press("Enter")
    expect(operator.locator("#alarm")).to_contain_text("112")
    expect(operator.locator("#alarm-told")).to_have_text(re.compile(say(ALARMED, number=r"\d+")))
    with hall.composed.database.reading() as tx:
        assert case.listing(tx, limit=1)[0].severity == 4
    for one in hung:
        one.abort()
    operator.unroute("**/kept")
    operator.keyboard.type(".")  # the keyboard is back where it was
    expect(operator.locator("input[name=was]")).to_have_value(re.compile(r"и ночью\."))
    assert "и ночью." in operator.request.get(address).text()


def _go_to(page: Page, what: str, *, back: bool = False) -> None:
    """Press Tab until this has the focus."""
    for _ in range(MANY):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"no way by keyboard to {what}")


def _choose(page: Page, name: str, value: str, *, back: bool = False) -> None:
    """Go to this question and press the key that stands beside the answer."""
    answer = page.locator(f"input[name='{name}'][value='{value}']")
    key = answer.get_attribute("data-key")
    assert key
    _go_to(page, f"input[name='{name}']", back=back)
    page.keyboard.press(key)
    expect(answer).to_be_checked()
