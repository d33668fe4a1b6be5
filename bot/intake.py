"""What comes in at one time is kept together: one unit, one commit, and nobody hears "received" before it.

One unit at a time: what arrives while it is written waits for the next. So everything keeps the order in
which it came, in one chat and in all, and the more comes at once, the less each costs.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.receive import Answer, Habits, Reception
from bot.updates import Unreadable
from conversations.incoming import Incoming
from store.transaction import Transaction
from store.writer import Writer

MOST = 64  # updates of one unit; the writer puts as many units into one commit

MOMENT = 0.001  # seconds; of a commit it is a small part

Came = Incoming | Unreadable


@dataclass(slots=True)
class _Waiting:
    came: Came
    kept: asyncio.Future[str]


class Intake:
    """Keeps what comes in beside each other. To be used in one event loop."""

    def __init__(
        self, reception: Reception, writer: Writer, habits: Habits, *, moment: float = MOMENT
    ) -> None:
        """`moment`: so many seconds after whoever came last the others are waited for."""
        self.reception = reception
        self._writer = writer
        self._habits = habits
        self._moment = moment
        self._waiting: list[_Waiting] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, came: Came) -> str:
        """Give the toast of the answer, when everything that `came` caused is on the disk.

        Raises:
            StoreUnavailable, WriterClosed: nothing was kept, neither of this nor of what waited behind it,
                so that nothing overtakes it.
        """
        waiting = _Waiting(came, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_all())
        return await waiting.kept

    async def _keep_all(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                together, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                try:
                    toasts = await self._written([one.came for one in together])
                except Exception as error:  # noqa: BLE001 – it goes to everybody who waits for it
                    together += self._waiting
                    self._waiting = []
                    _fail(together, error)
                else:
                    _tell(together, toasts)
        finally:
            self._keeping = None

    async def _gather(self) -> None:
        """Wait for a moment, and for another as long as a moment brings somebody more.

        So the answers of the unit before are out, and what lies ready is read, before the writer begins to
        work: while it does, whatever is sent or read here may have to wait for its thread.
        """
        before = 0
        while before < len(self._waiting) < MOST:
            before = len(self._waiting)
            await asyncio.sleep(self._moment)

    async def _written(self, came: Sequence[Came]) -> list[str]:
        now = self._habits.now()
        readable = [one for one in came if isinstance(one, Incoming)]

        def unit(tx: Transaction) -> Sequence[Answer]:
            for bad in came:
                if isinstance(bad, Unreadable):
                    self.reception.put_aside(tx, bad.update_id, bad.raw, bad.reason, now)
            return self.reception.hear_all(tx, readable, now)

        heard = iter(await asyncio.wrap_future(self._writer.submit(unit, shared=True)))
        return [next(heard).toast if isinstance(one, Incoming) else "" for one in came]


def _tell(together: Sequence[_Waiting], toasts: Sequence[str]) -> None:
    for one, toast in zip(together, toasts, strict=True):
        if not one.kept.done():  # whoever waited may have hung up
            one.kept.set_result(toast)


def _fail(together: Sequence[_Waiting], error: Exception) -> None:
    for one in together:
        if not one.kept.done():
            one.kept.set_exception(error)
