"""The writer with a doorbell: after every commit the worker hears that there may be something to carry.

And with a watch: `commits` knows how the writing goes.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from hotline.commits import Commits
from store.database import Database
from store.transaction import Transaction
from store.writer import Writer

T = TypeVar("T")


class RingingWriter(Writer):
    """A writer that rings after each commit; `ring` is called in the writing thread."""

    def __init__(self, database: Database, ring: Callable[[], None], commits: Commits | None = None) -> None:
        self.commits = commits or Commits()
        self._ring = ring
        super().__init__(database)

    def submit(self, unit: Callable[[Transaction], T], *, shared: bool = False) -> Future[T]:
        """Have `unit` run in a transaction, as `Writer.submit`, and ring when it is on the disk."""
        future = self.submit_quietly(unit, shared=shared)
        future.add_done_callback(lambda _: self._ring())
        return future

    def submit_quietly(self, unit: Callable[[Transaction], T], *, shared: bool = False) -> Future[T]:
        """Have `unit` run without a ring afterwards: for the worker, who would only wake itself for ever."""
        watched = self.commits.watched(unit)
        future = super().submit(watched, shared=shared)
        future.add_done_callback(watched.done)
        return future
