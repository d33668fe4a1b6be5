"""R14: only Telegram can use the webhook; whatever else knocks is refused, and nothing of it is kept."""

import asyncio
import string
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random

import pytest
from aiohttp import web

from bot.intake import Intake
from bot.receive import Habits
from bot.webhook import LARGEST, Webhook
from conversations.house import House
from conversations.talk import Reception
from hotline import settings
from hotline.errors import SettingRefused
from store.database import Database
from store.writer import Writer
from tests.doubles.square import Square, changes
from web import server
from web.parts import Health, Parts

SEED = 20261123
SECRET = "Kq3-a_secret-nobody-guesses_2026"
PATH = "/brought/by/telegram"
AT_ONCE = 32
GOOD = (
    b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}, '
)
BODIES = (
    GOOD + b'"text": "/start"}}',
    b"{}",
    b"[]",
    b"",
    b"{" * 5000,
    b"\xff\xfe\x00",
    b"null",
    b'{"update_id": 99999999999999999999}',
    b'{"update_id": "1"}',
    b"[" * 100_000,
    b'{"update_id": 2, "callback_query": {"id": "1", "from": {"id": -1e400}}}',
)
METHODS = ("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "POSTS", "post")
TYPES = (
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/json-seq",
    "",
    "; ;",
)


class Knocks:
    """Draws requests; none of them is one that Telegram would make."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def draw(self) -> bytes:
        """Give the bytes of one request."""
        draw = self._chance.choice(
            [self._without_secret] * 6
            + [self._by_other_method, self._of_other_type, self._unreadable, self._broken]
        )
        return draw() if self._chance.random() > 0.01 else self._too_large()

    def _without_secret(self) -> bytes:
        body = self._chance.choice(BODIES)
        return self._request("POST", body, self._wrong_secret())

    def _by_other_method(self) -> bytes:
        return self._request(self._chance.choice(METHODS), self._chance.choice(BODIES), SECRET)

    def _of_other_type(self) -> bytes:
        return self._request("POST", self._chance.choice(BODIES), SECRET, self._chance.choice(TYPES))

    def _unreadable(self) -> bytes:
        body = bytes(self._chance.choices(range(256), k=self._chance.randrange(200)))
        return self._request("POST", self._chance.choice([body, *BODIES[1:]]), SECRET)

    def _broken(self) -> bytes:
        request = bytearray(self._request("POST", BODIES[0], self._wrong_secret()))
        for _ in range(self._chance.randrange(1, 6)):
            request[self._chance.randrange(len(request))] = self._chance.randrange(256)
        return bytes(request)

    def _too_large(self) -> bytes:
        body = BODIES[0] + b" " * LARGEST
        return self._request("POST", body, self._chance.choice([SECRET, self._wrong_secret()]))

    def _wrong_secret(self) -> str | None:
        place = self._chance.randrange(len(SECRET))
        letter = self._chance.choice([one for one in string.ascii_letters if one != SECRET[place]])
        wrong = (
            None,
            "",
            SECRET[:-1],
            SECRET + "x",
            SECRET + "\t" + SECRET,
            SECRET.swapcase(),
            SECRET[:place] + letter + SECRET[place + 1 :],
            "".join(self._chance.choices(string.printable[:90], k=self._chance.randrange(300))),
            "Bearer " + SECRET,
            "ә" * 16,
        )
        return self._chance.choice(wrong)

    def _request(self, method: str, body: bytes, secret: str | None, kind: str = "application/json") -> bytes:
        lines = [f"{method} {PATH} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
        lines += [f"Content-Type: {kind}"] if kind else []
        lines += [f"X-Telegram-Bot-Api-Secret-Token: {secret}"] if secret is not None else []
        if self._chance.random() < 0.3:
            lines.append(self._chance.choice(HEADERS))
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


HEADERS = (
    "X-Forwarded-For: 149.154.160.1",
    "Origin: https://evil.example",
    "Sec-Fetch-Site: cross-site",
    "Expect: 100-continue",
    "Cookie: visitor=" + "x" * 22,
    "Authorization: Bearer " + SECRET,
    "X-Telegram-Bot-Api-Secret-Token : x",
    "Content-Encoding: gzip",
    "X: " + "y" * 6000,
)


def test_nobody_but_telegram_is_heard_and_nothing_fails(
    database: Database, house: House, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    many, knocks, square = so_many(10_000), Knocks(Random(SEED)), Square(database, house)
    aside = ("update_aside", "update_seen")  # what Telegram itself would bring and nobody can read
    before = square.rows(*aside)
    told = asyncio.run(_knock(database, house, [knocks.draw() for _ in range(many)]))
    heard = changes(before, square.rows(*aside))
    kinds = ", ".join(f"{count} × {status}" for status, count in sorted(told.items()))
    failed = sum(count for status, count in told.items() if status >= 500)

    figure(
        f"R14: {many} requests (wrong, missing, near-miss secrets; other methods, types; over 1 MB; broken"
        f" bodies): {len(heard)} accepted, {failed} answered 5xx; told: {kinds} (200: put aside)"
    )
    assert heard == []
    assert failed == 0
    assert {200, 400, 403, 405, 413, 415} <= set(told)


def test_the_one_that_telegram_would_make_is_heard(database: Database, house: House) -> None:
    square = Square(database, house)
    request = Knocks(Random(SEED))._request("POST", BODIES[0], SECRET)
    before = square.rows()

    assert asyncio.run(_knock(database, house, [request])) == {200: 1}
    assert {table for table, _ in changes(before, square.rows())} >= {"update_seen", "session", "duty"}


@pytest.mark.parametrize("secret", [None, "", "x" * 15])
def test_a_webhook_without_a_secret_does_not_start(
    monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setenv("HOTLINE_WEBHOOK_URL", "https://hotline.example/telegram")
    monkeypatch.delenv("HOTLINE_WEBHOOK_SECRET", raising=False)
    if secret is not None:
        monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", secret)

    with pytest.raises(SettingRefused, match="HOTLINE_WEBHOOK_SECRET"):
        settings.read()


async def _knock(database: Database, house: House, requests: list[bytes]) -> Counter[int]:
    """Send these, some beside each other, and count the answers by their status; 0: hung up without one."""
    told, waiting = Counter[int](), iter(requests)
    async with _served(database, house) as port:

        async def send_all() -> None:
            for request in waiting:
                told[await _sent(port, request)] += 1

        await asyncio.gather(*(send_all() for _ in range(AT_ONCE)))
    return told


async def _sent(port: int, request: bytes) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(20):
            writer.write(request)
            words = (await reader.readline()).split()
            while len(words) > 1 and words[1] == b"100":
                await reader.readline()
                words = (await reader.readline()).split()
    except ConnectionError:
        return 0
    finally:
        writer.close()
    return int(words[1]) if len(words) > 1 else 0


@asynccontextmanager
async def _served(database: Database, house: House) -> AsyncIterator[int]:
    """The web application with the webhook in it, as `hotline serve` puts it together."""
    writer, reception = Writer(database), Reception(house)
    habits = Habits(now=lambda: datetime.now(UTC), chance=lambda: 0.5)
    hook = Webhook(SECRET, Intake(reception, writer, habits), habits, lambda: "double_bot")
    parts = Parts(reception, writer, database, house.keys, lambda: Health(True, {}), doors={PATH: hook.hear})
    runner = web.AppRunner(server.application(parts), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
        writer.close()
