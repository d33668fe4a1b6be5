"""Neither the token nor what people write is ever logged, at any level, whatever goes wrong."""

import asyncio
import itertools
import logging
import traceback

import pytest

from bot import errors, secrecy
from bot.carrier import Carrier, Waiting
from bot.line import Line
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from tests.doubles.telegram import TOKEN, Telegram

CHAT = 501987
SECRET = "The child is behind the third stall"


async def _everything_goes_wrong(telegram: Telegram) -> list[BaseException]:
    carrier, line = (
        Carrier(telegram.url, TOKEN, waiting=Waiting(answer=0.3, clock=itertools.count(0, 60).__next__)),
        Line(telegram.url, TOKEN),
    )
    await carrier.start()
    troubles: list[BaseException] = []
    for kind in ("401", "403", "404", "409", "500", "slow", "drop", "none"):
        if kind != "none":
            telegram.fault(kind, times=2, seconds=1)
        try:
            await carrier.carry(Saying(Address("telegram", str(CHAT)), Message(SECRET)))
        except errors.BotError as error:
            troubles.append(error)
        try:
            await line.ask("answerCallbackQuery", {"callback_query_id": "1", "text": SECRET}, seconds=0.3)
        except errors.BotError as error:
            troubles.append(error)
    await asyncio.to_thread(telegram.stop)
    for broken in (carrier.start, lambda: line.ask("getMe", {})):
        carrier._bot._bot_initialized = False
        try:
            await broken()
        except errors.BotError as error:
            troubles.append(error)
    await carrier.stop()
    await line.close()
    return troubles


def test_the_token_and_the_text_stay_out_of_logs_and_errors(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.chats.meet({"id": CHAT, "type": "private"})
    troubles = asyncio.run(_everything_goes_wrong(telegram))
    told = caplog.text + "".join(
        "".join(traceback.format_exception(error)) + repr(error) for error in troubles
    )

    assert len(troubles) == 17
    assert str(CHAT) not in told
    assert SECRET not in told
    assert TOKEN not in told
    assert TOKEN.split(":")[1] not in told


def test_scrubbing_leaves_no_token_and_no_chat_id() -> None:
    told = secrecy.scrub("GET /bot12345:abcdefghij/x for\n-1001234567890 " + "x" * 300, "")

    assert told.startswith("GET /bot…/x for # x")
    assert len(told) == 200
