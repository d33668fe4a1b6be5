"""Answers to pressed buttons, when Telegram would rather not hear them."""

import asyncio

from bot.answers import Answers
from bot.line import Line
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN, Telegram

PERSON = 501


def test_when_telegram_asks_to_wait_no_button_is_answered_until_then(telegram: Telegram) -> None:
    queries = [Phone(telegram, PERSON).press(f"x:{number}") for number in range(3)]
    telegram.fault("429", "answerCallbackQuery", retry_after=600)

    async def press() -> None:
        line = Line(telegram.url, TOKEN)
        answers = Answers(line)
        for query in queries:
            answers.give(query, "")
            await asyncio.gather(*answers.on_their_way())
        await line.close()

    asyncio.run(press())

    assert [one.error for one in telegram.calls("answerCallbackQuery")] == [
        "Too Many Requests: retry after 600"
    ]
