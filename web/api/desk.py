"""Two threads that read the directory for the API, so that its askers never hold up the chat."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from sqlite3 import DatabaseError
from typing import TypeVar

from aiohttp import web

from directory.errors import DirectoryError

T = TypeVar("T")

_THREADS = 2
_MOST_WAITING = 64


class Desk:
    """Takes work out of the event loop; whoever comes when too many wait is sent away with 503."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._waiting = 0

    async def do(self, work: Callable[[], T]) -> T:
        """The result of the work, done in a thread.

        Raises:
            HTTPServiceUnavailable: too many wait, or the directory cannot be read.
        """
        if self._waiting >= _MOST_WAITING:
            raise web.HTTPServiceUnavailable
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except (DirectoryError, DatabaseError, OSError) as error:
            raise web.HTTPServiceUnavailable from error
        finally:
            self._waiting -= 1


DESK = web.AppKey("desk", Desk)


async def opened(app: web.Application) -> AsyncIterator[None]:
    """Keep a desk while the application runs."""
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="web-directory") as pool:
        app[DESK] = Desk(pool)
        yield
