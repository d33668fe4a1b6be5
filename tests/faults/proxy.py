"""A bad line between the house and Telegram, both ways: every request draws a fate, and faults are counted.

late: held for a moment, so that chats overtake each other. cut: broken off before it has arrived whole.
halved: done, but half of the answer arrives. lost: done, and no answer at all. 429: asked to wait. 5xx:
refused by something in between. Of what brings updates besides: shuffled, a batch in another order, each
chat's own kept; again, an earlier batch or update once more; twice, the same update at the same time.
"""

import asyncio
import itertools
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Self
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from tests.faults.deck import WELL, Deck

LATE = 0.15  # seconds at most
RETRY_AFTER = 1  # second, unless told otherwise; the Bot API knows no shorter one
BROUGHT = "webhook"
"""The name under which updates brought to the house draw their fates."""
GROUP = "group"
"""The name under which whatever is asked about a group draws its fates."""

Fates = Mapping[str, Mapping[str, int]]
"""The cards of each deck: by method, for `GROUP`, for `BROUGHT`, for all others ("*")."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One request of the house. `key` is the chat it is about, or its method; `reached`: Telegram got it."""

    method: str
    key: str
    at: float
    reached: bool


@dataclass(slots=True)
class Records:
    """What the line has done: `early` are requests that came although they had been asked to wait longer."""

    struck: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    passed: list[Passed] = field(default_factory=list)
    held: dict[str, tuple[float, float]] = field(default_factory=dict)  # asked when to wait, until when
    asked_to_wait: int = 0
    early: list[Passed] = field(default_factory=list)

    def times(self, fate: str) -> int:
        """Give how often a fault has struck, whomever."""
        return sum(struck[fate] for struck in self.struck.values())


class Proxy:
    """Serves in a thread of its own at one port: the Bot API for the house, the webhook for Telegram."""

    def __init__(
        self, telegram: str, fates: Fates, seed: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._telegram, self._clock = telegram, clock
        self.retry_after = RETRY_AFTER
        self.house = ""  # address of the house, where it takes updates by webhook
        self.records = Records()
        self._chance = Random(seed)
        self._decks = {name: Deck(numbers, self._chance) for name, numbers in fates.items()}
        self._batches: list[bytes] = []
        self._to_shuffle = 1  # batches; those of one chat, or of one update, have no other order
        self._loop, self._stop = asyncio.new_event_loop(), asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="proxy", daemon=True)
        self._port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(50), "the proxy did not start"
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Where the house finds Telegram, and Telegram the house."""
        return f"http://127.0.0.1:{self._port}"

    # --- serving

    def _serve(self) -> None:
        try:
            self._loop.run_until_complete(self._run())
        finally:
            self._loop.close()

    async def _run(self) -> None:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_post("/bot{token}/{method}", self._asked)
        app.router.add_post("/{path:.*}", self._brought)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as self._session:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self._port = runner.addresses[0][1]
            self._ready.set()
            await self._stop.wait()
            await runner.cleanup()

    def _fate(self, *names: str) -> str:
        """Draw a fate for the first of these names that has any."""
        name = next((name for name in names if name in self._decks), None)
        fate = self._decks[name].draw() if name else WELL
        if name is None or (fate == "again" and not self._batches):
            return WELL
        if fate != "shuffled":  # counted when it has been done
            self.records.struck[name][fate] += 1
        return fate

    # --- the house asks Telegram

    async def _asked(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.read()
        chat = _chat(request, body)
        fate = self._fate(GROUP if chat.startswith("-") else method, "*")
        reached = fate not in ("cut", "429", "5xx", "again")
        passed = Passed(method, chat or method, self._clock(), reached)
        self.records.passed.append(passed)
        asked, until = self.records.held.get(passed.key, (passed.at, passed.at))
        if asked < passed.at < until:  # what comes at the very moment was on its way
            self.records.early.append(passed)
        if fate == "late":
            await asyncio.sleep(self._chance.uniform(0, LATE))
        if not reached:
            return self._instead(request, fate, passed)
        address = f"{self._telegram}{request.path}"
        try:
            async with self._session.post(address, data=body, headers=_kept(request)) as answer:
                status, told = answer.status, await answer.read()
        except aiohttp.ClientError:  # Telegram itself has hung up
            return _broken_off(request)
        if status == 429 and fate in (WELL, "late"):  # else the house never hears of it
            self._hold(passed, json.loads(told)["parameters"]["retry_after"])
        return _answered(request, fate, status, self._batch(fate, told) if method == "getUpdates" else told)

    def _instead(self, request: web.Request, fate: str, passed: Passed) -> web.Response:
        if fate == "429":
            self._hold(passed, self.retry_after)
            refusal = {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {self.retry_after}",
                "parameters": {"retry_after": self.retry_after},
            }
            return web.json_response(refusal, status=429)
        if fate == "again":
            return web.Response(body=self._chance.choice(self._batches), content_type="application/json")
        if fate == "cut":
            return _broken_off(request)
        return web.Response(text="<html>Bad Gateway</html>", content_type="text/html", status=502)

    def _hold(self, passed: Passed, seconds: int) -> None:
        self.records.asked_to_wait += 1
        self.records.held[passed.key] = self._clock(), self._clock() + seconds

    def _batch(self, fate: str, told: bytes) -> bytes:
        batch = json.loads(told)
        if not batch.get("result"):
            return told
        self._to_shuffle += fate == "shuffled"
        mixed = _shuffled(batch["result"], self._chance) if self._to_shuffle else batch["result"]
        if mixed != batch["result"]:
            self._to_shuffle -= 1
            self.records.struck["getUpdates"]["shuffled"] += 1
            told = json.dumps({**batch, "result": mixed}).encode()
        self._batches.append(told)
        return told

    # --- Telegram brings an update to the house

    async def _brought(self, request: web.Request) -> web.Response:
        body, fate = await request.read(), self._fate(BROUGHT)
        if fate == "late":
            await asyncio.sleep(self._chance.uniform(0, LATE))
        if fate == "5xx":
            return web.Response(status=502)
        if fate == "cut":
            await self._half(request, body)
            return _broken_off(request)
        bringing = [self._bring(request, body)]
        if fate == "twice":
            bringing.append(self._bring(request, body))
        if fate == "again":
            bringing.append(self._bring(request, self._chance.choice(self._batches)))
        self._batches.append(body)
        try:
            status, *_ = await asyncio.gather(*bringing)
        except aiohttp.ClientError:  # nobody is there, or it has just been killed
            return _broken_off(request)
        return _answered(request, fate, status, b"")

    async def _bring(self, request: web.Request, body: bytes) -> int:
        address = f"{self.house}{request.path}"
        async with self._session.post(address, data=body, headers=_kept(request)) as answer:
            return answer.status

    async def _half(self, request: web.Request, body: bytes) -> None:
        """Send the head and half of the body, and hang up."""
        headers = _kept(request) | {"Host": "house", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        host, _, port = self.house.removeprefix("http://").partition(":")
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError:  # nobody is there
            return
        writer.write(f"POST {request.path} HTTP/1.1\r\n{head}\r\n".encode() + body[: len(body) // 2])
        await writer.drain()
        writer.close()


def _kept(request: web.Request) -> dict[str, str]:
    """Give the headers that say something about the body or about who is speaking."""
    return {
        name: value
        for name, value in request.headers.items()
        if name.lower() == "content-type" or name.lower().startswith("x-")
    }


def _chat(request: web.Request, body: bytes) -> str:
    if request.content_type == "application/json":
        return str(json.loads(body or b"{}").get("chat_id", ""))
    if request.content_type == "application/x-www-form-urlencoded":
        return parse_qs(body.decode()).get("chat_id", [""])[0]
    return ""


def _answered(request: web.Request, fate: str, status: int, body: bytes) -> web.Response:
    if fate == "lost":
        return _broken_off(request)
    if fate == "halved" and request.transport:
        head = (
            f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body) or 10}\r\n"
        )
        request.transport.write(head.encode() + b"\r\n" + body[: len(body) // 2])
        request.transport.close()
    return web.Response(body=body, status=status, content_type="application/json")


def _broken_off(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _shuffled(updates: list[Any], chance: Random) -> list[Any]:
    """Give the updates in another order, those of one chat in theirs."""
    queues = [list(queue) for _, queue in itertools.groupby(sorted(updates, key=_of), key=_of)]
    mixed = []
    while queues := [queue for queue in queues if queue]:
        mixed.append(chance.choice(queues).pop(0))
    return mixed


def _of(update: dict[str, Any]) -> int:
    for part in update.values():
        if isinstance(part, dict):
            chat = (part.get("message") or part).get("chat") or part.get("from") or {}
            return int(chat.get("id", 0))
    return 0
