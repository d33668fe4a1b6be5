"""Inline queries: answered beside the way of reports, dropped rather than waited for, and told to nobody."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.inline import A_MINUTE, MOST, Inline, Query
from bot.line import Line
from bot.receive import Habits, Receiver
from conversations.lookup.leaflets import Leaflets
from store.database import Database
from store.schema import update_seen
from store.writer import Writer
from tests.bot.recording import NOW, Recording
from tests.bot.test_webhook import Hooked, Post
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN, Telegram

WORDS = "canarywords"


@pytest.fixture
def phone(telegram: Telegram) -> Phone:
    return Phone(telegram, 501, "kk")


@pytest.fixture
def recording() -> Recording:
    return Recording()


def play(
    telegram: Telegram, recording: Recording, scenario: Callable[[Inline], Awaitable[None]]
) -> list[dict[str, object]]:
    """Answer while the scenario plays; gives what was logged."""

    async def run() -> None:
        line = Line(telegram.url, TOKEN)
        answering = Inline(line, recording.leaflets, lambda: NOW)
        await scenario(answering)
        await answering.close()
        await line.close()

    with capture_logs() as logs:
        asyncio.run(run())
    return [dict(entry) for entry in logs]


def query(number: str, sender: int = 501, words: str = WORDS) -> Query:
    return Query(7, number, sender, words, "kk")


async def answered(telegram: Telegram, count: int) -> None:
    done = await asyncio.to_thread(
        telegram.wait,
        lambda: len([one for one in telegram.calls("answerInlineQuery") if one.status]) >= count,
    )
    assert done, "not answered"


def polled(telegram: Telegram, recording: Recording, writer: Writer, *steps: Callable[[], object]) -> None:
    """Receive by polling while the steps are done in a thread."""

    async def run() -> None:
        line = Line(telegram.url, TOKEN)
        habits = Habits(now=lambda: NOW, chance=lambda: 0.5, poll=5)
        receiving = asyncio.create_task(Receiver(line, recording, writer, habits, "double_bot").run())
        for step in steps:
            await asyncio.to_thread(step)
        receiving.cancel()
        await asyncio.gather(receiving, return_exceptions=True)
        await line.close()

    asyncio.run(run())


def test_an_inline_query_is_answered_with_plain_cards(
    telegram: Telegram, phone: Phone, recording: Recording, writer: Writer, database: Database
) -> None:
    number = phone.ask("психолог Шымкент")
    polled(
        telegram,
        recording,
        writer,
        lambda: phone.wait_for_offers(number),
        lambda: telegram.wait(telegram.is_quiet),
    )
    answer = phone.wait_for_offers(number)

    [result] = answer["results"]
    assert (result["type"], result["id"], result["title"]) == ("article", "id-1", "About психолог Шымкент")
    assert 4000 < len(result["input_message_content"]["message_text"]) <= 4096
    assert result["input_message_content"]["message_text"].endswith("card.")
    assert answer["button"] == {"text": "Find help", "start_parameter": "find"}
    assert (answer["cache_time"], answer["is_personal"]) == (300, True)
    assert telegram.is_quiet()
    with database.reading() as tx:
        assert (recording.batches, tx.rows(update_seen.select())) == (0, [])


def test_reports_are_heard_while_a_search_takes_its_time(
    telegram: Telegram, phone: Phone, recording: Recording, writer: Writer
) -> None:
    recording.search_gate.clear()
    phone.ask(WORDS)
    polled(
        telegram,
        recording,
        writer,
        lambda: telegram.wait(lambda: recording.asked),
        lambda: phone.type("a report"),
        lambda: telegram.wait(lambda: recording.texts and telegram.is_quiet()),
        recording.search_gate.set,
    )

    assert recording.texts == ["a report"]


def test_of_what_is_typed_meanwhile_only_the_newest_is_searched(
    telegram: Telegram, recording: Recording
) -> None:
    recording.search_gate.clear()

    async def scenario(answering: Inline) -> None:
        answering.take(query("1", words="п"))
        await asyncio.to_thread(_until, lambda: recording.asked)
        for letters in ("пс", "пси", "псих"):
            answering.take(query(letters, words=letters))
        recording.search_gate.set()
        await answered(telegram, 2)

    play(telegram, recording, scenario)
    assert [words for words, _ in recording.asked] == ["п", "псих"]


def test_too_many_at_once_are_dropped(telegram: Telegram, recording: Recording) -> None:
    recording.search_gate.clear()

    async def scenario(answering: Inline) -> None:
        answering.take(query("first", 1))
        await asyncio.to_thread(_until, lambda: recording.asked)
        for sender in range(2, MOST + 20):
            answering.take(query(f"of {sender}", sender))
        recording.search_gate.set()
        await answered(telegram, MOST + 1)

    play(telegram, recording, scenario)
    assert len(recording.asked) == MOST + 1


def test_one_account_is_answered_so_often_a_minute(telegram: Telegram, recording: Recording) -> None:
    async def scenario(answering: Inline) -> None:
        for number in range(A_MINUTE + 10):
            answering.take(query(str(number)))
            await asyncio.to_thread(_until, lambda: not answering._waiting)
        answering.take(query("another", 9))
        await asyncio.to_thread(_until, lambda: not answering._waiting and answering._searching is None)

    play(telegram, recording, scenario)
    assert len(recording.asked) == A_MINUTE + 1


@pytest.mark.parametrize("kind", ["refuse", "500", "429", "403"])
def test_what_telegram_does_not_take_is_no_error_and_tells_no_words(
    telegram: Telegram, recording: Recording, kind: str
) -> None:
    telegram.fault(kind, "answerInlineQuery", words="query is too old", retry_after=600)

    async def scenario(answering: Inline) -> None:
        answering.take(query("1"))
        await answered(telegram, 1)
        await asyncio.gather(*answering._answering)
        answering.take(query("2", 9))
        if kind != "429":
            await answered(telegram, 2)

    logs = play(telegram, recording, scenario)

    assert len(recording.asked) == (1 if kind == "429" else 2)
    assert WORDS not in json.dumps(logs)
    assert [line["event"] for line in logs] == (
        ["telegram.inline_unanswered"] if kind in ("500", "429") else []
    )


def test_a_search_that_breaks_is_told_by_name_and_the_next_is_answered(
    telegram: Telegram, phone: Phone, recording: Recording
) -> None:
    recording.search_fails = True

    async def scenario(answering: Inline) -> None:
        answering.take(query("1"))
        await asyncio.to_thread(_until, lambda: answering._searching is None)
        recording.search_fails = False
        answering.take(query("2"))
        await answered(telegram, 1)

    [line] = play(telegram, recording, scenario)

    assert (line["event"], line["kind"]) == ("telegram.inline_failed", "LookupError")
    assert "canary" not in json.dumps(line).lower()


def test_the_webhook_answers_them_too_and_writes_nothing(
    telegram: Telegram, phone: Phone, writer: Writer, database: Database
) -> None:
    hooked, line = Hooked(writer), Line(telegram.url, TOKEN)
    number = phone.ask(WORDS)
    [delivery] = telegram.deliveries.values()

    async def scenario(post: Post) -> None:
        assert await post(json.dumps(delivery.update).encode()) == (200, b"")
        await asyncio.to_thread(phone.wait_for_offers, number)
        await hooked.webhook.close()
        assert await post(json.dumps(delivery.update).encode()) == (200, b"")
        await line.close()

    hooked.run(scenario, line)
    assert hooked.reception.asked == [(WORDS, "kk")]
    with database.reading() as tx:
        assert (hooked.reception.batches, tx.rows(update_seen.select())) == (0, [])


def test_what_is_counted_of_an_account_is_forgotten(telegram: Telegram) -> None:
    answering = Inline(Line(telegram.url, TOKEN), lambda *asked: Leaflets((), ""), lambda: NOW)
    for sender in range(MOST * 8 + 1):
        assert answering._is_paced(sender, 0.0)
    assert answering._is_paced(0, 61.0)

    assert answering._counts.keys() == {0}


def _until(condition: Callable[[], object]) -> None:
    tick = threading.Event()
    for _ in range(2000):
        if condition():
            return
        tick.wait(0.002)
    raise AssertionError("it never happened")
