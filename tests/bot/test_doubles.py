"""The emulated Telegram and its phone are worth trusting: what they check, they catch."""

import asyncio
from typing import Any

import pytest

from bot.line import Line
from tests.doubles import telegram as doubles
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN, Tally, Telegram


def ask(telegram: Telegram, method: str, **fields: Any) -> None:
    async def play() -> None:
        line = Line(telegram.url, TOKEN)
        try:
            await line.ask(method, fields)
        finally:
            await line.close()

    asyncio.run(play())


def inline(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"t:{label}"}] for label in labels]}


@pytest.fixture
def phone(telegram: Telegram) -> Phone:
    one = Phone(telegram, 501, "kk")
    one.type("/start")
    return one


def test_a_phone_taps_the_newest_message_that_shows_the_label(telegram: Telegram, phone: Phone) -> None:
    ask(telegram, "sendMessage", chat_id=501, text="first", reply_markup=inline("Yes", "No"))
    ask(telegram, "sendMessage", chat_id=501, text="second", reply_markup=inline("Yes"))
    phone.tap("Yes")

    pressed = list(telegram.deliveries.values())[-1].update["callback_query"]
    assert (pressed["message"]["text"], pressed["data"]) == ("second", "t:Yes")
    assert phone.screen() == ["first", "second"]


def test_a_phone_presses_an_old_button_only_when_told_so(telegram: Telegram, phone: Phone) -> None:
    ask(telegram, "sendMessage", chat_id=501, text="first", reply_markup=inline("Yes"))
    phone.type("no, wait")
    with pytest.raises(AssertionError, match="no button 'Yes'"):
        phone.tap("Yes", limit=0)
    phone.tap("Yes", stale=True)


def test_a_phone_that_reads_nothing_new_says_what_it_sees(telegram: Telegram, phone: Phone) -> None:
    ask(telegram, "sendMessage", chat_id=501, text="hello", reply_markup=inline("Yes"))

    assert phone.wait_for("ell") == "hello"
    phone.type("x")
    with pytest.raises(AssertionError, match="hello"):
        phone.wait_for("ell", limit=0)


def test_two_phones_share_a_group(telegram: Telegram) -> None:
    first, second = Phone(telegram, 1, group=-1001), Phone(telegram, 2, group=-1001)
    first.add_bot()
    ask(telegram, "sendMessage", chat_id=-1001, text="case 7", reply_markup=inline("Acknowledge"))
    second.tap("Acknowledge")

    pressed = list(telegram.deliveries.values())[-1].update["callback_query"]
    assert (pressed["from"]["id"], pressed["message"]["chat"]["type"]) == (2, "supergroup")


WRONG: dict[str, dict[str, Any]] = {
    "a field that is unknown": {"chat_id": 501, "text": "x", "parse_mod": "HTML"},
    "a field that is missing": {"chat_id": 501},
    "a text too long": {"chat_id": 501, "text": "👧" * 2049},
    "a button of a wrong type": {
        "chat_id": 501,
        "text": "x",
        "reply_markup": {"inline_keyboard": [[{"text": 5}]]},
    },
}


@pytest.mark.skipif(doubles.specification() is None, reason="the Bot API's document is not at hand")
@pytest.mark.parametrize("name", WRONG)
def test_a_request_against_the_published_bot_api_is_noticed(name: str) -> None:
    specification = doubles.specification()
    assert specification is not None
    assert specification.faults("sendMessage", {"chat_id": 501, "text": "x"}) == []
    assert specification.faults("sendMessage", WRONG[name])


def test_without_the_document_the_note_says_that_nothing_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(doubles.SPEC_VARIABLE, "nowhere.json")
    doubles.specification.cache_clear()
    note = doubles.spec_note()
    doubles.specification.cache_clear()

    assert note == "Bot API specification: not found, not checked"


def test_tokens_too_long_and_markup_are_noticed_without_the_document() -> None:
    with Telegram(tally=Tally()) as telegram:
        telegram.chats.meet({"id": 501, "type": "private"})
        button = {"text": "x", "callback_data": "ә" * 33}
        with pytest.raises(Exception, match="BUTTON_DATA_INVALID"):
            ask(telegram, "sendMessage", chat_id=501, text="x", reply_markup={"inline_keyboard": [[button]]})
        ask(telegram, "sendMessage", chat_id=501, text="x", parse_mode="HTML")

        found = " ".join(telegram.violations)
        assert "66 bytes" in found
        assert "parse_mode" in found
