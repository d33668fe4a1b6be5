"""What editors add and what people tell reaches the search of a running house, within a minute or so."""

import asyncio
from collections.abc import Callable

import structlog

from cases.services import standing, words
from cases.services.schema import service_word
from directory.search.learned import NOTHING, Learned
from hotline import compose
from hotline.settings import Settings
from store.database import Database
from store.errors import StoreUnavailable
from store.transaction import Transaction

EVERY = 60.0
"""Seconds between two looks into the database."""

_log = structlog.get_logger(__name__)


def read(tx: Transaction) -> Learned:
    """Give the words that were added and the services that stand lower, as they are now."""
    return Learned(words.spoken(tx), standing.penalties(tx))


def beside(told: Settings) -> Learned:
    """Give what is known in the database of cases of these settings; none without it, or in an old one.

    Nothing is changed there, not even brought to the newest version.
    """
    file = compose.file_of(told)
    if file is not None and not file.is_file():
        return NOTHING
    database = compose.open_database(told)
    try:
        with database.reading() as tx:
            return read(tx) if tx.has_table(service_word.name) else NOTHING
    finally:
        database.close()


async def run(database: Database, learn: Callable[[Learned], None], *, every: float = EVERY) -> None:
    """Hand what is known to `learn`, again and again: it is to be cheap where nothing has changed.

    While the database cannot be read the search stays as it is.
    """
    while True:
        try:
            learn(await asyncio.to_thread(_read, database))
        except StoreUnavailable:
            _log.warning("search.not_learned")
        await asyncio.sleep(every)


def _read(database: Database) -> Learned:
    with database.reading() as tx:
        return read(tx)
