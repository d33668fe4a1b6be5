"""The ways in which an alarm goes out: by mail to the admin, and into the operator's chats."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot import errors as bot_errors
from cases import enrolment
from cases.enrolment import Chat
from cases.readers import TRIAGE
from conversations import alarms, pickup, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from hotline.alarm import Caller, Reached
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.ringing import RingingWriter
from hotline.troubles import Word
from store.errors import StoreUnavailable, WriterClosed
from store.transaction import Transaction
from web.outward import errors as outward_errors
from web.outward import mail, post
from web.outward.errors import MailNotSent
from web.outward.mail import Letter
from web.outward.post import Post

CARRYING = 30.0
"""Seconds for one chat."""

_log = structlog.get_logger(__name__)


def of_house(composed: Composed, writer: RingingWriter, delivery: Delivery) -> dict[str, Caller]:
    """Give the ways this house has: its operator's chats, and mail where there is a server for it."""
    callers: dict[str, Caller] = {"chat": ByChat(composed.house, writer, delivery)}
    settings = composed.settings
    if settings.smtp_url.get_secret_value():
        server = post.read(settings.smtp_url.get_secret_value())
        language = settings.languages.partition(",")[0].strip()
        callers["mail"] = ByMail(server, settings.admin_email, language)
    return callers


@dataclass(frozen=True, slots=True)
class ByMail:
    """Writes to the admin, in the house's first language and in English."""

    post: Post
    to: str
    language: str

    async def tell(self, word: Word, now: datetime) -> Reached:
        """Write one letter: it has reached all when the mail server took it."""
        languages = dict.fromkeys((self.language, "en"))
        subject = " · ".join(alarms.head(word.kind, one) for one in languages)
        text = "\n\n--\n\n".join(alarms.text(word.code, word.kind, word.since, one) for one in languages)
        try:
            await mail.send(self.post, Letter(self.to, subject, f"{text}\n", now))
        except MailNotSent as error:
            _log.warning("alarm.mail_not_sent", trouble=word.code, reason=error.reason)
            return "none"
        return "all"

    def prepare(self, tx: Transaction) -> None:
        """Nothing of the database is needed."""


@dataclass(slots=True)
class ByChat:
    """Tells the operator's chats: through a carrier that this process has, else by a duty for one that has.

    The chats are remembered as they were read last: the store may be what is broken.
    """

    house: House
    writer: RingingWriter
    delivery: Delivery
    _chats: Sequence[Chat] = ()
    _reached: set[tuple[Word, str]] = field(default_factory=set)

    def prepare(self, tx: Transaction) -> None:
        """Read which chats the operator has."""
        desk = self.house.directory.departments.responsible(TRIAGE, "")
        codes = [desk.code] if desk is not None else []
        self._chats = [
            chat for found in enrolment.chats_of(tx, self.house.keys, codes).values() for chat in found
        ]

    async def tell(self, word: Word, now: datetime) -> Reached:
        """Tell each chat that was not yet told, or write a duty for it.

        A chat that refuses is not waited for where another was reached.
        """
        if not self._chats:
            return "nobody"
        waits = False
        for chat in self._chats:
            if (word, chat.chat) not in self._reached:
                taken = await self._tell_one(chat, word, now)
                self._reached |= {(word, chat.chat)} if taken else set()
                waits |= taken is False
        reached = {one for one in self._reached if one[0] == word}
        if not waits:
            self._reached -= reached
        if not reached:
            return "none"
        return "some" if waits else "all"

    async def _tell_one(self, chat: Chat, word: Word, now: datetime) -> bool | None:
        """Tell whether it was taken: True, False for not now, None for never."""
        said = Message(alarms.text(word.code, word.kind, word.since, chat.language))
        address = Address(chat.channel, chat.chat)
        carry = self.delivery.carriers.get(chat.channel)
        if carry is None or chat.channel in pickup.CHANNELS:
            return await self._by_duty(address, said, word, now)
        try:
            async with asyncio.timeout(CARRYING):
                await carry(Saying(address, said, traced=False))
        except (bot_errors.Refused, outward_errors.Refused) as refused:
            _log.warning("alarm.chat_refused", trouble=word.code, reason=refused.reason)
            return None
        except (bot_errors.BotError, outward_errors.OutwardError, TimeoutError) as error:
            _log.warning("alarm.chat_not_reached", trouble=word.code, error=type(error).__name__)
            return False
        return True

    async def _by_duty(self, address: Address, said: Message, word: Word, now: datetime) -> bool:
        lane = sending.lane(self.house.keys, address)
        key = f"alarm:{word.code}:{word.kind}:{now.timestamp():.0f}:{lane}"
        keys = self.house.keys
        try:
            future = self.writer.submit(lambda tx: sending.say(tx, keys, address, [said], key=key, now=now))
            async with asyncio.timeout(CARRYING):
                await asyncio.wrap_future(future)
        except (StoreUnavailable, WriterClosed, TimeoutError) as error:
            _log.warning("alarm.chat_not_reached", trouble=word.code, error=type(error).__name__)
            return False
        return True
