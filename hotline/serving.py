"""Serving: the bot, the web chat and the worker in one process, until it is asked to stop."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from aiohttp import web

from bot import errors as bot_errors
from bot import menu, subscribing
from bot.carrier import Carrier
from bot.downloads import Downloads
from bot.intake import Intake
from bot.line import Line
from bot.receive import Habits, Receiver
from bot.webhook import Webhook
from hotline import acts, settings
from hotline import metrics as metrics_of
from hotline.cleansing import Cleansing
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.health import Watch
from hotline.metrics import Metrics
from hotline.ringing import RingingWriter
from hotline.worker import Worker
from store import duties
from store.writer import Writer
from web import server
from web.parts import Door, Parts, Probes, Showcase

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Username:
    """The bot's name at Telegram, once it is known."""

    name: str = ""

    def link(self) -> str:
        """Give the address of our private chat, "" while the name is unknown."""
        return f"https://t.me/{self.name}" if self.name else ""


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some have: departments of the demonstration, and who is told that the doors are open."""

    demonstration: tuple[Showcase, ...] | None = None
    ready: Callable[[Sequence[str]], None] = field(default=lambda addresses: None)


async def serve(composed: Composed, username: Username, extras: Extras) -> None:
    """Serve until SIGTERM or SIGINT; what is being written is finished first.

    Raises:
        DatabaseHeld: another process serves this database.
        TokenRefused: Telegram does not know the token.
    """
    with composed.database.hold():
        loop = asyncio.get_running_loop()
        bell = asyncio.Event()
        writer = RingingWriter(composed.database, lambda: _ring(loop, bell))
        try:
            await asyncio.wrap_future(writer.submit(duties.release))
            await _serve(composed, username, extras, (writer, bell))
        finally:
            writer.close()


async def _serve(
    composed: Composed, username: Username, extras: Extras, writing: tuple[RingingWriter, asyncio.Event]
) -> None:
    writer, bell = writing
    token = composed.settings.bot_token.get_secret_value()
    watch = Watch(composed.database, telegram=bool(token), commits=writer.commits)
    watch.introduced = lambda: bool(username.name)
    delivery = Delivery(composed.house, lambda: datetime.now(UTC))
    metrics = Metrics(watch, delivery.tally, metrics_of.files(composed.settings.database))
    worker = Worker(writer, composed.keys, holder=f"process-{os.getpid()}", bell=bell)
    worker.acts.update(acts.of_house(composed, delivery))
    hook = _hook(composed, username, writer, watch) if token else None
    doors = {settings.path_of(composed.settings.webhook_url): hook.hear} if hook else {}
    async with _web(composed, writer, metrics, (extras, doors)) as addresses:
        tasks = [asyncio.create_task(worker.run(), name="worker"), asyncio.create_task(_asked_to_stop())]
        if token:
            telegram = _Telegram(composed, username, writer, delivery, watch, hook)
            tasks.append(asyncio.create_task(telegram.run(token), name="telegram"))
        extras.ready(addresses)
        watch.open = True
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            watch.open = False
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(slots=True)
class _Telegram:
    """Telegram's door: introduces itself, then receives and carries until cancelled."""

    composed: Composed
    username: Username
    writer: Writer
    delivery: Delivery
    watch: Watch
    hook: Webhook | None

    async def run(self, token: str) -> None:
        url = self.composed.settings.telegram_url
        carrier, line = Carrier(url, token), Line(url, token)
        try:
            self.username.name = await self._introduced(carrier)
            self.delivery.carriers["telegram"] = carrier.carry
            self.delivery.deleters["telegram"] = carrier.delete
            self.delivery.fetchers["telegram"] = Downloads(line).fetch
            described = asyncio.create_task(menu.keep_trying(line))
            try:
                await (self._be_brought(line, self.hook) if self.hook else self._poll(line))
            finally:
                described.cancel()
        finally:
            await line.close()
            await carrier.stop()

    async def _poll(self, line: Line) -> None:
        receiver = Receiver(line, self.composed.reception, self.writer, _habits(), self.username.name)
        self.watch.polling = receiver.polling
        await receiver.run()

    async def _be_brought(self, line: Line, hook: Webhook) -> None:
        told = self.composed.settings
        address = subscribing.Address(told.webhook_url, told.webhook_secret.get_secret_value())
        hook.answer_by(line)
        try:
            await subscribing.keep_subscribed(line, address, hook.health, _habits())
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


def _habits() -> Habits:
    return Habits(now=lambda: datetime.now(UTC), chance=random.random)


def _hook(composed: Composed, username: Username, writer: Writer, watch: Watch) -> Webhook | None:
    """Give the webhook, which takes updates from the first moment on; None: we poll."""
    told = composed.settings
    if not told.webhook_url:
        return None
    intake = Intake(composed.reception, writer, _habits())
    hook = Webhook(told.webhook_secret.get_secret_value(), intake, _habits(), lambda: username.name)
    watch.polling, watch.webhook = hook.health, True
    return hook


@asynccontextmanager
async def _web(
    composed: Composed, writer: Writer, metrics: Metrics, more: tuple[Extras, Mapping[str, Door]]
) -> AsyncIterator[list[str]]:
    """The web chat and the other doors; gives the addresses. Without HOTLINE_LISTEN there are none."""
    extras, doors = more
    listen = composed.settings.listen
    if not listen:
        yield []
        return
    parts = Parts(
        composed.reception,
        writer,
        composed.database,
        composed.keys,
        metrics.watch.look,
        public_url=composed.settings.public_url,
        demonstration=extras.demonstration,
        doors=doors,
        clean=Cleansing().clean,
        probes=Probes(metrics.watch.ready, metrics.page, composed.settings.metrics_token.get_secret_value()),
    )
    runner = web.AppRunner(server.application(parts), access_log=None)
    await runner.setup()
    try:
        host, _, port = listen.rpartition(":")
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        await site.start()
        yield [f"http://{name[0]}:{name[1]}" for name in runner.addresses]
    finally:
        await runner.cleanup()


async def _asked_to_stop() -> None:
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    await asked.wait()


def _ring(loop: asyncio.AbstractEventLoop, bell: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(bell.set)
