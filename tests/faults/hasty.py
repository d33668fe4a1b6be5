"""A receiver as bots commonly have it: it confirms first and works afterwards. It must lose updates."""

import asyncio
from datetime import datetime

from bot import updates
from bot.receive import Receiver


class Hasty(Receiver):
    """The offset moves before the commit: the one line that the house must never have."""

    _later: set[asyncio.Task[None]] | None = None

    async def _keep(self, batch: updates.Batch, now: datetime) -> None:
        self._later = self._later or set()
        task = asyncio.create_task(super()._keep(batch, now))
        self._later.add(task)
        task.add_done_callback(self._later.discard)
