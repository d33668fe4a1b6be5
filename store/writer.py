"""Group commit: one thread writes, and what waits is committed together.

The disk decides how many commits a second there are; sharing one among up to 64 units decides how many units.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from store.database import Database
from store.errors import Clash, RowRefused, StoreUnavailable, WriterClosed
from store.transaction import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    unit: Callable[[Transaction], Any]
    future: Future[Any]
    shared: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    error: BaseException | None = None


class Writer:
    """The writing thread of a process. `most` is how many units share a commit."""

    def __init__(self, database: Database, *, most: int = 64) -> None:
        self.database = database
        self._most = most
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()  # None: nothing comes after this
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Callable[[Transaction], T], *, shared: bool = False) -> Future[T]:
        """Have `unit` run in a transaction; its result comes only when that transaction is on the disk.

        `shared`: it can run beside others of its kind, where the database allows it (`Transaction.alone`).

        Units run in the order in which they came. A unit has no effect besides its transaction, because it
        may run twice: when another unit of its group fails, all are rolled back and run again, each on its
        own. The future gets the unit's error, or StoreUnavailable when the storage failed and nothing was
        kept.

        Raises:
            WriterClosed: `close` was called before.
        """
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise WriterClosed
            self._jobs.put(_Job(unit, future, shared))
        return future

    def close(self) -> None:
        """Take no more units, finish those that wait, and stop the thread."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        is_open = True
        while is_open:
            group: list[_Job] = []
            while is_open and len(group) < self._most and not (group and self._jobs.empty()):
                job = self._jobs.get()
                if job is None:
                    is_open = False
                elif job.future.set_running_or_notify_cancel():
                    group.append(job)
            if group:
                self._settle(group)

    def _settle(self, group: Sequence[_Job]) -> None:
        for job, outcome in zip(group, self._outcomes(group), strict=True):
            if outcome.error is None:
                job.future.set_result(outcome.result)
            else:
                job.future.set_exception(outcome.error)

    def _outcomes(self, group: Sequence[_Job]) -> list[_Outcome]:
        try:
            return self._together(group)
        except StoreUnavailable as error:
            return _all_unavailable(group, error)
        except BaseException as error:  # noqa: BLE001 – it goes to whoever waits for the unit
            if len(group) == 1:
                return [_Outcome(error=error)]
        try:
            return self._one_by_one(group)
        except StoreUnavailable as error:
            return _all_unavailable(group, error)
        except BaseException as error:  # noqa: BLE001 – the commit failed: it goes to all who wait
            return [_Outcome(error=error) for _ in group]

    def _together(self, group: Sequence[_Job]) -> list[_Outcome]:
        if all(job.shared for job in group):
            try:
                return self._in_one(group, shared=True)
            except (Clash, RowRefused):
                pass  # beside others it does not go (one may just have written the same row); alone it does
        return self._in_one(group, shared=False)

    def _in_one(self, group: Sequence[_Job], *, shared: bool) -> list[_Outcome]:
        with self.database.transaction(shared=shared) as transaction:
            return [_Outcome(job.unit(transaction)) for job in group]

    def _one_by_one(self, group: Sequence[_Job]) -> list[_Outcome]:
        with self.database.transaction() as transaction:
            return [_alone(transaction, job.unit) for job in group]


def _alone(transaction: Transaction, unit: Callable[[Transaction], Any]) -> _Outcome:
    try:  # after a storage failure every further call fails too, and at last the commit: so all get it
        with transaction.savepoint():
            return _Outcome(unit(transaction))
    except BaseException as error:  # noqa: BLE001 – it goes to whoever waits for the unit
        return _Outcome(error=error)


def _all_unavailable(group: Sequence[_Job], error: StoreUnavailable) -> list[_Outcome]:
    return [_Outcome(error=StoreUnavailable(str(error))) for _ in group]
