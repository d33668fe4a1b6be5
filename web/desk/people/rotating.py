"""New keys in the background: what was sealed for the old ones is sealed anew, while the house goes on.

The work belongs to this process. Where it is cut off nothing is lost: old keys stay until nothing needs them,
and the list of people says which keys still have to be made new.
"""

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from cases import rotation
from cases.errors import NotForThisKey
from cases.keyring import Unlocked
from cases.officers import SignedIn
from store.errors import StoreError
from web.parts import Parts

_log = structlog.get_logger()


@dataclass(slots=True)
class Work:
    """Keys that are being made new, and how far that is."""

    holders: tuple[str, ...]
    made: int = 0  # of these keys
    resealed: int = 0  # parts of cases
    beyond: int = 0  # parts that nobody here could open
    failed: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.failed or self.made == len(self.holders)


@dataclass(slots=True)
class Rotating:
    """The thread that does it, one after the other, and what it last did."""

    thread: ThreadPoolExecutor
    last: Work | None = field(default=None)

    def begin(self, parts: Parts, signed: SignedIn, holders: Sequence[str]) -> None:
        """Make new those of these keys that lie open with this officer."""
        theirs = tuple(one for one in holders if signed.unlocked.opens(one))
        if theirs:
            self.last = Work(theirs)
            self.thread.submit(_rotate, parts, signed.unlocked, self.last, signed.officer.actor)


ROTATING = web.AppKey("new keys", Rotating)


async def opened(app: web.Application) -> AsyncIterator[None]:
    """Keep the thread while the application runs; at its end it finishes what it has begun."""
    app[ROTATING] = Rotating(ThreadPoolExecutor(1, thread_name_prefix="web-keys"))
    yield
    app[ROTATING].thread.shutdown()


def _rotate(parts: Parts, unlocked: Unlocked, work: Work, actor: str) -> None:
    for holder in work.holders:
        before = work.resealed

        def tell(resealed: int, before: int = before) -> None:
            work.resealed = before + resealed

        try:
            done = rotation.rotate(parts.database, unlocked, holder, actor=actor, now=parts.now(), tell=tell)
        except (NotForThisKey, StoreError) as error:
            work.failed = True
            _log.error("desk.rotation_failed", error=type(error).__name__)
            return
        work.resealed, work.beyond = before + done.resealed, work.beyond + done.beyond
        work.made += 1
