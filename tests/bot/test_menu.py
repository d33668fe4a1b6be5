"""Telegram shows our commands and our description in five languages."""

import asyncio
import json

import pytest
from structlog.testing import capture_logs

from bot import errors, menu
from bot.line import Line
from locales import catalogue, languages
from tests.doubles.telegram import TOKEN, Telegram


def publish(telegram: Telegram, pauses: list[float] | None = None, token: str = TOKEN) -> None:
    async def pause(seconds: float) -> None:
        (pauses if pauses is not None else []).append(seconds)

    async def play() -> None:
        line = Line(telegram.url, token)
        try:
            await menu.keep_trying(line, pause)
        finally:
            await line.close()

    asyncio.run(play())


def test_every_language_has_its_commands_and_everybody_else_has_russian(telegram: Telegram) -> None:
    publish(telegram)

    told = {
        call.fields.get("language_code", ""): call.fields["commands"]
        for call in telegram.calls("setMyCommands")
    }
    assert set(told) == {*languages.CODES, ""}
    assert told[""] == told["ru"] != told["kk"]
    assert [command["command"] for command in told["kk"]] == [
        "start",
        "report",
        "find",
        "status",
        "rules",
        "help",
        "language",
        "cancel",
        "hide",
        "forget",
    ]
    assert told["kk"][0]["description"] == "Бастау"
    assert (
        len(telegram.calls("setMyShortDescription")) == len(telegram.calls("setMyDescription")) == len(told)
    )


@pytest.mark.parametrize("language", languages.CODES)
def test_descriptions_fit_into_telegrams_limits(language: str) -> None:
    words = catalogue.load(language)

    assert len(words.say(menu.SHORT)) <= 120
    assert len(words.say(menu.ABOUT)) <= 512
    assert all(1 <= len(words.say(text)) <= 256 for text in menu.COMMANDS.values())


def test_a_menu_that_fails_is_tried_again_later(telegram: Telegram) -> None:
    telegram.fault("500", "setMyDescription")
    telegram.fault("429", "setMyCommands", retry_after=3000)
    pauses: list[float] = []
    with capture_logs() as logs:
        publish(telegram, pauses)

    assert pauses == [3000, menu.RETRY]
    assert [line["event"] for line in logs] == ["telegram.menu_failed"] * 2
    assert json.dumps(logs).count(TOKEN) == 0


def test_a_wrong_token_is_not_tried_again(telegram: Telegram) -> None:
    with pytest.raises(errors.TokenRefused):
        publish(telegram, token="123456:wrong-token")
