"""A changed directory.db, and what was learned, reach the search of a running house within seconds."""

import asyncio
import sqlite3

import structlog

from conversations.shelf import Shelf
from directory.errors import DirectoryError

EVERY = 5.0
"""Seconds between two looks at the file."""

_log = structlog.get_logger(__name__)


async def run(shelf: Shelf, *, every: float = EVERY) -> None:
    """Look at the file again and again; a search that has to be made anew is made in a thread.

    While the file cannot be read the search stays as it is.
    """
    while True:
        await asyncio.sleep(every)
        try:
            if await asyncio.to_thread(shelf.renew):
                _log.info("search.renewed")
        except (DirectoryError, sqlite3.Error, OSError):
            _log.warning("search.not_renewed")
