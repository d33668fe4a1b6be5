"""Inline queries as Telegram sends them, and cards that somebody passed on by one."""

from typing import Any

import pytest

from bot import updates
from bot.inline import Query
from tests.bot import samples
from tests.bot.samples import GROUP, PERSON, PRIVATE

PLACE = {"latitude": 43.25, "longitude": 76.95}


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
@pytest.mark.parametrize(("bot", "is_heard"), [("Double_Bot", False), ("gif", True)])
def test_a_card_that_was_passed_on_is_nobodys_words(chat: dict[str, Any], bot: str, is_heard: bool) -> None:
    via = {"id": 1, "is_bot": True, "first_name": "x", "username": bot}
    read = updates.read_update(
        samples.update(message=samples.message(chat, text="a card", via_bot=via)), "double_bot"
    )

    assert (read is not None) == is_heard


def test_of_an_inline_query_only_words_language_and_numbers_are_read() -> None:
    query = {"id": "q", "from": PERSON, "query": "приют", "offset": "", "location": PLACE}
    read = updates.read_update(samples.update(4, inline_query=query))

    assert read == Query(4, "q", 501, "приют", "kk")


@pytest.mark.parametrize("query", [7, None, {"id": "q"}, {"id": 1, "from": PERSON, "query": "Canaryfirst"}])
def test_an_inline_query_that_cannot_be_read_is_kept_nowhere(query: object) -> None:
    batch = updates.read_answer(samples.answer(samples.update(4, inline_query=query)))

    assert (batch.queries, batch.unreadable, batch.last) == ((), (), 4)
