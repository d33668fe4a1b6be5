"""The picture of the week: counted, drawn once for each language, and handed to the outbox."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cases.statistics import weeks
from cases.statistics.weeks import Week
from conversations import weekly
from conversations.house import House
from hotline.outcome import Outcome, Settled
from store.database import Database
from store.duties import Claimed
from store.transaction import Transaction
from web.figures import week as drawing


@dataclass(frozen=True, slots=True)
class Weekly:
    """Acts on duties of kind "week": from then on it stays what was told of that week."""

    house: House
    database: Database
    now: Callable[[], datetime]

    async def act(self, duty: Claimed) -> Outcome:
        """Tell the coordinators of the week before the Monday of the duty, if that is not too long ago."""
        told, pictures = await asyncio.to_thread(self._drawn, date.fromisoformat(duty.payload.decode()))

        def unit(tx: Transaction) -> None:
            weeks.keep(tx, told)
            weekly.send(tx, self.house, told, pictures, key=duty.key, now=self.now())

        return Settled(unit)

    def _drawn(self, monday: date) -> tuple[Week, Mapping[str, bytes]]:
        with self.database.reading() as tx:
            told = weeks.count(tx, weeks.before(monday))
            before = weeks.told(tx, until=told.monday, most=drawing.MOST - 1)
            asked = {one.language for one in weekly.receivers(tx, self.house)}
        due = weekly.due(monday, self.house.office_at(self.now()).law)
        if self.now() >= due + weekly.LATEST:
            return told, {}
        return told, {one: drawing.draw(self.house, one, (told, *before)) for one in sorted(asked)}
