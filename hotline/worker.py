"""The worker: claims duties that are due, has them acted on, settles or defers them. It never gives up.

Messages of one chat keep their order; different chats do not wait for each other. A duty whose process died
comes back when its lease runs out, or at the next start, and is carried again, marked as a repeat where that
matters.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog

from bot import errors as bot_errors
from hotline import housekeeping
from hotline.outcome import Act, Deferred, Outcome, Settled
from hotline.ringing import RingingWriter
from store import duties
from store.duties import Claimed
from store.errors import StoreUnavailable
from store.seal import Keys
from store.transaction import Transaction

T = TypeVar("T")

AT_ONCE = 32
"""Chats that are served at the same time."""
REST = 1.0
"""Seconds after which the worker looks again even when nobody rang: duties become due by themselves."""
BREATH = 2.0
"""Times as long as a search that found work took, none begins: a backlog leaves room to others. After one
that found nothing the next begins with the bell: what is filed then is told to its department at once."""
LONGEST_BREATH = 0.5
NOBODY_YET = timedelta(seconds=5)
HOUSEKEEPING = timedelta(hours=1)
BEGIN, END = 1 / 2, 9 / 10
"""Shares of a lease: what has not begun by then is given back; what has not ended by then is broken off.

Between them lies Telegram's answer (20 s at most), after them the writing down.
"""
_NOBODY = Deferred("nobody acts on this", NOBODY_YET, doubtful=False, apart=True)
_TOO_SLOW = Deferred("too slow")

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Worker:
    """Does what is due. `acts` are found by the kind of a duty, whole ("hide:telegram") or up to its colon.

    They may be filled in later: a duty that nobody can act on yet waits.
    """

    writer: RingingWriter
    keys: Keys
    holder: str
    acts: dict[str, Act] = field(default_factory=dict)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    elsewhere: Callable[[], str] = str  # the channel that another process carries now; "": none
    _lanes: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Work until cancelled.

        Raises:
            TokenRefused: Telegram does not know the token: nothing will ever be carried.
        """
        swept = self.now() - HOUSEKEEPING
        try:
            while True:
                if self.now() >= swept + HOUSEKEEPING:
                    await self._sweep()
                    swept = self.now()
                if not await self._round():
                    await self._rest()
        finally:
            for lane in self._lanes:
                lane.cancel()

    async def _round(self) -> bool:
        """Claim what is due and begin to carry it; False when nothing was."""
        for done in [lane for lane in self._lanes if lane.done()]:
            self._lanes.discard(done)
            done.result()
        self.bell.clear()  # before anything else: to wait for a bell that has rung is not to wait at all
        room = AT_ONCE - len(self._lanes)
        if room <= 0:
            return False
        clock = asyncio.get_running_loop().time
        begun, claimed_at = clock(), self.now()
        try:
            claimed = await self._claim(room)
        except StoreUnavailable:
            _log.error("worker.store_unavailable")
            await asyncio.sleep(REST)
            return False
        for lane in _by_lane(claimed):
            task = asyncio.create_task(self._carry_lane(lane, claimed_at))
            task.add_done_callback(lambda _: self.bell.set())
            self._lanes.add(task)
        if claimed:
            await asyncio.sleep(min(LONGEST_BREATH, BREATH * (clock() - begun)))
        return bool(claimed)

    async def _claim(self, room: int) -> list[Claimed]:
        """Search in a view, so that hearing need not wait for it; then claim what was found."""
        now, elsewhere = self.now(), self.elsewhere()

        def search() -> list[int]:
            with self.writer.database.reading() as view:
                return duties.find(view, now=now, limit=room, elsewhere=elsewhere)

        found = await asyncio.to_thread(search)
        if not found:
            return []
        return await self._write(
            lambda tx: duties.claim(tx, self.keys, now=self.now(), holder=self.holder, found=found),
            shared=True,
        )

    async def _rest(self) -> None:
        """Wait for the bell; not by `wait_for`, which can lose a cancellation that comes with the bell."""
        try:
            async with asyncio.timeout(REST):
                await self.bell.wait()
        except TimeoutError:
            return

    async def _carry_lane(self, lane: list[Claimed], claimed_at: datetime) -> None:
        """Carry the duties of one chat in order; when one has to wait, so do those after it.

        Nothing is carried under a lease that has ended: another may have it by then.
        """
        for number, duty in enumerate(lane):
            if number and self.now() >= claimed_at + duties.LEASE * BEGIN:
                await self._hold_back(lane[number:])
                return
            try:
                going_on = await self._carry(duty, claimed_at + duties.LEASE * END)
            except StoreUnavailable:
                going_on = False  # carried perhaps, not settled: its lease will run out
            except bot_errors.TokenRefused:
                raise
            except Exception as error:  # noqa: BLE001 – one bad duty must not stop those of everybody else
                _log.error("duty.failed", duty=duty.id, kind=duty.kind, error=type(error).__name__)
                going_on = await self._failed(duty, type(error).__name__)
            if not going_on:
                await self._hold_back(lane[number + 1 :])
                return

    async def _carry(self, duty: Claimed, until: datetime) -> bool:
        act = self.acts.get(duty.kind) or self.acts.get(duty.kind.partition(":")[0])
        outcome = await self._acted(act, duty, until) if act else _NOBODY
        if isinstance(outcome, Deferred):
            await self._defer(duty, outcome)
            return False
        await self._settle(duty, outcome)
        return True

    async def _acted(self, act: Act, duty: Claimed, until: datetime) -> Outcome:
        """Give what came of it; broken off at `until`, it may have been carried out or not."""
        try:
            async with asyncio.timeout((until - self.now()).total_seconds()) as limit:
                return await act(duty)
        except TimeoutError:
            if limit.expired():
                return _TOO_SLOW
            raise

    async def _failed(self, duty: Claimed, reason: str) -> bool:
        try:
            await self._defer(duty, Deferred(reason))
        except StoreUnavailable:
            _log.error("duty.not_deferred", duty=duty.id)
        return False

    async def _settle(self, duty: Claimed, settled: Settled) -> None:
        def unit(tx: Transaction) -> None:
            again = settled.unit(tx)
            if again is None:
                duties.settle(tx, duty.id, now=self.now())
            else:
                duties.postpone(tx, duty, due_at=again)

        await self._write(unit, shared=settled.apart)

    async def _defer(self, duty: Claimed, outcome: Deferred) -> None:
        now, chance = self.now(), self.chance()
        reason, after, doubtful = outcome.reason, outcome.after, outcome.doubtful

        def unit(tx: Transaction) -> datetime:
            outcome.unit(tx)
            return duties.defer(
                tx, duty, reason=reason, now=now, chance=chance, after=after, doubtful=doubtful
            )

        due = await self._write(unit, shared=outcome.apart)
        _log.info("duty.deferred", duty=duty.id, kind=duty.kind, reason=reason, due=due.isoformat())

    async def _hold_back(self, rest: list[Claimed]) -> None:
        def unit(tx: Transaction) -> None:
            for duty in rest:
                duties.hold_back(tx, duty)

        if not rest:
            return
        try:
            await self._write(unit, shared=True)
        except StoreUnavailable:
            _log.error("duty.not_held_back", duty=rest[0].id)  # its lease will run out

    async def _sweep(self) -> None:
        try:
            await self._write(lambda tx: housekeeping.sweep(tx, self.keys, self.now()))
            await asyncio.to_thread(self._forget_former)
            if not await asyncio.to_thread(self.writer.database.empty_log):
                _log.info("housekeeping.log_in_use")
        except StoreUnavailable:
            _log.error("housekeeping.store_unavailable")

    def _forget_former(self) -> None:
        before = self.now() - housekeeping.FORMER_LIVES
        if self.writer.database.forget_former(before=before):
            _log.info("housekeeping.former_copy_deleted")

    async def _write(self, unit: Callable[[Transaction], T], *, shared: bool = False) -> T:
        return await asyncio.shield(asyncio.wrap_future(self.writer.submit_quietly(unit, shared=shared)))


def _by_lane(claimed: list[Claimed]) -> list[list[Claimed]]:
    lanes: dict[str, list[Claimed]] = {}
    for duty in claimed:
        lanes.setdefault(duty.lane or f"alone:{duty.id}", []).append(duty)
    return list(lanes.values())
