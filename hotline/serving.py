"""Serving: the bot, the web chat and the worker, in one process or several, until it is asked to stop."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from hotline import acts, callers, learning, listening, outside, readying, renewing, settings, telegram
from hotline import metrics as metrics_of
from hotline.alarm import Alarm, Rules
from hotline.cleansing import Cleansing
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.errors import RolesApart
from hotline.health import Watch
from hotline.metrics import Metrics
from hotline.ringing import RingingWriter
from hotline.telegram import Username
from hotline.worker import Worker
from store import duties
from store.writer import Writer
from web.api.library import Library
from web.parts import Door, Parts, Probes, Showcase

ROLES = frozenset({"web", "bot", "worker"})
"""web: the chat. bot: takes updates of Telegram. worker: does what is due, and carries messages."""

IDLE = 30.0
"""Seconds for which the connection of a browser that asks for nothing more is kept."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some have: departments of the demonstration, and who is told that the doors are open."""

    demonstration: tuple[Showcase, ...] | None = None
    roles: frozenset[str] = ROLES
    ready: Callable[[Sequence[str]], None] = field(default=lambda addresses: None)


async def serve(composed: Composed, username: Username, extras: Extras) -> None:
    """Serve until SIGTERM or SIGINT; what is being written is finished first.

    Raises:
        DatabaseHeld: another process serves this database, and only one can.
        RolesApart: not all roles are wanted, and only one process can serve this database.
        TokenRefused: Telegram does not know the token.
        AddressRefused: nothing can listen at HOTLINE_LISTEN.
    """
    if extras.roles != ROLES and not composed.database.is_shared:
        raise RolesApart
    with composed.database.hold():
        loop = asyncio.get_running_loop()
        bell = asyncio.Event()
        writer = RingingWriter(composed.database, lambda: _ring(loop, bell))
        holder = f"{socket.gethostname()}-{os.getpid()}-{os.urandom(4).hex()}"
        try:
            if not composed.database.is_shared:  # nobody else can be working on them
                await asyncio.wrap_future(writer.submit(duties.release))
            await _serve(composed, username, extras, (writer, bell, holder))
            await asyncio.wrap_future(writer.submit(lambda tx: duties.release(tx, holder=holder)))
        finally:
            writer.close()


async def _serve(
    composed: Composed,
    username: Username,
    extras: Extras,
    writing: tuple[RingingWriter, asyncio.Event, str],
) -> None:
    writer, bell, holder = writing
    token = composed.settings.bot_token.get_secret_value()
    receives, carries = "bot" in extras.roles and bool(token), "worker" in extras.roles and bool(token)
    watch = Watch(composed.database, telegram=receives, commits=writer.commits)
    watch.lacks_token = "bot" in extras.roles and extras.roles != ROLES and not token
    watch.introduced = lambda: bool(username.name)
    delivery = Delivery(composed.house, lambda: datetime.now(UTC))
    metrics = Metrics(watch, delivery.tally, metrics_of.files(composed.settings.database))
    hook = telegram.hook_of(composed, username, writer, watch) if receives else None
    door = telegram.TelegramDoor(composed, username, writer, delivery, watch, hook, receives, carries)
    doors = {settings.path_of(composed.settings.webhook_url): hook.hear} if hook else {}
    async with _web(composed, writer, metrics, (extras, doors)) as addresses:
        rules = Rules(telegram=bool(token), leads=composed.database.leadership("alarm").held)
        alarm = Alarm(watch, writer, callers.of_house(composed, writer, delivery), rules)
        tasks = [asyncio.create_task(_asked_to_stop()), asyncio.create_task(alarm.run(), name="alarm")]
        if "worker" in extras.roles:
            delivery.carriers.update(outside.carriers(composed))
            worker = Worker(writer, composed.keys, holder=holder, bell=bell)
            worker.acts.update(acts.of_house(composed, delivery))
            worker.elsewhere = door.elsewhere if composed.database.is_shared else str
            tasks.append(asyncio.create_task(worker.run(), name="worker"))
        if receives or carries:
            tasks.append(asyncio.create_task(door.run(token), name="telegram"))
        if extras.roles != {"worker"}:
            tasks.append(asyncio.create_task(readying.run(composed.house), name="readying"))
            tasks.append(asyncio.create_task(renewing.run(composed.house.shelf), name="the directory"))
            heard = learning.run(composed.database, composed.house.shelf.learn)
            tasks.append(asyncio.create_task(heard, name="what was learned"))
        extras.ready(addresses)
        watch.open = True
        await _until_one_ends(tasks)
        watch.open = False
        await _ended(tasks)


async def _until_one_ends(tasks: Sequence[asyncio.Task[None]]) -> None:
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        await _ended(tasks)
        raise


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End what still runs; an error of what has ended by itself comes out."""
    done = [task for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


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
        second_step=extras.demonstration is None,
        library=Library(
            composed.settings.directory,
            lambda: composed.house.finder,
            lambda: composed.house.shelf.number,
        )
        if "web" in extras.roles
        else None,
        house=composed.house if "web" in extras.roles else None,
        is_chat_open="web" in extras.roles,
        doors=doors,
        clean=Cleansing().clean,
        probes=Probes(metrics.watch.ready, metrics.page, composed.settings.metrics_token.get_secret_value()),
    )
    from web import server  # here: all pages, half of a start; a process that listens nowhere goes without

    runner = web.AppRunner(server.application(parts), access_log=None, keepalive_timeout=IDLE)
    await runner.setup()
    try:
        yield await listening.listen(runner, listen)
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
