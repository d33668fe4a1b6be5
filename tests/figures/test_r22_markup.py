"""R22: whatever people type stays text: it arrives as it was, nothing in it is marked up or linked by us."""

import asyncio
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from bot import lengths
from bot.carrier import Carrier, Waiting
from conversations import sentences
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.saying import Saying
from locales import catalogue
from store.database import Database
from tests.doubles.square import Square
from tests.doubles.telegram import TOKEN, Telegram

SEED = 20261123
CHAT = 501
PIECES = (
    "<b>", "</b>", "<a href='tg://user?id=1'>", "&lt;", "&amp;", "<script>", "*", "**", "_", "~", "||", "`",
    "```py\n", "[x](tg://user?id=777000)", "[x](javascript:1)", "tg://resolve?domain=x", "https://evil.example/a?b",
    "@everyone", "@hotline_bot", "#tag", "/start", "/start@other", "+7 701 000 11 22", "a@b.kz", "\u202e",
    "\u202d", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d", "\ufeff", "\u00ad", "e\u0301", "👩‍👧",
    "🇰🇿", "\\", "{}",
    "{number}",
    "%s", "%(name)s", "${x}", "\"'", "ӘҒҚҢӨҰҮҺІ", "\n\n", "\t", "\x07", "=HYPERLINK(1)", ">", "…",
)  # fmt: skip
MARKED_UP = ("parse_mode", "entities", "caption_entities", "explanation_parse_mode")


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        server.chats.meet({"id": CHAT, "type": "private", "first_name": "x"})
        yield server
    assert server.violations == []


def test_ten_thousand_hostile_texts_arrive_equal_and_plain(
    telegram: Telegram, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    chance = Random(SEED)
    texts = [_hostile(chance) for _ in range(so_many(10_000))]
    asyncio.run(_carry(telegram, texts))

    requests = telegram.calls("sendMessage")
    shown = [one.text for one in telegram.chats.of(CHAT)]
    due = [part for text in texts for part in lengths.cut(text)]
    unequal = sum(one != other for one, other in zip(due, shown, strict=True))
    marked = [one for one in requests if any(name in one.fields for name in MARKED_UP)]
    figure(
        f"R22: {len(texts)} hostile texts, {len(requests)} requests: {unequal} arrived otherwise,"
        f" {sum(map(_entities, requests))} entities, {len(marked)} with parse_mode"
    )
    assert (unequal, marked) == (0, [])
    assert [_squeezed("".join(lengths.cut(text))) for text in texts] == [_squeezed(text) for text in texts]
    assert any(len(lengths.cut(text)) > 1 for text in texts)


def test_what_a_reporter_typed_is_read_back_letter_by_letter(
    database: Database, house: House, so_many: Callable[[int], int]
) -> None:
    chance, square = Random(SEED), Square(database, house)
    for user in range(1000, 1000 + so_many(50)):
        typed = _hostile(chance)[:300].replace("\n", " ").replace("\t", " ")
        square.hear(square.say(user, "command", "start", argument="r_cotton-d_613800000"))
        square.hear(square.say(user, "text", typed))
        assert typed in _review(square, user)


def _review(square: Square, user: int) -> str:
    """Skip what is left and give what is shown before sending."""
    say = catalogue.load("en").say
    skip, send = say(sentences.WORDS["skip"]), say(sentences.WORDS["send_review"])
    for _ in range(30):
        newest = square.read(user)[-1].message
        buttons = {button.label: button.token for row in newest.buttons for button in row}
        if send in buttons:
            return newest.text
        square.hear(square.say(user, "button", buttons[skip]))
    raise AssertionError("the review never came")


async def _carry(telegram: Telegram, texts: list[str]) -> None:
    clock = _Clock()
    carrier = Carrier(telegram.url, TOKEN, waiting=Waiting(clock=clock, pause=clock.pause))
    await carrier.start()
    try:
        for number, text in enumerate(texts):
            label = Button(" ".join(text.split())[:40] or "x", f"d:{number}")
            said = Message(text, ((label,),) if number % 7 == 0 else ())
            await carrier.carry(Saying(Address("telegram", str(CHAT)), said))
    finally:
        await carrier.stop()


class _Clock:
    """A clock that moves only when somebody pauses: the pace of a chat costs no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.now += seconds


def _hostile(chance: Random) -> str:
    """Draw a text, some longer than one message; never one without anything to read."""
    size = chance.choice((1, 2, 5, 20, 60)) if chance.random() > 0.02 else 1500
    return "x" + "".join(chance.choice(PIECES) for _ in range(size)) + "x"


def _entities(request: Any) -> int:
    return len(request.fields.get("entities") or ())


def _squeezed(text: str) -> str:
    return "".join(text.split())
