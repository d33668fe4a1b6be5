"""A house whose departments have mailboxes and systems of their own, a worker, and time that jumps."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select

from cases import enrolment, forwarding
from cases.forwarding import Forwarding
from cases.report import Report
from conversations import outward, reaching
from conversations.house import House
from conversations.incoming import Address
from directory.reading import Directory
from hotline import compose
from hotline.delivery import Delivery
from hotline.ringing import RingingWriter
from hotline.worker import Worker
from store import database as databases
from store import schema
from store.database import Database
from store.seal import Keys
from tests.doubles import receiver, recovery
from tests.doubles.groups import Town
from tests.doubles.mailbox import Mailbox
from tests.doubles.receiver import Receiver
from tests.hotline.test_worker import Clock
from web.outward import post, webhooks
from web.outward.letters import ByMail
from web.outward.pauses import Pauses
from web.outward.webhooks import ByWebhook

PLACE = "613800000"
FACTS = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}
LEAD, ABOVE, OPERATOR = f"EDU_LOC:{PLACE}", "EDU_OBL:610000000", "OPERATOR:KZ"
MAILBOX, SYSTEM = "duty@edu.example", "https://edu.example/cases"
PUBLIC = "https://hotline.example"


@dataclass
class Outside:
    """A house, its clock, a mail server and a department's system."""

    database: Database
    house: House
    clock: Clock
    box: Mailbox
    server: Receiver
    trust: ssl.SSLContext
    pauses: Pauses = field(default_factory=lambda: Pauses(time.monotonic))

    def __post_init__(self) -> None:
        self.town = Town(self.database, self.house, self.clock.moment)
        self.server.clock = lambda: self.clock.moment.timestamp()

    def enrol(self, department: str, channel: str, chat: str = "") -> None:
        """Enrol a mailbox or this server's webhook for a department, as `hotline departments enrol` does."""
        address, keys = Address(channel, chat or self.server.url), self.house.keys
        where = {"department": department, "channel": channel, "chat": address.chat, "language": "ru"}
        with self.database.transaction() as tx:
            enrolment.enrol(tx, keys, **where, now=self.clock.moment)
            if channel == outward.WEBHOOK:
                enrolment.share_secret(tx, keys, channel, address.chat, self.server.secret)
            reaching.welcome(tx, self.house, address, department, self.clock.moment)

    def file(self, number: int = 1) -> int:
        self.town.now = self.clock.moment
        return self.town.file(Report(str(number), "web", "kk", FACTS, PLACE)).number

    def carry(self) -> None:
        """Let the worker work until nothing that it can carry is left; time jumps to what waits."""
        asyncio.run(self._carried())

    def lead(self, number: int = 1) -> Forwarding:
        with self.database.reading() as tx:
            return forwarding.of_case(tx, number)[0]

    async def _carried(self) -> None:
        writer, bell = RingingWriter(self.database, lambda: None), asyncio.Event()
        delivery = Delivery(self.house, self.clock)
        mail = ByMail(post.read(self.box.url), "hotline@hotline.example", self.clock, self.pauses)
        habits = webhooks.Habits(self.clock, True, trust=self.trust)
        delivery.carriers["mail"] = mail.carry
        delivery.carriers["webhook"] = ByWebhook(self._secret, self.pauses, habits).carry
        worker = Worker(
            writer, self.house.keys, "probe", {"say": delivery.act}, bell, self.clock, lambda: 0.5
        )
        running = asyncio.create_task(worker.run())
        try:
            async with asyncio.timeout(60):
                while waiting := await asyncio.to_thread(self._waiting):
                    if all(row["lease_until"] is None for row in waiting):
                        self.clock.moment = max(self.clock.moment, min(row["due_at"] for row in waiting))
                        bell.set()
                    await asyncio.sleep(0.002)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await asyncio.to_thread(writer.close)

    async def _secret(self, url: str) -> bytes | None:
        with self.database.reading() as tx:
            found = enrolment.secret_of(tx, self.house.keys, "webhook", url)
        return found.encode() if found else None

    def _waiting(self) -> list[dict[str, Any]]:
        open_ones = schema.duty.c.settled_at.is_(None) & schema.duty.c.kind.in_(["say:mail", "say:webhook"])
        with self.database.reading() as tx:
            return [dict(row) for row in tx.rows(select(schema.duty).where(open_ones))]


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return receiver.certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def outside(
    address: Callable[..., str], directory: Directory, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> Iterator[Outside]:
    database = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    recovery.found(database)
    house = replace(compose.furnish(Keys(b"s" * 32, b"i" * 32), directory), public_url=PUBLIC)
    with ExitStack() as stack:
        box, server = stack.enter_context(Mailbox()), stack.enter_context(Receiver(tls[0]))
        yield Outside(database, house, Clock(), box, server, tls[1])
    database.close()
