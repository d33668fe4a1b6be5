"""R20: a thousand accounts flood the webhook at one time: an honest reporter is served, nothing dropped."""

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from statistics import quantiles

import aiohttp
import pytest

from cases import case, forwarding
from cases.case import CaseRow
from conversations import person
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.limits import REPORTS
from store import database as databases
from store import seal
from store.database import Database
from store.seal import Keys
from tests.doubles.telegram import Telegram
from tests.faults import officer
from tests.faults.archive import FileArchive
from tests.faults.lives import Furniture, Lives, by_webhook, free_port
from tests.faults.mother import Mother
from tests.faults.witness import Witness

ACCOUNTS = 1000
HONEST, FLOODERS = 7, 10_000
CONNECTIONS = 64  # as many as Telegram is allowed at one time
REPORTS_EACH = REPORTS[0][1] + 1  # one more than an hour allows
NOISE = 40
PLACE = "d_613800000"
OPERATORS_TIME = timedelta(minutes=15)


@dataclass(slots=True)
class Crowd:
    """Telegram's side: every chat in its order, all beside each other, over 64 connections."""

    lives: Lives
    session: aiohttp.ClientSession
    database: Database
    keys: Keys
    statuses: Counter[int] = field(default_factory=Counter)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def bring(self, update: dict[str, object]) -> float:
        """Bring one update; gives the seconds until it was taken, waiting for a connection among them."""
        begun, number = time.monotonic(), next(self._numbers)
        body = json.dumps({"update_id": number, **update}).encode()
        headers = {"Content-Type": "application/json"}
        headers["X-Telegram-Bot-Api-Secret-Token"] = self.lives.settings["HOTLINE_WEBHOOK_SECRET"]
        async with self._places:
            url = self.lives.settings["HOTLINE_WEBHOOK_URL"]
            async with self.session.post(url, data=body, headers=headers) as answer:
                self.statuses[answer.status] += 1
        return time.monotonic() - begun

    async def type(self, user: int, text: str) -> float:
        """Bring what somebody typed."""
        chat = {"id": user, "type": "private"}
        sender = {"id": user, "language_code": "en"}
        return await self.bring({"message": {"message_id": 1, "chat": chat, "from": sender, "text": text}})

    async def send(self, user: int) -> float:
        """Press "Send now" of the draft that somebody has open."""
        chat = {"id": user, "type": "private"}
        token = f"d:{await asyncio.to_thread(self._draft, user)}"
        query = {"id": f"{user}", "from": {"id": user}, "data": token, "chat_instance": "1"}
        return await self.bring({"callback_query": {**query, "message": {"message_id": 1, "chat": chat}}})

    async def report(self, user: int, work: str) -> list[float]:
        """Report by two taps: a link with work and place, and "Send now"."""
        return [await self.type(user, f"/start r_{work}-{PLACE}"), await self.send(user)]

    def _draft(self, user: int) -> str:
        sender = person.index(self.keys, Incoming(Address("telegram", str(user)), str(user), "other"))
        with self.database.reading() as tx:
            draft = person.load(tx, self.keys, [sender])[sender].draft
        assert draft is not None, "there is nothing to send"
        return f"{draft.draft}:{_STEPS[draft.step]}:n"


_STEPS: dict[str, int] = {}


@pytest.fixture
def telegram() -> Iterator[Witness]:
    with Witness() as server:
        yield server


def test_an_honest_reporter_is_served_among_a_thousand_who_flood(
    tmp_path: Path,
    furnished: Path,
    mother: Mother,
    telegram: Witness,
    house: House,
    so_many: Callable[[int], int],
    figure: Callable[[str], None],
) -> None:
    many = so_many(ACCOUNTS)
    _STEPS.update({step.name: number for number, step in enumerate(house.scripts["citizen_report"].steps)})
    copytree(furnished, tmp_path, dirs_exist_ok=True)
    furniture = Furniture(FileArchive(tmp_path / "cases.db"), mother, settings=by_webhook(free_port()))
    with Lives(tmp_path, telegram, furniture) as lives:
        officer.meet(telegram, lives.departments)
        _let_know(telegram, many)
        lives.begin()
        assert telegram.wait(lambda: telegram.calls("setWebhook"), 30)
        database = databases.open_database(lives.settings["HOTLINE_DATABASE"])
        keys = seal.load_keys(Path(lives.settings["HOTLINE_KEYS"]))
        begun = time.monotonic()
        crowd, waits = asyncio.run(_flood(lives, (database, keys), many))
        seconds = time.monotonic() - begun
        gravest = _cases(database, severity=4)
        filed = _cases(database)
        forwarded = [_is_forwarded(database, one) for one in gravest]
        lives.stop()
        database.close()
    held = [one for one in filed if one.lead.startswith("OPERATOR")]
    p95, due = quantiles(waits, n=20)[-1], many * REPORTS_EACH + 1 + len(waits) // 2

    figure(
        f"R20: {many} accounts at once, {crowd.statuses[200]} updates in {seconds:.0f} s by webhook:"
        f" an honest reporter's p95 {p95:.2f} s of {len(waits)} steps; {len(filed)} of {due}"
        f" reports ({len(waits) // 2} honest) are cases, {len(held)} on the review pile;"
        " severity 4 over the limit: forwarded"
    )
    assert set(crowd.statuses) == {200}
    assert many < ACCOUNTS or p95 < 2  # fewer, beside other tests, measure the machine
    assert len(filed) == due
    assert len(held) == many
    assert [one.lead.partition(":")[0] for one in gravest] == ["POLICE_JUV"]
    assert forwarded == [True]


async def _flood(lives: Lives, store: tuple[Database, Keys], many: int) -> tuple[Crowd, list[float]]:
    """Let all of them loose, and honest people one after the other; gives how long these waited."""
    over = asyncio.Event()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        crowd = Crowd(lives, session, *store)
        honest = asyncio.create_task(_report_on(crowd, over))
        await asyncio.gather(*(_flooding(crowd, FLOODERS + number, number == 0) for number in range(many)))
        over.set()
        return crowd, await honest


async def _flooding(crowd: Crowd, user: int, grave: bool) -> None:
    """Send reports over the limit and noise between; one of them ends with the gravest of all reports."""
    chance, left = Random(user), NOISE
    for _ in range(REPORTS_EACH):
        now = chance.randint(0, NOISE // REPORTS_EACH // 2)  # not all of them report at the same moment
        await _chatter(crowd, user, now)
        await crowd.report(user, "cotton")
        left -= now
    if grave:
        await crowd.report(user, "sexual")
    await _chatter(crowd, user, left)


async def _chatter(crowd: Crowd, user: int, times: int) -> None:
    """Say something, as often: Telegram brings the next only when the one before was taken."""
    for _ in range(times):
        await crowd.type(user, "сәлем")


async def _report_on(crowd: Crowd, over: asyncio.Event) -> list[float]:
    waits: list[float] = []
    for user in itertools.count(HONEST):
        if over.is_set() or user >= FLOODERS:
            return waits
        waits += await crowd.report(user, "cotton")
    return waits


def _let_know(telegram: Telegram, many: int) -> None:
    with telegram.changed:
        for user in [*range(HONEST, HONEST + 2000), *range(FLOODERS, FLOODERS + many)]:
            telegram.chats.meet({"id": user, "type": "private", "first_name": "x"})


def _cases(database: Database, severity: int | None = None) -> list[CaseRow]:
    with database.reading() as tx:
        return [one for one in case.listing(tx, limit=1_000_000) if severity in (None, one.severity)]


def _is_forwarded(database: Database, grave: CaseRow) -> bool:
    """Tell whether the lead is told: at once, or when the operator has had the time to look."""
    with database.reading() as tx:
        sent = forwarding.of_case(tx, grave.number)
    lead = next(one for one in sent if one.department == grave.lead)
    return lead.state != "held" and bool(lead.receiver) and lead.send_at - grave.filed_at <= OPERATORS_TIME
