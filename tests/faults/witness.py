"""A Telegram that looks into the bot's database whenever something is confirmed to it."""

from random import Random
from typing import Any

from tests.doubles.telegram import Telegram
from tests.faults.archive import Archive
from tests.faults.deck import WELL, Deck

Json = dict[str, Any]


SINK = {WELL: 8, "500": 1, "drop": 1}
"""Of ten messages to departments one is refused, and one arrives while the answer is lost (R2)."""


class Witness(Telegram):
    """Counts requests, and notes every update that is confirmed while it is not on disk.

    With a `chance`, what is said to departments meets with the faults of `SINK`.
    """

    def __init__(self, chance: Random | None = None) -> None:
        super().__init__()
        self.sink = Deck(SINK, chance, first=("500", "drop")) if chance else Deck({WELL: 1}, Random(0))
        self.asked = 0  # all of them, polls included
        self.confirmations = 0
        self.hasty: list[int] = []  # updates confirmed too early
        self.archive: Archive | None = None
        self._checked = 0

    def handed_out(self) -> set[int]:
        """Give the updates that the bot has in hand: handed out and not confirmed."""
        with self.changed:
            return {
                number
                for number, delivery in self.deliveries.items()
                if delivery.handed_out and delivery.confirmed_at is None
            }

    def confirmed(self) -> set[int]:
        """Give the updates that Telegram has forgotten, because the bot said that it has them."""
        with self.changed:
            deliveries = self.deliveries.items()
            return {number for number, delivery in deliveries if delivery.confirmed_at is not None}

    def has_struck(self) -> bool:
        """Tell whether departments' messages have met with every fault there is for them."""
        return all(self.sink.drawn[fate] for fate in SINK)

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        """Look before the emulator takes the offset as a confirmation (called by the package)."""
        with self.changed:
            self.asked += 1
            self.changed.notify_all()
        if method == "sendMessage" and int(fields.get("chat_id") or 0) < 0:
            if fate := self.sink.draw():
                self.fault(fate, method, chat=int(fields["chat_id"]))
        elif method == "getUpdates":
            self._look(int(fields.get("offset") or 0))
        return super().validate(method, fields, uploads)

    def brought(self) -> None:
        """Count what is brought to the webhook as a request, too."""
        self.asked += 1

    def confirmed_by_webhook(self, number: int) -> None:
        """Look before the emulator forgets the update."""
        self._compare({number})

    def _look(self, offset: int) -> None:
        with self.changed:
            confirmed = {number for number in self.deliveries if self._checked <= number < offset}
        self._checked = max(self._checked, offset)
        self._compare(confirmed)

    def _compare(self, confirmed: set[int]) -> None:
        if not confirmed or self.archive is None:
            return
        self.confirmations += 1
        self.hasty += sorted(confirmed - self.archive.seen(confirmed))
