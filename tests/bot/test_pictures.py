"""Pictures: a photo with its words below, by the same way as every other message."""

import struct
import zlib

import pytest

from bot import errors
from bot.carrier import Carried
from conversations import saying as sayings
from conversations.message import Message
from tests.bot.test_carrier import PERSON, YES, carry, saying, telegram
from tests.doubles.telegram import Telegram

__all__ = ["telegram"]


def _png() -> bytes:
    """The smallest picture there is: one grey point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PNG = _png()


def test_a_picture_comes_with_its_words_and_buttons_and_is_not_passed_on(telegram: Telegram) -> None:
    carried = carry(telegram, Message("Апта қорытындысы <b>", YES, picture=PNG, protect=True))

    [call] = telegram.calls("sendPhoto")
    [shown] = telegram.chats.of(PERSON)
    assert shown.text == "Апта қорытындысы <b>"
    assert [button["text"] for button in shown.buttons()] == ["Иә", "Жоқ"]
    assert "protect_content" in call.fields
    assert "parse_mode" not in call.fields
    assert carried == Carried(shown.message_id, (shown.message_id,))
    assert not telegram.calls("sendMessage")


def test_words_that_are_too_long_for_a_picture_are_cut_and_never_refused(telegram: Telegram) -> None:
    carry(telegram, Message("әрі " * 600, picture=PNG))

    [call] = telegram.calls("sendPhoto")
    assert 900 < len(call.fields["caption"]) <= 1024


@pytest.mark.parametrize(("fault", "doubtful"), [("429", False), ("drop", True)])
def test_a_picture_that_did_not_arrive_is_tried_later(
    telegram: Telegram, fault: str, *, doubtful: bool
) -> None:
    telegram.fault(fault, "sendPhoto")
    with pytest.raises(errors.Later) as later:
        carry(telegram, Message("x", picture=PNG))

    assert later.value.doubtful is doubtful


def test_a_picture_travels_as_it_is() -> None:
    said = saying(Message("x", picture=bytes(range(256))))

    assert sayings.decode(sayings.encode(said)) == said
