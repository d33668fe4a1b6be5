"""aiogram 3 as its users write a guided dialogue: a StatesGroup, MemoryStorage, a handler for each state.

Nothing is kept on a disk; replies go through a Bot whose session answers from memory.
Usage: `python -m benchmarks.peers.aiogram_fsm SAID.json`.
"""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.base import BaseSession
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from benchmarks.peers import exchange
from benchmarks.peers.exchange import Watch

Json = dict[str, Any]

_BOT = {"id": 1001, "is_bot": True, "first_name": "Hotline", "username": "hotline_bot"}
_CHAT = {"id": 5, "type": "private", "first_name": "A"}
_SENT = {"message_id": 7, "date": 1_795_000_000, "chat": _CHAT, "from": _BOT, "text": "…"}
_DONE = json.dumps({"ok": True, "result": _SENT})
PRESSED = {1: ":0:o", 3: ":3:o", 4: ":5:o", 5: ":6:o", 8: ":9:o", 9: ":10:n"}
LAST = 9


class Asked(StatesGroup):
    """The questions, in order."""

    what, where, refine, danger, when, how_many, age, hours, days = (State() for _ in range(9))


ORDER: tuple[State, ...] = (
    Asked.what,
    Asked.where,
    Asked.refine,
    Asked.danger,
    Asked.when,
    Asked.how_many,
    Asked.age,
    Asked.hours,
    Asked.days,
)


class Memory(BaseSession):
    """Telegram, answering from memory: the fields are made ready to be sent, and go nowhere."""

    sent = 0

    async def close(self) -> None:
        """There is nothing to close."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], *timeout: Any, **more: Any) -> Any:
        """Take a request as the network session would, up to the form that it would send."""
        if not isinstance(method, SendMessage):
            raise TypeError(type(method).__name__)
        fields = method.model_dump(warnings=False)
        ready = {name: self.prepare_value(value, bot=bot, files={}) for name, value in fields.items()}
        if not ready["text"]:
            raise RuntimeError("an empty message")
        self.sent += 1
        return self.check_response(bot=bot, method=method, status_code=200, content=_DONE).result

    async def stream_content(self, *asked: Any, **more: Any) -> AsyncGenerator[bytes, None]:
        """There are no files: an empty one."""
        yield b""


@dataclass(slots=True)
class Hotline:
    """The dialogue: what is answered is kept, what comes next is asked; after the last a report is filed."""

    said: dict[str, list[list[Json]]]
    answered: int = 0
    filed: list[Json] = field(default_factory=list)

    def router(self) -> Router:
        """Give the handlers of all states."""
        router = Router()
        router.callback_query.register(self._listener(0), F.data == "m:report")
        for step in range(1, LAST + 1):
            state, listener = ORDER[step - 1], self._listener(step)
            if step in PRESSED:
                router.callback_query.register(listener, state, F.data.contains(PRESSED[step]))
            else:
                router.message.register(listener, state, F.location if step == 2 else F.text)
        return router

    def _listener(self, step: int) -> Callable[..., Any]:
        async def answer(event: Message | CallbackQuery, state: FSMContext) -> None:
            given = await state.update_data({str(step): _answer(event)})
            if step == LAST:
                self.filed.append(given)
                await state.clear()
            else:
                await state.set_state(ORDER[step])
            message = event.message if isinstance(event, CallbackQuery) else event
            await self._say(message, event.from_user.language_code, step)
            self.answered += 1

        return answer

    async def _say(self, message: Message, language: str, step: int) -> None:
        for one in self.said[language][step]:
            await message.answer(one["text"], reply_markup=_markup(one))


def _answer(event: Message | CallbackQuery) -> Any:
    if isinstance(event, CallbackQuery):
        return event.data
    return (event.location.latitude, event.location.longitude) if event.location else event.text


def _markup(message: Json) -> Any:
    if message["buttons"]:
        rows = [
            [InlineKeyboardButton(text=one["label"], callback_data=one["token"]) for one in row]
            for row in message["buttons"]
        ]
        return InlineKeyboardMarkup(inline_keyboard=rows)
    if message["place_button"]:
        button = KeyboardButton(text=message["place_button"], request_location=True)
        return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if message["clear"] else None


@dataclass(slots=True)
class Contestant:
    """The dispatcher, and a loop to run it in."""

    dispatcher: Dispatcher
    bot: Bot
    hotline: Hotline
    memory: Memory
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
                for update in json.loads(body)["result"]:
                    await self.dispatcher.feed_raw_update(self.bot, update)
        answered, filed, said = (now - one for now, one in zip(self._counted(), before, strict=True))
        return {"answered": answered, "filed": filed, "said": said, "wall": watch.wall, "cpu": watch.cpu}

    def _counted(self) -> tuple[int, int, int]:
        return self.hotline.answered, len(self.hotline.filed), self.memory.sent


def main() -> None:
    """Answer until stdin ends."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    memory = Memory()
    hotline = Hotline(json.loads(Path(sys.argv[1]).read_bytes()))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(hotline.router())
    exchange.serve(Contestant(dispatcher, Bot("1001:memory", session=memory), hotline, memory, loop).prepare)


if __name__ == "__main__":
    main()
