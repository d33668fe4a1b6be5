"""The worker: carries what is due, in order, never gives up, and sleeps when there is nothing to do."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from bot import errors
from bot.carrier import Carried
from conversations import pickup, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from directory.reading import Directory
from hotline import compose
from hotline.delivery import Delivery
from hotline.ringing import RingingWriter
from hotline.worker import Worker
from store import database as databases
from store import duties, schema
from store.database import Database
from store.seal import Keys
from tests.doubles import recovery

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
CHAT = Address("telegram", "5")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


class Carrier:
    """Carries into a list; faults are raised first, one per saying."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.carried: list[str] = []

    async def __call__(self, said: Saying) -> Carried:
        if self.faults:
            raise self.faults.pop(0)
        self.carried.append(said.message.text)
        return Carried(None)


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.fixture
def keys() -> Keys:
    return Keys(b"s" * 32, b"i" * 32)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(keys: Keys, directory: Directory) -> House:
    return compose.furnish(keys, directory)


Work = Callable[[Carrier, Callable[[], bool]], int]


@pytest.fixture
def work(database: Database, house: House, clock: Clock) -> Work:
    """Let a worker work until the condition holds; gives how often it wrote."""

    def until(carrier: Carrier, condition: Callable[[], bool]) -> int:
        return asyncio.run(_work(database, house, clock, carrier, condition))

    return until


async def _work(
    database: Database, house: House, clock: Clock, carrier: Carrier, condition: Callable[[], bool]
) -> int:
    written = 0

    class Counting(RingingWriter):
        def submit_quietly(self, unit: Any, *, shared: bool = False) -> Any:
            nonlocal written
            written += 1
            return super().submit_quietly(unit, shared=shared)

    writer = Counting(database, lambda: None)
    act = Delivery(house, clock, {"telegram": carrier}).act
    worker = Worker(writer, house.keys, "probe", {"say": act, "leave": act}, now=clock, chance=lambda: 0.5)
    running = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0)  # let the worker have its turn
                if running.done():
                    running.result()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await _closed(writer)
    return written


def _closed(writer: RingingWriter) -> Coroutine[Any, Any, None]:
    return asyncio.to_thread(writer.close)


def open_duties(database: Database) -> list[dict[str, Any]]:
    with database.reading() as tx:
        return [dict(row) for row in tx.rows(select(schema.duty).where(schema.duty.c.settled_at.is_(None)))]


def say(database: Database, keys: Keys, *texts: str) -> None:
    with database.transaction() as tx:
        sending.say(tx, keys, CHAT, [Message(text) for text in texts], key="probe", now=NOW)


def test_messages_of_one_chat_arrive_in_order(database: Database, keys: Keys, work: Work) -> None:
    texts = [f"number {n}" for n in range(20)]
    say(database, keys, *texts)
    carrier = Carrier()
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == texts


def test_what_fails_is_carried_later_and_nothing_overtakes_it(
    database: Database, keys: Keys, work: Work, clock: Clock
) -> None:
    say(database, keys, "first", "second")
    carrier = Carrier(errors.Later("no answer", after=timedelta(seconds=30)))
    work(carrier, lambda: not carrier.faults and all(not row["holder"] for row in open_duties(database)))
    assert carrier.carried == []
    clock.moment += timedelta(minutes=1)
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == ["first", "second"]


def test_nothing_is_carried_under_a_lease_that_has_ended(
    database: Database, keys: Keys, clock: Clock, work: Work
) -> None:
    leases: list[bool] = []

    class Slow(Carrier):
        async def __call__(self, said: Saying) -> Carried:
            if said.message.text == "slow":
                clock.moment += duties.LEASE  # so long took the answer
            else:
                leases.extend(row["lease_until"] > clock.moment for row in open_duties(database))
            return await super().__call__(said)

    carrier = Slow()
    say(database, keys, "slow", "next")
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == ["slow", "next"]
    assert leases == [True]  # given back and claimed anew


def test_what_takes_too_long_is_given_back_before_its_lease_ends(
    database: Database, keys: Keys, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(Carrier):
        async def __call__(self, said: Saying) -> Carried:
            await asyncio.Event().wait()
            return await super().__call__(said)

    monkeypatch.setattr(duties, "LEASE", timedelta(seconds=0.2))
    say(database, keys, "hello", "next")

    def found() -> set[tuple[object, ...]]:
        return {
            tuple(row[name] for name in ("reason", "attempts", "holder")) for row in open_duties(database)
        }

    work(Endless(), lambda: found() == {("too slow", 1, None), ("", 0, None)})
    assert all(row["doubtful"] == (row["reason"] == "too slow") for row in open_duties(database))


def test_a_person_who_blocked_us_is_not_tried_for_ever(database: Database, keys: Keys, work: Work) -> None:
    say(database, keys, "hello")
    carrier = Carrier(errors.Refused("blocked", gone=True))
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == []


def test_a_departments_pointer_is_never_given_up(database: Database, keys: Keys, work: Work) -> None:
    pointer = Saying(CHAT, Message("Case 1"), forwarding=1, repeat="Again")
    with database.transaction() as tx:
        sending.point(tx, keys, pointer, key="pointer", due_at=NOW, now=NOW)
    carrier = Carrier(errors.Refused("too long", gone=False))
    work(carrier, lambda: not carrier.faults and all(not row["holder"] for row in open_duties(database)))

    assert [row["reason"] for row in open_duties(database)] == ["too long"]


def test_a_pointer_that_may_have_arrived_is_marked_when_sent_again(
    database: Database, keys: Keys, work: Work, clock: Clock
) -> None:
    pointer = Saying(CHAT, Message("Case 1"), forwarding=1, repeat="Again")
    with database.transaction() as tx:
        sending.point(tx, keys, pointer, key="pointer", due_at=NOW, now=NOW)
    carrier = Carrier(errors.Later("answer lost", doubtful=True))
    work(carrier, lambda: not carrier.faults and all(not row["holder"] for row in open_duties(database)))
    clock.moment += timedelta(hours=1)
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == ["Again\n\nCase 1"]


def test_a_pointer_for_a_page_is_kept_there_once(database: Database, keys: Keys, work: Work) -> None:
    page = Address("demo", "POLICE_JUV")
    with database.transaction() as tx:
        sending.point(tx, keys, Saying(page, Message("Case 1"), 1), key="pointer", due_at=NOW, now=NOW)
    work(Carrier(), lambda: not open_duties(database))
    with database.reading() as tx:
        kept = pickup.waiting(tx, keys, page, 0)

    assert [one.message.text for one in kept] == ["Case 1"]


def test_a_worker_with_nothing_to_do_does_not_write_again_and_again(work: Work) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=0.3)
    written = work(Carrier(), lambda: datetime.now(UTC) > ends)

    assert written <= 4  # housekeeping, one look, and a little slack


def test_a_fault_nobody_expected_defers_its_duty_and_stops_nobody_else(
    database: Database, keys: Keys, work: Work, clock: Clock
) -> None:
    say(database, keys, "first", "second")
    carrier = Carrier(ZeroDivisionError("not for the log"))
    work(carrier, lambda: not carrier.faults and all(not row["holder"] for row in open_duties(database)))
    assert sorted(row["reason"] for row in open_duties(database)) == ["", "ZeroDivisionError"]
    clock.moment += timedelta(minutes=1)
    work(carrier, lambda: not open_duties(database))

    assert carrier.carried == ["first", "second"]


def test_a_payload_that_cannot_be_read_is_deferred(database: Database, keys: Keys, work: Work) -> None:
    with database.transaction() as tx:
        duties.add(tx, keys, duties.Duty("say:telegram", "broken", NOW, b"{}"), NOW)
    work(Carrier(), lambda: any(row["reason"] for row in open_duties(database)))

    assert [row["reason"] for row in open_duties(database)] == ["ValidationError"]


def test_a_duty_that_fails_again_and_again_is_seen(
    database: Database, keys: Keys, clock: Clock, work: Work
) -> None:
    say(database, keys, "hello")
    carrier = Carrier(*[errors.Later("no answer") for _ in range(5)])
    for _ in range(5):
        work(carrier, partial(_has_failed_down_to, len(carrier.faults) - 1, carrier, database))
        clock.moment += timedelta(hours=7)
    with database.reading() as tx:
        seen = duties.waiting(tx, clock.moment)

    assert (seen.due, seen.failing) == (1, 1)


def _has_failed_down_to(left: int, carrier: Carrier, database: Database) -> bool:
    return len(carrier.faults) == left and not open_duties(database)[0]["holder"]
