"""Fetching: a file that somebody sent is downloaded, cleaned in a process apart, sealed, and written down.

What is written down, and what the sender is told of a refusal, stands in the transaction that settles the
duty. Nobody waits for it: the report may have been filed long before.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot import errors as bot_errors
from cases import media
from cases.errors import MediumRefused
from cases.media import Sealed
from cases.office import Office
from conversations import files
from conversations.files import Wanted
from conversations.house import House
from hotline.cleansing import Cleansing
from hotline.delivery import Fetch
from hotline.errors import CleanerBroken
from hotline.outcome import Deferred, Outcome, Settled
from store.database import Database
from store.duties import Claimed
from store.transaction import Transaction

AT_ONCE = 2
"""Files under way: 12 s to clean, twice, and half a minute to download end before a duty's lease does."""
SOON = timedelta(seconds=2)
NO_FETCHER = timedelta(seconds=5)

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Fetching:
    """Acts on duties of kind "fetch". `fetchers` by channel may be filled later: without one, files wait."""

    house: House
    database: Database
    now: Callable[[], datetime]
    fetchers: dict[str, Fetch] = field(default_factory=dict)
    cleansing: Cleansing = field(default_factory=Cleansing)
    _under_way: int = 0

    async def act(self, duty: Claimed) -> Outcome:
        """Fetch one file.

        Raises:
            TokenRefused: Telegram does not know the token: nothing will ever be fetched.
        """
        wanted = files.wanted_by(duty)
        fetch = self.fetchers.get(wanted.address.channel)
        if fetch is None:
            return Deferred("no fetcher", NO_FETCHER, doubtful=False)
        if self._under_way >= AT_ONCE:
            return Settled(lambda tx: self.now() + SOON)
        self._under_way += 1
        try:
            return await self._fetched(wanted, fetch)
        finally:
            self._under_way -= 1

    async def _fetched(self, wanted: Wanted, fetch: Fetch) -> Outcome:
        if not await asyncio.to_thread(self._is_awaited, wanted):
            return Settled()
        try:
            content = await self._sealed(wanted, await fetch(wanted.file))
        except bot_errors.LineBusy as busy:
            return Deferred("asked to wait", busy.after, doubtful=False)
        except bot_errors.LineError as error:
            return Deferred(type(error).__name__, None, doubtful=False)
        except bot_errors.FileUnavailable as gone:
            return self._refused(wanted, gone.code)
        except MediumRefused as refused:
            return self._refused(wanted, refused.code)
        except CleanerBroken:
            _log.error("file.cleaner_broken")
            return Deferred("cleaner broken", None, doubtful=False)
        return Settled(lambda tx: self._kept(tx, wanted, content))

    async def _sealed(self, wanted: Wanted, raw: bytes) -> Sealed:
        washed = await self.cleansing.clean(raw, wanted.kind)

        def seal() -> Sealed:
            told = media.description(
                wanted.kind, raw, ending=washed.ending, cleaned=len(washed.body), received_at=wanted.at
            )
            return media.sealed(wanted.medium, told, washed.body)

        return await asyncio.to_thread(seal)

    def _is_awaited(self, wanted: Wanted) -> bool:
        with self.database.reading() as tx:
            return media.is_awaited(tx, wanted.medium)

    def _kept(self, tx: Transaction, wanted: Wanted, content: Sealed) -> None:
        office: Office = self.house.office
        media.keep(tx, office, wanted.medium, content, now=self.now())

    def _refused(self, wanted: Wanted, code: str) -> Outcome:
        _log.info("file.refused", medium=wanted.medium, reason=code)
        return Settled(lambda tx: files.refused(tx, self.house, wanted, code, now=self.now()))
