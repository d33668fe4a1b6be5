"""Clearing a private chat: what Telegram still lets us delete goes, and one neutral message is left."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import errors as bot_errors
from conversations import clearing, trace
from conversations.trace import Trace
from hotline.delivery import NO_CARRIER, Delivery
from hotline.outcome import Deferred, Outcome, Settled
from store.database import Database
from store.duties import Claimed
from store.transaction import Transaction

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Clearer:
    """Deletes, by the deleters of a delivery, every message that is remembered of a chat."""

    database: Database
    delivery: Delivery
    now: Callable[[], datetime]

    async def act(self, duty: Claimed) -> Outcome:
        """Clear the chat that the duty names; deleting again what is gone does no harm."""
        wish = clearing.decode(duty.payload)
        delete = self.delivery.deleters.get(wish.address.channel)
        if delete is None:
            return Deferred("no carrier", NO_CARRIER, doubtful=False)
        known = await asyncio.to_thread(self._known, wish)
        fresh = [one.message for one in known if self.now() - one.at < trace.DELETABLE]
        last_word = wish.done
        try:
            if await delete(wish.address.chat, fresh) or len(fresh) < len(known):
                last_word = wish.rest
        except bot_errors.Refused as refused:
            _log.info("chat.clearing_refused", duty=duty.id, reason=refused.reason)
            last_word = ""  # the chat is gone, or we are blocked: there is nobody to tell
        except bot_errors.Later as later:
            return Deferred(later.reason, later.after, doubtful=later.doubtful)
        return Settled(lambda tx: self._cleared(tx, duty, known, last_word))

    def _known(self, wish: clearing.Clearing) -> list[Trace]:
        with self.database.reading() as tx:
            return trace.of_chat(tx, self.delivery.keys, wish.address)

    def _cleared(self, tx: Transaction, duty: Claimed, known: list[Trace], last_word: str) -> None:
        messages = [one.message for one in known]
        keys = self.delivery.keys
        clearing.end(tx, keys, duty, messages, last_word=last_word, now=self.now())
