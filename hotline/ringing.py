"""The writer with a doorbell: after every commit the worker hears that there may be something to carry."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from store.database import Database
from store.transaction import Transaction
from store.writer import Writer

T = TypeVar("T")


class RingingWriter(Writer):
    """A writer that rings after each commit; `ring` is called in the writing thread."""

    def __init__(self, database: Database, ring: Callable[[], None]) -> None:
        super().__init__(database)
        self._ring = ring

    def submit(self, unit: Callable[[Transaction], T]) -> Future[T]:
        """Have `unit` run in a transaction, as `Writer.submit`, and ring when it is on the disk."""
        future = super().submit(unit)
        future.add_done_callback(lambda _: self._ring())
        return future

    def submit_quietly(self, unit: Callable[[Transaction], T]) -> Future[T]:
        """Have `unit` run without a ring afterwards: for the worker, who would only wake itself for ever."""
        return super().submit(unit)
