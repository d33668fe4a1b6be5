"""Posts: what one of several processes does at a time. When that process dies, its posts are free again."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

import structlog

from store.ground import Leadership

ASK_AGAIN = 2.0
"""Seconds after which a process asks whether the post has become free, or is still its own."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Post:
    """A post of this process. `held`: it is ours now."""

    leadership: Leadership
    held: bool = False

    async def keep(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Do this work whenever the post is ours, until cancelled or until the work ends by itself."""
        try:
            while True:
                if await asyncio.to_thread(self.leadership.held) and await self._hold(work):
                    return
                await asyncio.sleep(ASK_AGAIN)
        finally:
            await asyncio.to_thread(self.leadership.close)

    async def _hold(self, work: Callable[[], Coroutine[None, None, None]]) -> bool:
        """Work until the post is lost; True when the work has ended by itself."""
        self.held = True
        working, losing = asyncio.create_task(work()), asyncio.create_task(self._lost())
        try:
            await asyncio.wait({working, losing}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
                return True
            _log.warning("post.lost")
            return False
        finally:
            self.held = False
            working.cancel()
            losing.cancel()
            await asyncio.gather(working, losing, return_exceptions=True)

    async def _lost(self) -> None:
        while True:
            await asyncio.sleep(ASK_AGAIN)
            if not await asyncio.to_thread(self.leadership.held):
                return
