"""Carries one saying to its Telegram chat: as plain text, at a pace that Telegram allows."""

import asyncio
import os
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot import errors, keyboards, lengths, secrecy, troubles
from bot.pacing import Pacing
from conversations.message import Message, Pin
from conversations.saying import Saying

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAKEN = (
    "✓"  # when a keyboard is taken away and other buttons are shown: a message can do only one of the two
)

AT_ONCE = 100  # Bot API, deleteMessages.message_ids: 1-100
_FILE_NAME = "picture.png"  # Telegram asks for one; nobody sees it
_IS_GONE = "message to delete not found"

T = TypeVar("T")
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


@dataclass(frozen=True, slots=True)
class Carried:
    """The saying arrived; `message_id` is the message that carries its buttons (None: a chat was left,
    or a message stays as it is).

    `messages`: every message of the chat that it is made of.
    """

    message_id: int | None
    messages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long the carrier waits, and by which clock."""

    answer: float = 20.0  # seconds for Telegram's answer
    turn: float = 5.0  # seconds for a turn in the chat; longer: the saying is given back
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


class Carrier:
    """Telegram's Bot API for what we say. `start` before the first saying, `stop` after the last."""

    def __init__(self, url: str, token: str, *, waiting: Waiting | None = None) -> None:
        """`url` is https://api.telegram.org or a stand-in for it."""
        secrecy.hush()
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB's switch for its own future; without, it warns
        self._token = token
        self._waiting = waiting or Waiting()
        self._pacing = Pacing()
        base = url.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(
                connection_pool_size=32, read_timeout=self._waiting.answer, pool_timeout=10.0
            ),
            get_updates_request=_never_used(),
        )

    async def start(self) -> str:
        """Introduce ourselves to Telegram; gives the bot's username, for links such as t.me/username?start=…

        Raises:
            TokenRefused: Telegram does not know the token.
            Later: Telegram cannot be reached.
        """
        await self._try(self._bot.initialize)
        return self._bot.username

    async def stop(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def carry(self, saying: Saying) -> Carried:
        """Send, change or – when the message is empty – leave the chat.

        A text over 4096 units goes as several messages, buttons under the last.

        Raises:
            Refused: it will never arrive.
            Later: try again.
            Moved: the group has a new chat id.
            TokenRefused: Telegram does not know the token.
            ButtonUnfit: a button that Telegram would refuse; nothing was sent.
        """
        chat, message = saying.address.chat, saying.message
        parts = lengths.cut(message.text)
        if not parts:
            await self._leave(chat)
            return Carried(None)
        under, below = keyboards.under(message), keyboards.below(message)
        await self._turn(chat, patience=self._waiting.turn)
        if message.pin is not None:
            number = await self._send_pin(chat, message.pin, under, protect=message.protect)
            return Carried(number, (number,))
        if message.picture:
            number = await self._send_picture(chat, message, under)
            return Carried(number, (number,))
        if message.replaces is not None and len(parts) == 1 and below is None:
            if await self._change(chat, message.replaces, parts[0], under):
                return Carried(message.replaces, (message.replaces,))
            if message.stays:
                return Carried(None)
            await self._turn(chat)
        sent = await self._send_all(chat, _pieces(message, parts, under, below), protect=message.protect)
        return Carried(sent[-1], sent)

    async def delete(self, chat: str, messages: Sequence[int]) -> tuple[int, ...]:
        """Delete messages of a private chat, theirs and ours; gives those that Telegram refuses to delete.

        What is gone already is passed over; what is older than 48 hours is refused (Bot API, deleteMessage).

        Raises:
            Refused: the chat itself is out of reach.
            Later, Moved, TokenRefused: as `carry`; deleting the same again does no harm.
        """
        stayed: tuple[int, ...] = ()
        for start in range(0, len(messages), AT_ONCE):
            stayed += await self._delete(chat, tuple(messages[start : start + AT_ONCE]))
        return stayed

    async def _delete(self, chat: str, messages: tuple[int, ...]) -> tuple[int, ...]:
        """Delete up to 100; where Telegram refuses them together, each half is tried alone."""
        await self._silence(chat)
        try:
            await self._try(lambda: self._bot.delete_messages(int(chat), messages), chat)
        except errors.Refused as refused:
            if refused.gone:
                raise
            if len(messages) == 1:
                return () if _IS_GONE in refused.reason.lower() else messages
        else:
            return ()
        half = len(messages) // 2
        return await self._delete(chat, messages[:half]) + await self._delete(chat, messages[half:])

    async def _send_all(
        self, chat: str, pieces: list[tuple[str, Markup]], *, protect: bool
    ) -> tuple[int, ...]:
        sent: tuple[int, ...] = ()
        for index, (text, markup) in enumerate(pieces):
            try:
                if index:
                    await self._turn(chat)
                sent = (*sent, await self._send(chat, text, markup, protect=protect))
            except errors.Later as later:
                if not index:
                    raise
                # What came before is out: the whole may be seen twice.
                raise errors.Later(later.reason, after=later.after, doubtful=True, sent=sent) from None
        return sent

    async def _send(self, chat: str, text: str, markup: Markup, *, protect: bool) -> int:
        sent = await self._try(
            lambda: self._bot.send_message(
                chat_id=int(chat),
                text=text,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
                protect_content=protect or None,
            ),
            chat,
        )
        return sent.message_id

    async def _send_pin(self, chat: str, pin: Pin, markup: Markup, *, protect: bool) -> int:
        sent = await self._try(
            lambda: self._bot.send_venue(
                int(chat),
                pin.latitude,
                pin.longitude,
                pin.title,
                pin.address,
                reply_markup=markup,
                protect_content=protect or None,
            ),
            chat,
        )
        return sent.message_id

    async def _send_picture(self, chat: str, message: Message, markup: Markup) -> int:
        """Send a picture with its text below; of a text that is too long for that, the beginning."""
        sent = await self._try(
            lambda: self._bot.send_photo(
                int(chat),
                message.picture,
                caption=lengths.cut(message.text, lengths.CAPTION)[0],
                filename=_FILE_NAME,
                reply_markup=markup,
                protect_content=message.protect or None,
            ),
            chat,
        )
        return sent.message_id

    async def _change(
        self, chat: str, message_id: int, text: str, under: InlineKeyboardMarkup | None
    ) -> bool:
        """Change a message; False: it is out of reach, a new one must be sent."""
        try:
            await self._bot.edit_message_text(
                text, int(chat), message_id, reply_markup=under, link_preview_options=_NO_PREVIEW
            )
        except TelegramError as error:
            if troubles.is_unchanged(error):
                return True
            if troubles.is_uneditable(error):
                return False
            trouble = self._meaning(error, chat)
        else:
            return True
        raise trouble

    async def _leave(self, chat: str) -> None:
        await self._silence(chat)
        await self._try(lambda: self._bot.leave_chat(int(chat)), chat)

    async def _turn(self, chat: str, patience: float | None = None) -> None:
        waiting = self._waiting
        while (seconds := self._pacing.wait_for(chat, waiting.clock())) > 0:
            if patience is not None and seconds > patience:
                raise errors.Later("pace of the chat", after=timedelta(seconds=seconds))
            await waiting.pause(seconds)
        self._pacing.take(chat, waiting.clock())

    async def _silence(self, chat: str) -> None:
        """Wait as long as Telegram has asked us to about this chat; longer than for a turn: give it back."""
        waiting = self._waiting
        while (seconds := self._pacing.silence(chat, waiting.clock())) > 0:
            if seconds > waiting.turn:
                raise errors.Later("asked to slow down", after=timedelta(seconds=seconds))
            await waiting.pause(seconds)

    async def _try(self, request: Callable[[], Awaitable[T]], chat: str = "") -> T:
        try:
            return await request()
        except TelegramError as error:
            trouble = self._meaning(error, chat)
        raise trouble  # outside the except block: PTB's errors may hold the token, and would be chained

    def _meaning(self, error: TelegramError, chat: str) -> errors.BotError:
        trouble = troubles.meaning(error, self._token)
        if isinstance(trouble, errors.Later) and trouble.after is not None:
            self._pacing.hold(chat, trouble.after.total_seconds(), self._waiting.clock())
        return trouble


def _never_used() -> HTTPXRequest:
    """Give PTB a line for getUpdates, which `bot.line` asks: one that trusts nobody.

    PTB's own would read the list of all authorities a second time, some 70 ms of every start.
    """
    return HTTPXRequest(httpx_kwargs={"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)})


def _pieces(
    message: Message, parts: list[str], under: InlineKeyboardMarkup | None, below: Markup
) -> list[tuple[str, Markup]]:
    """Lay out the messages to send: a message carries one keyboard only, the last one carries the buttons."""
    pieces: list[tuple[str, Markup]] = [(part, None) for part in parts]
    if under is not None and below is not None and len(pieces) == 1:
        pieces.insert(0, (message.place_button or _TAKEN, below))
    elif below is not None:
        pieces[0] = (pieces[0][0], below)
    if under is not None:
        pieces[-1] = (pieces[-1][0], under)
    return pieces
