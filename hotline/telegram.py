"""Telegram's door: introduces itself, then receives, or carries, or both: whatever this process is there for.

Who asks for updates and who carries messages is decided by posts: one process at a time holds each of them.
Telegram itself allows no more (one getUpdates; 30 messages a second in all), and the pace can be kept only by
one.
"""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from bot import errors as bot_errors
from bot import menu, subscribing
from bot.carrier import Carrier
from bot.downloads import Downloads
from bot.intake import Intake
from bot.line import Line
from bot.receive import Habits, Receiver
from bot.webhook import Webhook
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.health import Watch
from hotline.posts import Post
from store.writer import Writer

CHANNEL = "telegram"

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Username:
    """The bot's name at Telegram, once it is known."""

    name: str = ""

    def link(self) -> str:
        """Give the address of our private chat, "" while the name is unknown."""
        return f"https://t.me/{self.name}" if self.name else ""


@dataclass(slots=True)
class TelegramDoor:
    """The door of one process. `receives` and `carries` say what it is there for."""

    composed: Composed
    username: Username
    writer: Writer
    delivery: Delivery
    watch: Watch
    hook: Webhook | None
    receives: bool = True
    carries: bool = True
    carrying: Post = field(init=False)

    def __post_init__(self) -> None:
        """Know the post of the carrier before anything is carried."""
        self.carrying = Post(self.composed.database.leadership("carrier"))

    def elsewhere(self) -> str:
        """Give the channel whose duties are left to another process; "" when we carry it."""
        return "" if self.carrying.held else CHANNEL

    async def run(self, token: str) -> None:
        """Be open until cancelled.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        url = self.composed.settings.telegram_url
        carrier, line = Carrier(url, token), Line(url, token)
        try:
            async with asyncio.TaskGroup() as work:
                if self.carries:
                    work.create_task(self.carrying.keep(self._waiting))
                self.username.name = await self._introduced(carrier)
                if self.carries:
                    self.delivery.carriers[CHANNEL] = carrier.carry
                    self.delivery.deleters[CHANNEL] = carrier.delete
                    self.delivery.fetchers[CHANNEL] = Downloads(line).fetch
                if self.receives:
                    work.create_task(menu.keep_trying(line))
                    work.create_task(self._receive(line))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group
        finally:
            await line.close()
            await carrier.stop()

    async def _waiting(self) -> None:
        """Hold the post of the carrier: the worker does the carrying."""
        await asyncio.Event().wait()

    async def _receive(self, line: Line) -> None:
        receiving = Post(self.composed.database.leadership("receiver"))
        if self.hook is not None:
            await self._be_brought(receiving, line, self.hook)
        else:
            await receiving.keep(lambda: self._poll(line))

    async def _poll(self, line: Line) -> None:
        receiver = Receiver(line, self.composed.reception, self.writer, habits(), self.username.name)
        self.watch.polling = receiver.polling
        await receiver.run()

    async def _be_brought(self, receiving: Post, line: Line, hook: Webhook) -> None:
        """Take what Telegram brings, to whichever process; one of them sees to the subscription."""
        told = self.composed.settings
        address = subscribing.Address(told.webhook_url, told.webhook_secret.get_secret_value())
        hook.answer_by(line)
        try:
            await receiving.keep(lambda: subscribing.keep_subscribed(line, address, hook.health, habits()))
        finally:
            await hook.close()

    async def _introduced(self, carrier: Carrier) -> str:
        """Give the bot's name; Telegram may be out of reach for as long as it likes."""
        for attempt in range(1_000_000):
            try:
                return await carrier.start()
            except bot_errors.Later as later:
                self.watch.polling.failures += 1
                pause = min(60.0, 2.0 ** min(attempt, 6)) * (0.5 + random.random() / 2)
                if later.after is not None:
                    pause = max(pause, later.after.total_seconds())
                _log.warning("telegram.unreachable", reason=later.reason, again_in=round(pause, 1))
                await asyncio.sleep(pause)
        raise bot_errors.LineBroken("Telegram was never reached")


def habits() -> Habits:
    """Give the clock and the chance of a running process."""
    return Habits(now=lambda: datetime.now(UTC), chance=random.random)


def hook_of(composed: Composed, username: Username, writer: Writer, watch: Watch) -> Webhook | None:
    """Give the webhook, which takes updates from the first moment on; None: we poll."""
    told = composed.settings
    if not told.webhook_url:
        return None
    intake = Intake(composed.reception, writer, habits())
    hook = Webhook(told.webhook_secret.get_secret_value(), intake, habits(), lambda: username.name)
    watch.polling, watch.webhook = hook.health, True
    return hook
