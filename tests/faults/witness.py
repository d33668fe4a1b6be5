"""A Telegram that looks into the bot's database whenever something is confirmed to it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.doubles.telegram import Telegram

Json = dict[str, Any]


class Witness(Telegram):
    """Counts requests, and notes every update that is confirmed while it is not on disk."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0  # all of them, polls included
        self.confirmations = 0
        self.hasty: list[int] = []  # updates confirmed too early
        self.database: Path | None = None
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

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        """Look before the emulator takes the offset as a confirmation (called by the package)."""
        with self.changed:
            self.asked += 1
            self.changed.notify_all()
        if method == "getUpdates":
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
        if not confirmed or self.database is None:
            return
        self.confirmations += 1
        # Opened for each look: a connection that stays would keep the next life from recovering the file.
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as reading:
            lowest = "SELECT update_id FROM update_seen WHERE update_id >= ?"
            seen = {number for (number,) in reading.execute(lowest, (min(confirmed),))}
        self.hasty += sorted(confirmed - seen)
