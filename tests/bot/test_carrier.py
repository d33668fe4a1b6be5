"""Carrying sayings to a Telegram that takes them, refuses them, or loses its answer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot import errors
from bot.carrier import Carried, Carrier, Waiting
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.saying import Saying
from tests.doubles.telegram import TOKEN, Telegram

T = TypeVar("T")
PERSON, GROUP = 501, -1001
YES = ((Button("Иә", "k:1"), Button("Жоқ", "k:2")),)
HOSTILE = "<b>bold</b> *x* _y_ [z](tg://user?id=1) t.me/x \u202eright to left\u202c a\u200bb & &amp; 👧"


class Clock:
    """A clock that moves only when somebody pauses."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def telegram(telegram: Telegram) -> Telegram:
    telegram.chats.meet({"id": PERSON, "type": "private", "first_name": "x"})
    telegram.chats.meet({"id": GROUP, "type": "supergroup", "title": "x"})
    return telegram


def using(telegram: Telegram, scenario: Callable[[Carrier], Awaitable[T]], **waiting: Any) -> T:
    """Play a scenario with a carrier that has been started."""
    clock = Clock()
    ways = Waiting(**{"clock": clock, "pause": clock.pause, "answer": 5.0, **waiting})

    async def play() -> T:
        carrier = Carrier(telegram.url, TOKEN, waiting=ways)
        try:
            await carrier.start()
            return await scenario(carrier)
        finally:
            await carrier.stop()

    return asyncio.run(play())


def carry(telegram: Telegram, *messages: Message, chat: int = PERSON, **waiting: Any) -> Carried:
    """Carry messages to one chat; gives what became of the last."""

    async def scenario(carrier: Carrier) -> Carried:
        carried = [await carrier.carry(saying(message, chat)) for message in messages]
        return carried[-1]

    return using(telegram, scenario, **waiting)


def saying(message: Message, chat: int = PERSON) -> Saying:
    return Saying(Address("telegram", str(chat)), message)


def texts(telegram: Telegram, chat: int = PERSON) -> list[str]:
    return [shown.text for shown in telegram.chats.of(chat)]


def test_the_carrier_learns_the_name_of_its_bot(telegram: Telegram) -> None:
    async def scenario(carrier: Carrier) -> str:
        return await carrier.start()

    assert using(telegram, scenario) == "double_bot"


def test_a_message_arrives_with_its_buttons_and_without_previews(telegram: Telegram) -> None:
    carried = carry(telegram, Message("Бала жұмыс істей ме?", YES))

    [shown] = telegram.chats.of(PERSON)
    assert (shown.message_id, shown.text) == (carried.message_id, "Бала жұмыс істей ме?")
    assert [button["callback_data"] for button in shown.buttons()] == ["k:1", "k:2"]
    [call] = telegram.calls("sendMessage")
    assert call.fields["link_preview_options"] == '{"is_disabled": true}'
    assert "protect_content" not in call.fields


def test_what_looks_like_markup_arrives_as_it_was_written(telegram: Telegram) -> None:
    carry(telegram, Message(HOSTILE))

    assert texts(telegram) == [HOSTILE]
    assert telegram.calls("sendMessage")[0].fields.keys() == {"chat_id", "text", "link_preview_options"}


def test_a_long_text_comes_in_several_messages_with_the_buttons_last(telegram: Telegram) -> None:
    lines = "\n".join(f"{number} 👧 " + "ә" * 80 for number in range(200))
    carried = carry(telegram, Message(lines, YES))

    shown = telegram.chats.of(PERSON)
    assert "\n".join(texts(telegram)) == lines
    assert [len(one.buttons()) for one in shown] == [0] * (len(shown) - 1) + [2]
    assert carried.message_id == shown[-1].message_id


def test_an_earlier_message_is_changed(telegram: Telegram) -> None:
    sent = carry(telegram, Message("one", YES))
    changed = carry(telegram, Message("two", replaces=sent.message_id))

    assert changed == sent
    [shown] = telegram.chats.of(PERSON)
    assert (shown.text, shown.buttons()) == ("two", [])


def test_a_change_that_changes_nothing_is_done(telegram: Telegram) -> None:
    sent = carry(telegram, Message("one", YES))

    assert carry(telegram, Message("one", YES, replaces=sent.message_id)) == sent
    assert texts(telegram) == ["one"]


def test_a_message_that_is_gone_is_sent_anew(telegram: Telegram) -> None:
    carried = carry(telegram, Message("anew", YES, replaces=4711))

    assert texts(telegram) == ["anew"]
    assert carried.message_id == telegram.chats.of(PERSON)[0].message_id


def test_buttons_and_the_place_button_come_together(telegram: Telegram) -> None:
    carried = carry(telegram, Message("Қай жерде?", YES, place_button="Орнымды жіберу"))

    assert texts(telegram) == ["Орнымды жіберу", "Қай жерде?"]
    assert telegram.chats.of(PERSON)[1].message_id == carried.message_id
    assert telegram.chats.bottom[PERSON]["keyboard"] == [
        [{"text": "Орнымды жіберу", "request_location": True}]
    ]

    carry(telegram, Message("Рақмет", YES, clear=True, replaces=carried.message_id))

    assert PERSON not in telegram.chats.bottom
    assert texts(telegram)[-2:] == ["✓", "Рақмет"]


def test_an_empty_message_leaves_the_chat(telegram: Telegram) -> None:
    assert carry(telegram, Message(""), chat=GROUP) == Carried(None)
    assert telegram.chats.closed == {GROUP}


@pytest.mark.parametrize(
    ("chat", "words", "gone"),
    [
        (PERSON, "have no rights to send a message", True),
        (GROUP, "CHAT_WRITE_FORBIDDEN", True),
        (GROUP, "group chat was deactivated", True),
        (PERSON, "message is too strange", False),
    ],
)
def test_a_refusal_says_whether_the_chat_is_out_of_reach(
    telegram: Telegram, chat: int, words: str, gone: bool
) -> None:
    telegram.fault("refuse", chat=chat, words=words)
    with pytest.raises(errors.Refused) as refused:
        carry(telegram, Message("x"), chat=chat)

    assert refused.value.gone == gone
    assert words.lower() in str(refused.value).lower()


def test_blocked_thrown_out_and_unknown_are_out_of_reach(telegram: Telegram) -> None:
    telegram.fault("403", chat=PERSON)
    telegram.fault("403", chat=GROUP)
    for chat in (PERSON, GROUP, 999_999):
        with pytest.raises(errors.Refused) as refused:
            carry(telegram, Message("x"), chat=chat)

        assert refused.value.gone


def test_too_many_requests_hold_only_that_chat_and_for_as_long_as_asked(telegram: Telegram) -> None:
    telegram.fault("429", chat=GROUP, retry_after=37)

    async def scenario(carrier: Carrier) -> tuple[errors.Later, errors.Later]:
        with pytest.raises(errors.Later) as first:
            await carrier.carry(saying(Message("x"), GROUP))
        with pytest.raises(errors.Later) as second:
            await carrier.carry(saying(Message("x"), GROUP))
        await carrier.carry(saying(Message("y"), PERSON))
        return first.value, second.value

    first, second = using(telegram, scenario)

    assert (first.after, first.doubtful) == (timedelta(seconds=37), False)
    assert (second.after, second.doubtful) == (timedelta(seconds=37), False)
    assert len(telegram.calls("sendMessage", GROUP)) == 1  # the second was not even tried
    assert texts(telegram) == ["y"]


@pytest.mark.parametrize(("kind", "arrived"), [("500", False), ("drop", True), ("slow", True)])
def test_an_answer_that_does_not_come_is_doubtful(telegram: Telegram, kind: str, arrived: bool) -> None:
    telegram.fault(kind, chat=PERSON, seconds=2)
    with pytest.raises(errors.Later) as later:
        carry(telegram, Message("x"), answer=0.3)

    assert later.value.doubtful
    assert texts(telegram) == (["x"] if arrived else [])


def test_telegram_out_of_reach_leaves_no_doubt(telegram: Telegram) -> None:
    async def scenario(carrier: Carrier) -> None:
        await asyncio.to_thread(telegram.stop)
        await carrier._bot.shutdown()  # hangs up, so that it must dial anew
        await carrier._bot._request[1].initialize()
        with pytest.raises(errors.Later) as later:
            await carrier.carry(saying(Message("x")))

        assert not later.value.doubtful

    using(telegram, scenario)


def test_a_group_that_became_a_supergroup_is_followed(telegram: Telegram) -> None:
    telegram.fault("migrate", chat=GROUP, to=-100777)
    with pytest.raises(errors.Moved) as moved:
        carry(telegram, Message("x"), chat=GROUP)

    assert moved.value.chat == "-100777"
    assert "777" not in str(moved.value)


def test_when_a_later_part_fails_the_whole_is_doubtful(telegram: Telegram) -> None:
    telegram.fault("slow", seconds=0)
    telegram.fault("429")
    with pytest.raises(errors.Later) as later:
        carry(telegram, Message("y\n" * 3000))

    assert later.value.doubtful
    assert later.value.after == timedelta(seconds=1)
    assert len(texts(telegram)) == 1


def test_the_pace_of_a_chat_is_kept(telegram: Telegram) -> None:
    clock = Clock()
    carry(telegram, *[Message(str(number)) for number in range(8)], clock=clock, pause=clock.pause)

    assert texts(telegram) == [str(number) for number in range(8)]
    assert clock.now == 5


def test_the_parts_of_a_long_text_keep_the_pace_too(telegram: Telegram) -> None:
    clock = Clock()
    carry(telegram, Message("ә" * 4096 * 8), clock=clock, pause=clock.pause)

    assert len(texts(telegram)) == 8
    assert clock.now == 5


def test_a_saying_that_would_wait_long_is_given_back_untouched(telegram: Telegram) -> None:
    async def scenario(carrier: Carrier) -> None:
        for number in range(20):
            await carrier.carry(saying(Message(str(number)), GROUP))
        with pytest.raises(errors.Later) as later:
            await carrier.carry(saying(Message("x"), GROUP))

        assert not later.value.doubtful
        assert later.value.after is not None
        assert timedelta(seconds=30) < later.value.after <= timedelta(seconds=60)

    using(telegram, scenario)

    assert len(telegram.calls("sendMessage")) == 20


def test_a_button_that_telegram_would_refuse_stops_the_saying_before_anything_is_sent(
    telegram: Telegram,
) -> None:
    with pytest.raises(errors.ButtonUnfit):
        carry(telegram, Message("x", ((Button("x", "t" * 65),),)))

    assert telegram.calls("sendMessage") == []


def test_a_wrong_token_is_refused_without_being_told(telegram: Telegram) -> None:
    async def play() -> None:
        carrier = Carrier(telegram.url, "123456:wrong-token")
        try:
            await carrier.start()
        finally:
            await carrier.stop()

    with pytest.raises(errors.TokenRefused) as refused:
        asyncio.run(play())

    assert "wrong-token" not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None
