"""Deleting messages of a private chat: a hundred at a time, what is too old is named, and the rest goes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot import errors
from bot.carrier import Carrier
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN, Telegram

T = TypeVar("T")
PERSON = 501
LONG = "word " * 2000  # three messages


@pytest.fixture
def telegram(telegram: Telegram) -> Telegram:
    telegram.chats.meet({"id": PERSON, "type": "private", "first_name": "x"})
    return telegram


def using(telegram: Telegram, scenario: Callable[[Carrier], Awaitable[T]]) -> T:
    async def play() -> T:
        carrier = Carrier(telegram.url, TOKEN)
        try:
            await carrier.start()
            return await scenario(carrier)
        finally:
            await carrier.stop()

    return asyncio.run(play())


async def say(carrier: Carrier, *texts: str) -> tuple[int, ...]:
    address = Address("telegram", str(PERSON))
    carried = [await carrier.carry(Saying(address, Message(text))) for text in texts]
    return tuple(number for one in carried for number in one.messages)


def test_ours_and_theirs_are_deleted_a_hundred_at_a_time(telegram: Telegram) -> None:
    theirs = Phone(telegram, PERSON).type("hello")

    async def scenario(carrier: Carrier) -> tuple[int, ...]:
        ours = await say(carrier, "one", "two")
        return await carrier.delete(str(PERSON), [theirs, *ours, *range(10_000, 10_200)])

    assert using(telegram, scenario) == ()
    assert telegram.chats.count(PERSON) == 0
    calls = telegram.calls("deleteMessages")
    assert [len(json.loads(call.fields["message_ids"])) for call in calls] == [100, 100, 3]


def test_what_is_too_old_is_named_and_the_rest_goes(telegram: Telegram) -> None:
    async def scenario(carrier: Carrier) -> tuple[tuple[int, ...], int]:
        numbers = await say(carrier, "one", "two", "old", "three", "four")
        telegram.chats.messages[PERSON][numbers[2]].result["date"] -= 49 * 3600
        return await carrier.delete(str(PERSON), numbers), numbers[2]

    stayed, old = using(telegram, scenario)

    assert stayed == (old,)
    assert [shown.text for shown in telegram.chats.of(PERSON)] == ["old"]


def test_a_chat_that_blocked_us_is_asked_once(telegram: Telegram) -> None:
    telegram.fault("403", "deleteMessages")

    async def scenario(carrier: Carrier) -> errors.Refused:
        with pytest.raises(errors.Refused) as refused:
            await carrier.delete(str(PERSON), [1, 2, 3])
        return refused.value

    assert using(telegram, scenario).gone
    assert len(telegram.calls("deleteMessages")) == 1


def test_a_text_in_several_messages_names_them_all(telegram: Telegram) -> None:
    numbers = using(telegram, lambda carrier: say(carrier, LONG))

    assert [shown.message_id for shown in telegram.chats.of(PERSON)] == list(numbers)
    assert len(numbers) == 3


def test_what_was_out_before_the_line_broke_is_named(telegram: Telegram) -> None:
    telegram.fault("slow", "sendMessage", seconds=0)  # strikes the first part, harmlessly
    telegram.fault("429", "sendMessage")

    async def scenario(carrier: Carrier) -> errors.Later:
        with pytest.raises(errors.Later) as later:
            await say(carrier, LONG)
        return later.value

    sent = using(telegram, scenario).sent

    assert [shown.message_id for shown in telegram.chats.of(PERSON)] == list(sent)
    assert len(sent) == 1
