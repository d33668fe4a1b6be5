"""Messages that are changed where they stand."""

from conversations.message import Message
from tests.bot.test_carrier import carry, telegram, texts
from tests.doubles.telegram import Telegram

__all__ = ["telegram"]


def test_of_a_message_that_is_gone_nothing_is_sent_where_another_one_says_it(telegram: Telegram) -> None:
    assert carry(telegram, Message("once more", replaces=4711, stays=True)).message_id is None

    assert texts(telegram) == []
