"""python-telegram-bot as its users write a guided dialogue: ConversationHandler with nine states.

No persistence, no rate limiter, no job queue, updates one after another, as ConversationHandler wants it.
Answers are kept in `context.user_data`; replies go through a Bot whose request answers from memory.
Usage: `python -m benchmarks.peers.ptb SAID.json [DATABASE]`; with DATABASE, what is known of the person is
committed to SQLite after every update (WAL, synchronous=FULL): a kill loses nothing that was answered.
"""

import asyncio
import json
import sqlite3
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram import (
    Bot,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, RequestData

from benchmarks.peers import exchange
from benchmarks.peers.exchange import Watch

Json = dict[str, Any]
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None

_BOT = {"id": 1001, "is_bot": True, "first_name": "Hotline", "username": "hotline_bot"}
_CHAT = {"id": 5, "type": "private", "first_name": "A"}
_ME = json.dumps({"ok": True, "result": _BOT}).encode()
_SENT = {"message_id": 7, "date": 1_795_000_000, "chat": _CHAT, "from": _BOT, "text": "…"}
_DONE = json.dumps({"ok": True, "result": _SENT}).encode()

PRESSED = {0: "m:report$", 1: ".+:0:o", 3: ".+:3:o", 4: ".+:5:o", 5: ".+:6:o", 8: ".+:9:o", 9: ".+:10:n$"}
"""The buttons of a step, by its place in the walk; in the others words are typed or a point is sent."""
LAST = 9


class Memory(BaseRequest):
    """Telegram, answering from memory: no network on either side."""

    sent = 0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        """Nobody waits."""
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Take a request as a network library would: as fields that are ready to be sent."""
        if url.endswith("/getMe"):
            return 200, _ME
        if request_data is None or not request_data.json_parameters["text"]:
            raise RuntimeError("an empty message")
        self.sent += 1
        return 200, _DONE


@dataclass(slots=True)
class Hotline:
    """The dialogue: what is answered is kept, what comes next is asked; after the last a report is filed."""

    said: dict[str, list[list[Json]]]
    answered: int = 0
    filed: list[dict[int, Any]] = field(default_factory=list)

    def handler(self) -> ConversationHandler[Any]:
        """Give the conversation with its states."""
        states = {step: [self._listener(step)] for step in range(1, LAST + 1)}
        return ConversationHandler([self._listener(0)], states, [])  # type: ignore[arg-type]

    def _listener(self, step: int) -> Any:
        if step in PRESSED:
            return CallbackQueryHandler(self._callback(step), pattern=PRESSED[step])
        wanted = filters.LOCATION if step == 2 else filters.TEXT & ~filters.COMMAND
        return MessageHandler(wanted, self._callback(step))

    def _callback(self, step: int) -> Callable[..., Any]:
        async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
            given = context.user_data
            if given is None or update.effective_chat is None or update.effective_user is None:
                raise RuntimeError("an update of nobody")
            given[step] = _answer(update)
            if step == LAST:
                self.filed.append(dict(given))
                given.clear()
            await self._say(update.effective_chat, update.effective_user.language_code or "kk", step)
            self.answered += 1
            return ConversationHandler.END if step == LAST else step + 1

        return answer

    async def _say(self, chat: Chat, language: str, step: int) -> None:
        for message in self.said[language][step]:
            await chat.send_message(message["text"], reply_markup=_markup(message))


def _answer(update: Update) -> Any:
    if update.callback_query is not None:
        return update.callback_query.data
    if update.message is None:
        raise RuntimeError("neither a button nor a message")
    point = update.message.location
    return (point.latitude, point.longitude) if point else update.message.text


def _markup(message: Json) -> Markup:
    if message["buttons"]:
        rows = [
            [InlineKeyboardButton(one["label"], callback_data=one["token"]) for one in row]
            for row in message["buttons"]
        ]
        return InlineKeyboardMarkup(rows)
    if message["place_button"]:
        button = KeyboardButton(message["place_button"], request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if message["clear"] else None


class Table:
    """What is known of each person, committed after every update."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, given TEXT)")
        self._connection.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, given TEXT)")

    def keep(self, person: int, given: dict[int, Any], filed: dict[int, Any] | None) -> None:
        """Commit what one person has answered so far, and the report that this made."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", (person, json.dumps(given)))
        if filed is not None:
            self._connection.execute("INSERT INTO report (given) VALUES (?)", (json.dumps(filed),))
        self._connection.execute("COMMIT")


@dataclass(slots=True)
class Contestant:
    """The application, and a loop to run it in."""

    application: Any
    hotline: Hotline
    memory: Memory
    table: Table | None
    loop: asyncio.AbstractEventLoop

    def prepare(self, asked: Json) -> Callable[[], Json]:
        """Make ready to hear a file of updates, as getUpdates brings them."""
        raws = [one.raw for one in exchange.posts(Path(asked["posts"]))]
        bodies = exchange.answers(raws, int(asked["batch"]))
        return lambda: self.loop.run_until_complete(self._go(bodies))

    async def _go(self, bodies: list[bytes]) -> Json:
        before = self._counted()
        with Watch() as watch:
            for body in bodies:
                for update in Update.de_list(json.loads(body)["result"], self.application.bot):
                    await self._hear(update)
        answered, filed, said = (now - one for now, one in zip(self._counted(), before, strict=True))
        return {"answered": answered, "filed": filed, "said": said, "wall": watch.wall, "cpu": watch.cpu}

    async def _hear(self, update: Update) -> None:
        filed = len(self.hotline.filed)
        await self.application.process_update(update)
        if self.table is not None and update.effective_user is not None:
            user = update.effective_user.id
            new = self.hotline.filed[-1] if len(self.hotline.filed) > filed else None
            self.table.keep(user, self.application.user_data[user], new)

    def _counted(self) -> tuple[int, int, int]:
        return self.hotline.answered, len(self.hotline.filed), self.memory.sent


def main() -> None:
    """Answer until stdin ends."""
    warnings.simplefilter("ignore")  # that buttons of older messages are heard too is what is wanted
    loop, memory = asyncio.new_event_loop(), Memory()
    asyncio.set_event_loop(loop)
    hotline = Hotline(json.loads(Path(sys.argv[1]).read_bytes()))
    bot = Bot("1001:memory", request=memory, get_updates_request=Memory())
    application: Any = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(hotline.handler())
    loop.run_until_complete(application.initialize())
    table = Table(sys.argv[2]) if len(sys.argv) > 2 else None
    exchange.serve(Contestant(application, hotline, memory, table, loop).prepare)


if __name__ == "__main__":
    main()
