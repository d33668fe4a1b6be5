"""The queue of updates that the emulated Telegram keeps for the bot, with a record of what became of each."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lo_bot_api_emulator import updates as package  # type: ignore[import-untyped]

from tests.doubles.bringing import Bringer

if TYPE_CHECKING:
    from tests.doubles.telegram import Telegram

Json = dict[str, Any]
package.KINDS = package.ALLOWED_UPDATE_TYPES  # every kind can be handed in, not only the package's three


@dataclass(slots=True)
class Delivery:
    """What became of one update."""

    update: Json
    queued_at: float
    handed_out: int = 0
    confirmed_at: float | None = None  # by an offset beyond it, or by 200


class Inbox(package.UpdateQueues):  # type: ignore[misc]
    """As the package's queues; besides, kinds outside allowed_updates are not kept, and all is recorded."""

    def __init__(self, telegram: "Telegram", record: Callable[[object], None]) -> None:
        super().__init__(record=record, max_updates=1_000_000, insecure_webhooks=True)
        self._telegram = telegram
        self._one_by_one = asyncio.Lock()  # two that come at once must not get the same number
        self._bringers: dict[str, Bringer] = {}
        self.answered: list[int] = []  # what the webhook answered, in order
        self.last_failure: Json = {}  # as WebhookInfo tells of the last attempt in vain

    async def enqueue(self, token: str, update: Json) -> int | None:
        """Keep an update for the bot; None: the bot does not want this kind."""
        async with self._one_by_one:
            return await self._enqueue(token, update)

    async def _enqueue(self, token: str, update: Json) -> int | None:
        state = self._state(token)
        kind = next(key for key in update if key != "update_id")
        if state.allowed and kind not in state.allowed:
            return None
        number = max(int(update.get("update_id", 0)), int(state.next_id), 1000)
        update = {**update, "update_id": number}
        with self._telegram.changed:
            self._telegram.deliveries[number] = Delivery(update, time.monotonic())
        await super().enqueue(token, update)
        return number

    async def poll(
        self, token: str, fields: Json, *, disconnected: Callable[[], bool] | None = None
    ) -> list[Json]:
        """Hand out what waits; an offset confirms what lies before it."""
        state, offset = self._state(token), int(fields.get("offset") or 0)
        with self._telegram.changed:
            self._telegram.polls += 1
            if not state.url and not state.polling:
                for item in state.updates:
                    if item["update_id"] < offset:
                        self._telegram.deliveries[item["update_id"]].confirmed_at = time.monotonic()
            self._telegram.changed.notify_all()
        items: list[Json] = await super().poll(token, fields, disconnected=disconnected)
        with self._telegram.changed:
            for item in items:
                self._telegram.deliveries[item["update_id"]].handed_out += 1
            self._telegram.changed.notify_all()
        return items

    async def deliver(self, token: str) -> int:
        """Start to bring what waits to the webhook, if there is one (called by the package)."""
        self._bringers.setdefault(token, Bringer(self, token)).bring()
        return 0

    def info(self, token: str) -> Json:
        """Give WebhookInfo, with the last attempt that was in vain."""
        return {**super().info(token), **self.last_failure}

    def failed(self, reason: str) -> None:
        """Note that an update could not be brought."""
        with self._telegram.changed:
            self.last_failure = {"last_error_date": int(time.time()), "last_error_message": reason}
            self._telegram.changed.notify_all()

    async def give_up(self) -> None:
        """Bring nothing any more."""
        for bringer in self._bringers.values():
            await bringer.stop()

    def state(self, token: str) -> Any:
        """Give what is kept for a token."""
        return self._state(token)

    def handing_out(self, number: int) -> None:
        """Note that the bot is about to have this update in hand."""
        with self._telegram.changed:
            self._telegram.deliveries[number].handed_out += 1
            self._telegram.changed.notify_all()

    def brought(self) -> None:
        """Note that somebody is there and hears an update."""
        with self._telegram.changed:
            self._telegram.brought()
            self._telegram.changed.notify_all()

    def not_handed_out(self, number: int) -> None:
        """Note that nobody was there to take it."""
        with self._telegram.changed:
            self._telegram.deliveries[number].handed_out -= 1

    def taken(self, update: Json) -> None:
        """Forget an update: the bot has said that it has it."""
        number = update["update_id"]
        self._telegram.confirmed_by_webhook(number)
        with self._telegram.changed:
            self._telegram.deliveries[number].confirmed_at = time.monotonic()
            self._telegram.changed.notify_all()
        self._state(self._telegram.token).updates.remove(update)
