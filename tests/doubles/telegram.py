"""A Telegram to test against, on 127.0.0.1: PyPI lo-bot-api-emulator with its gaps filled.

On top of the package: every method answers; every request is checked against the published Bot API when that
document is at hand (see `spec_note`) and against limits that the document does not state; chats are kept as
phones show them; unknown chats and messages, late callback queries and unchanged edits are refused in
Telegram's words; every update has a record of when it was handed out and confirmed; faults on demand.
Updates are polled, or brought to a webhook (`bringing`). Not modelled: Telegram's own pacing limits, albums.
"""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

import lo_bot_api_emulator as package  # type: ignore[import-untyped]
from aiohttp import web
from lo_bot_api_emulator import ApiRefusal

from tests.doubles import answering
from tests.doubles.chats import Chats
from tests.doubles.inbox import Delivery, Inbox
from tests.doubles.specification import Specification

TOKEN = "7000000001:" + "AAdouble" * 4
BOT = {"id": 7000000001, "is_bot": True, "first_name": "Double", "username": "double_bot"}
SPEC_VARIABLE = "HOTLINE_BOT_API_SPEC"  # path of the document; without it, the place below is tried
_NEXT_DOOR = Path(__file__).parents[2] / "../shared/telegram/api.json"

Json = dict[str, Any]
T = TypeVar("T")
_current: ContextVar["Request"] = ContextVar("request")


@dataclass(slots=True)
class Tally:
    """How many requests of this process were judged."""

    checked: int = 0
    violations: int = 0


TALLY = Tally()


@cache
def specification() -> Specification | None:
    """The published Bot API, if its document is at hand."""
    named = os.environ.get(SPEC_VARIABLE)
    path = Path(named) if named else _NEXT_DOOR
    return Specification(path) if path.is_file() else None


def spec_note() -> str:
    """One line for the end of a test run."""
    if specification() is None:
        return "Bot API specification: not found, not checked"
    return f"Bot API specification: checked {TALLY.checked} requests, {TALLY.violations} violations"


@dataclass(slots=True)
class Request:
    """One request of the bot, as it was answered."""

    method: str
    at: float
    fields: Json = field(default_factory=dict)
    chat: int | None = None
    status: int | None = None
    error: str = ""
    slow: float = 0.0
    drop: bool = False


@dataclass(slots=True)
class Fault:
    """A fault that will strike the next `times` requests; see `Telegram.fault`."""

    kind: str
    method: str
    chat: int | None
    times: int
    more: Json


@dataclass(slots=True)
class Query:
    """A pressed button that waits for its answer."""

    chat: int
    at: float
    toast: str | None = None  # "" is an answer without words


@dataclass(slots=True)
class Asked:
    """An inline query that waits for its answer: the fields of answerInlineQuery."""

    at: float
    answer: Json | None = None


class Telegram(package.LoBotApiEmulator):  # type: ignore[misc]
    """The server. Everything public may be called from any thread; read its records through `wait`."""

    def __init__(self, token: str = TOKEN, *, tally: Tally = TALLY) -> None:
        super().__init__(max_assets=100_000)
        self.token = token
        self._tally = tally
        self.changed = threading.Condition()
        self.log: list[Request] = []  # without getUpdates and getMe
        self.violations: list[str] = []
        self.deliveries: dict[int, Delivery] = {}
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, Asked] = {}
        self.chats = Chats()
        self.polls = 0
        self.takes_inline = True  # what its owner has set
        self.port = 0
        self._faults: list[Fault] = []
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._update_queues = self.inbox = Inbox(self, self._record)

    # --- what tests call

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """What HOTLINE_TELEGRAM_URL is to be."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int = 0) -> Self:
        """Serve in a thread of its own."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(port, ready), name="telegram", daemon=True)
        self._thread.start()
        if not ready.wait(50):
            raise RuntimeError("the emulator did not start")
        return self

    def stop(self) -> None:
        """Stop serving."""
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)
            self._thread = None

    def inject(self, update: Json) -> int | None:
        """Queue an update for the bot and give its id; None: the bot does not want this kind."""
        for part in update.values():
            if isinstance(part, dict) and (chat := (part.get("message") or part).get("chat")):
                with self.changed:
                    self.chats.meet(chat)
                    if "message_id" in part and "edit_date" not in part:
                        self.chats.said.setdefault(chat["id"], {})[part["message_id"]] = time.time()
        waiting = asyncio.run_coroutine_threadsafe(self.enqueue_update(update, token=self.token), self._loop)
        number: int | None = waiting.result(50)
        return number

    def fault(
        self, kind: str, method: str = "*", *, chat: int | None = None, times: int = 1, **more: Any
    ) -> None:
        """Let the next requests fail. Only a fault that names getUpdates or getMe strikes those.

        `kind`: 401, 403, 404, 409, 429 (retry_after=1), 500, migrate (to=), slow (seconds=3: done, answered
        late), drop (done, the answer is lost), or refuse (words=) for any other Bad Request.
        """
        with self.changed:
            self._faults.append(Fault(kind, method, chat, times, more))

    def wait(self, condition: Callable[[], T], limit: float = 10.0) -> T:
        """Block until `condition()` is true or `limit` seconds have passed; gives its last value."""
        end = time.monotonic() + limit
        with self.changed:
            while not (value := condition()) and (left := end - time.monotonic()) > 0:
                self.changed.wait(left)
            return value

    def calls(self, method: str, chat: int | None = None) -> list[Request]:
        """The requests of one method so far, for one chat or all."""
        with self.changed:
            return [one for one in self.log if one.method == method and chat in (None, one.chat)]

    def is_quiet(self) -> bool:
        """Tell whether every update was confirmed."""
        with self.changed:
            return all(delivery.confirmed_at is not None for delivery in self.deliveries.values())

    def brought(self) -> None:
        """Hear that an update is being brought to the webhook; for those who look closer."""

    def confirmed_by_webhook(self, number: int) -> None:
        """Hear that the webhook has taken an update; for those who look closer."""

    def new_id(self) -> int:
        """A fresh message id."""
        with self.changed:
            self.next_id += 1
            return int(self.next_id) - 1

    # --- serving

    def _serve(self, port: int, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._run(port, ready))
        finally:
            self._loop.close()

    async def _run(self, port: int, ready: threading.Event) -> None:
        runner = web.AppRunner(self.app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.port = runner.addresses[0][1]
        ready.set()
        await self._stop.wait()
        await runner.cleanup()
        await self.inbox.give_up()

    async def handle(self, request: web.Request) -> web.Response:
        """One request of the bot."""
        entry = Request(request.match_info["method"], time.monotonic())
        _current.set(entry)
        if request.match_info["token"] != self.token:
            refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            return web.json_response(refusal, status=401)
        answer: web.Response = await super().handle(request)
        with self.changed:
            entry.status = answer.status
            self.changed.notify_all()
        if entry.slow:
            await asyncio.sleep(entry.slow)
        if entry.drop and request.transport:
            request.transport.abort()
        return answer

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        """Judge a request, let a fault strike, or do what it asks for (called by the package)."""
        entry = _current.get()
        chat = str(fields.get("chat_id", ""))
        entry.fields, entry.chat = dict(fields), int(chat) if chat.lstrip("-").isdigit() else None
        quiet = method in ("getUpdates", "getMe")
        with self.changed:
            if not quiet:
                self.log.append(entry)
            self._judge(method, fields, uploads)
            try:
                fault = next((one for one in self._faults if self._strikes(one, entry, quiet)), None)
                if fault is not None:
                    fault.times -= 1
                    answering.fail(fault.kind, fault.more, entry)
                return answering.answer(self, entry, lambda thin: self._modelled(method, thin, uploads))
            except ApiRefusal as refusal:
                entry.error = refusal.description
                raise
            finally:
                self.changed.notify_all()

    def _modelled(self, method: str, fields: Json, uploads: Json) -> Any:
        return super().validate(method, fields, uploads)

    def _judge(self, method: str, fields: Json, uploads: Json) -> None:
        found = answering.strict_faults(fields)
        if (judge := specification()) is not None:
            self._tally.checked += 1
            found = [*judge.faults(method, fields, uploads), *found]
        self._tally.violations += len(found)
        self.violations += [f"{method}: {fault}" for fault in found]

    @staticmethod
    def _strikes(fault: Fault, request: Request, quiet: bool) -> bool:
        named = fault.method == request.method or (fault.method == "*" and not quiet)
        return bool(fault.times) and named and fault.chat in (None, request.chat)
