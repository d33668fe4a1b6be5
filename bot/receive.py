"""Long polling. Telegram is the inbox: an update is confirmed only when all it caused is on disk.

The next getUpdates carries the new offset, and thereby confirms; so the offset moves after the commit of the
whole batch and never before. Whatever happens in between, Telegram hands the batch out again, and the store
knows the update ids it has seen.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from bot import errors, updates
from bot.answers import Answers
from bot.inline import Inline
from bot.line import Line
from conversations.incoming import Incoming
from conversations.lookup.leaflets import Leaflets
from store import errors as store_errors
from store.transaction import Transaction
from store.writer import Writer

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 60.0  # seconds between two tries while Telegram or the disk is out of order
_GRACE = 15.0  # seconds on top of the long poll before we hang up ourselves


class Answer(Protocol):
    """What the conversation gives back to the door for one incoming."""

    @property
    def toast(self) -> str:
        """Short words to show on the pressed button."""


class Reception(Protocol):
    """Who hears what came in; `conversations.talk.Reception` is one."""

    def hear_all(self, tx: Transaction, incomings: Sequence[Incoming], now: datetime) -> Sequence[Answer]:
        """Hear all, in order, one answer each; a bad one is put aside there and never blocks the others."""

    def put_aside(
        self, tx: Transaction, update_id: int | None, raw: bytes, reason: str, now: datetime
    ) -> None:
        """Keep, sealed, what could not be read."""

    def leaflets(self, words: str, language: str, now: datetime) -> Leaflets:
        """Give what is offered for these words in any chat. Called beside everything else, in a thread."""


@dataclass(slots=True)
class Polling:
    """Health of the polling; written by the receiver, read by whoever watches over it."""

    last_poll_at: datetime | None = None  # Telegram answered
    last_update_at: datetime | None = None  # and brought something, which is on disk
    failures: int = 0  # in a row, up to now
    heard: int = 0  # updates taken since the start
    aside: int = 0  # of those that could not be read


@dataclass(frozen=True, slots=True)
class Habits:
    """Clock, chance and patience of a receiver."""

    now: Callable[[], datetime]
    chance: Callable[[], float]  # in [0, 1)
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    poll: int = 25  # seconds that Telegram may keep a poll open


class Receiver:
    """Receives for one bot. `polling` is its health."""

    def __init__(
        self, line: Line, reception: Reception, writer: Writer, habits: Habits, username: str
    ) -> None:
        self.polling = Polling()
        self._line = line
        self._reception = reception
        self._writer = writer
        self._habits = habits
        self._username = username
        self._answers = Answers(line)
        self._inline = Inline(line, reception.leaflets, habits.now)
        self._offset = 0
        self._hook_gone = False

    async def run(self) -> None:
        """Poll until cancelled. Network, Telegram and disk may fail: nothing is confirmed, and we try again.

        Raises:
            TokenRefused: Telegram does not know the token: trying again is no use.
        """
        try:
            while True:
                try:
                    await self._round()
                except (errors.LineError, store_errors.StoreUnavailable) as error:
                    await self._back_off(error)
                else:
                    self.polling.failures = 0
        finally:
            await self._answers.close()
            await self._inline.close()

    async def _round(self) -> None:
        if not self._hook_gone:
            await self._line.ask("deleteWebhook", {"drop_pending_updates": False})
            self._hook_gone = True
            self.polling.last_poll_at = self._habits.now()  # Telegram answers: the first poll may take long
        fields = {
            "offset": self._offset,
            "timeout": self._habits.poll,
            "allowed_updates": list(updates.ALLOWED),
        }
        body = await self._line.ask("getUpdates", fields, seconds=self._habits.poll + _GRACE)
        batch = updates.read_answer(body, self._username)
        now = self._habits.now()
        self.polling.last_poll_at = now
        if batch.last is not None:
            if batch.incomings or batch.unreadable:  # for inline queries alone nothing is written
                await self._keep(batch, now)
            self._offset = batch.last + 1
            self.polling.last_update_at = now
            for query in batch.queries:
                self._inline.take(query)
        elif batch.unreadable:  # without a number nothing can be confirmed: not to be kept again and again
            raise errors.LineBroken("updates without update_id")

    async def _keep(self, batch: updates.Batch, now: datetime) -> None:
        def unit(tx: Transaction) -> Sequence[Answer]:
            for bad in batch.unreadable:
                self._reception.put_aside(tx, bad.update_id, bad.raw, bad.reason, now)
            return self._reception.hear_all(tx, batch.incomings, now)

        # Shielded: cancelled here, the commit still ends on its own; the batch is then handed out again.
        heard = await asyncio.shield(asyncio.wrap_future(self._writer.submit(unit, shared=True)))
        self.polling.heard += len(heard)
        self.polling.aside += len(batch.unreadable)
        for bad in batch.unreadable:
            log.error("update.put_aside", update=bad.update_id, reason=bad.reason)
        for incoming, answer in zip(batch.incomings, heard, strict=True):
            if incoming.query:
                self._answers.give(incoming.query, answer.toast)

    async def _back_off(self, error: errors.LineError | store_errors.StoreUnavailable) -> None:
        self.polling.failures += 1
        seconds = min(LONGEST_PAUSE, 2.0 ** min(self.polling.failures - 1, 6))
        seconds *= 0.5 + self._habits.chance() / 2  # jitter: many bots must not come back at one stroke
        if isinstance(error, errors.LineBusy):
            seconds = max(seconds, error.after.total_seconds())
        if isinstance(error, errors.LineConflict):
            self._hook_gone = False  # perhaps a webhook was set behind our back
        log.warning(
            "telegram.poll_failed",
            kind=type(error).__name__,
            reason=str(error),
            failures=self.polling.failures,
            again_in=round(seconds, 1),
        )
        await self._habits.pause(seconds)
