"""The webhook with a real store behind a real server: 200 is said only of what is on disk."""

import asyncio
import io
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.intake import Intake
from bot.line import Line
from bot.receive import Habits
from bot.webhook import LARGEST, SECRET_HEADER, Webhook
from store.database import Database
from store.schema import update_seen
from store.writer import Writer
from tests.bot.recording import NOW, Recording
from tests.doubles.telegram import TOKEN, Telegram

SECRET = "a-secret-of-the-webhook"
HABITS = Habits(now=lambda: NOW, chance=lambda: 0.5)

Post = Callable[..., Awaitable[tuple[int, bytes]]]


class Hooked:
    """A webhook on a port of its own."""

    def __init__(self, writer: Writer) -> None:
        self.reception = Recording()
        self.webhook = Webhook(SECRET, Intake(self.reception, writer, HABITS), HABITS, lambda: "double_bot")

    def run(self, scenario: Callable[[Post], Awaitable[None]], line: Line | None = None) -> None:
        """Serve while the scenario plays."""

        async def serving() -> None:
            app = web.Application()
            app.router.add_route("*", "/hook", self.webhook.hear)
            runner = web.AppRunner(app)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
            if line is not None:
                self.webhook.answer_by(line)
            async with aiohttp.ClientSession() as session:

                async def post(body: bytes, method: str = "POST", **headers: str) -> tuple[int, bytes]:
                    told = {"Content-Type": "application/json", SECRET_HEADER: SECRET} | {
                        name.replace("_", "-"): value for name, value in headers.items()
                    }
                    async with session.request(
                        method, address, data=io.BytesIO(body), headers=told
                    ) as answer:
                        return answer.status, await answer.read()

                try:
                    await scenario(post)
                finally:
                    await runner.cleanup()

        asyncio.run(serving())


@pytest.fixture
def hooked(writer: Writer) -> Hooked:
    return Hooked(writer)


def test_two_hundred_is_said_after_the_commit_and_has_no_body(hooked: Hooked, database: Database) -> None:
    async def scenario(post: Post) -> None:
        hooked.reception.gate.clear()
        asked = asyncio.create_task(_in_task(post(_text(1, "a report"))))
        assert await asyncio.to_thread(hooked.reception.started.wait, 10)
        assert not asked.done()
        hooked.reception.gate.set()
        assert await asked == (200, b"")
        assert _seen(database) == {1}

    hooked.run(scenario)
    assert hooked.webhook.health.last_update_at == NOW


def test_a_store_that_fails_makes_telegram_come_again(hooked: Hooked, database: Database) -> None:
    async def scenario(post: Post) -> None:
        hooked.reception.failures = 1
        assert (await post(_text(1, "x")))[0] == 503
        assert _seen(database) == set()
        assert (await post(_text(1, "x")))[0] == 200

    hooked.run(scenario)
    assert hooked.reception.texts == ["x"]


def test_what_waits_behind_a_failed_commit_does_not_overtake_it(hooked: Hooked) -> None:
    async def scenario(post: Post) -> None:
        hooked.reception.gate.clear()
        hooked.reception.failures = 1
        first = asyncio.create_task(_in_task(post(_text(1, "first"))))
        assert await asyncio.to_thread(hooked.reception.started.wait, 10)
        second = asyncio.create_task(_in_task(post(_text(2, "second"))))
        await asyncio.to_thread(_until, lambda: hooked.webhook._intake._waiting)
        hooked.reception.gate.set()
        assert [(await first)[0], (await second)[0]] == [503, 503]

    hooked.run(scenario)
    assert hooked.reception.texts == []


def test_what_comes_at_once_keeps_its_order_and_shares_commits(hooked: Hooked) -> None:
    async def scenario(post: Post) -> None:
        told = await asyncio.gather(*(post(_text(number, str(number))) for number in range(200)))
        assert {status for status, _ in told} == {200}

    hooked.run(scenario)
    assert sorted(map(int, hooked.reception.texts)) == list(range(200))
    assert hooked.reception.batches < 100


def test_an_update_brought_twice_is_heard_once(hooked: Hooked) -> None:
    async def scenario(post: Post) -> None:
        assert [(await post(_text(7, "once")))[0] for _ in range(3)] == [200, 200, 200]

    hooked.run(scenario)
    assert hooked.reception.texts == ["once"]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b'{"update_id": 3, "message": {"chat": 1}}', b""])
def test_what_cannot_be_read_is_put_aside_and_does_not_come_again(hooked: Hooked, body: bytes) -> None:
    async def scenario(post: Post) -> None:
        assert (await post(body))[0] == 200

    hooked.run(scenario)
    assert len(hooked.reception.aside) == 1


def test_strangers_are_refused_before_their_words_are_read(hooked: Hooked) -> None:
    async def scenario(post: Post) -> None:
        stranger = {SECRET_HEADER.replace("-", "_"): "wrong"}
        for secret in ("", SECRET[:-1], SECRET + "x", SECRET.upper(), "ф" * 5, SECRET + " x"):
            told = await post(_text(1, "x"), **{SECRET_HEADER.replace("-", "_"): secret})
            assert told == (403, b"")
        assert (await post(b"x" * (LARGEST + 1), **stranger))[0] == 403
        assert (await post(b"", "GET"))[0] == 405
        assert (await post(b"{}", Content_Type="text/plain"))[0] == 415
        assert (await post(b"x" * (LARGEST + 1)))[0] == 413

    hooked.run(scenario)
    assert (hooked.reception.texts, hooked.reception.aside) == ([], [])


def test_a_pressed_button_is_answered(hooked: Hooked, telegram: Telegram) -> None:
    hooked.reception.toast = "Taken"
    line = Line(telegram.url, TOKEN)
    query = {"id": "q1", "from": {"id": 5}, "data": "k:x", "chat_instance": "1"}

    async def scenario(post: Post) -> None:
        assert (await post(json.dumps({"update_id": 9, "callback_query": query}).encode()))[0] == 200
        await asyncio.to_thread(telegram.wait, lambda: telegram.calls("answerCallbackQuery"))
        await hooked.webhook.close()
        await line.close()

    hooked.run(scenario, line)
    [call] = telegram.calls("answerCallbackQuery")
    assert call.fields["text"] == "Taken"


def _text(number: int, text: str) -> bytes:
    chat = {"id": 5, "type": "private"}
    message: dict[str, Any] = {"message_id": number, "date": 1, "chat": chat, "from": {"id": 5}, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


def _seen(database: Database) -> set[int]:
    with database.reading() as tx:
        return {row["update_id"] for row in tx.rows(update_seen.select())}


async def _in_task(waiting: Awaitable[tuple[int, bytes]]) -> tuple[int, bytes]:
    return await waiting


def _until(condition: Callable[[], object]) -> None:
    tick = threading.Event()
    for _ in range(1000):
        if condition():
            return
        tick.wait(0.005)
    raise AssertionError("it never happened")
