"""The picture of the week: who has a chat gets it on the first working morning, in their language."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from bot.carrier import Carrier, Waiting
from cases import law, people
from cases.people import Person, Reach
from cases.statistics import weeks
from conversations import weekly
from conversations.house import House
from hotline.delivery import Delivery
from hotline.weekly import Weekly
from store import duties
from store.database import Database
from store.duties import Claimed
from tests.cases.statistics import happened
from tests.doubles.telegram import TOKEN, Telegram

MONDAY = datetime(2025, 3, 17, 4, tzinfo=UTC)  # 09:00 in Kazakhstan
COORDINATOR = Person("coordinator", "", "")


def join(database: Database, house: House, chat: int, language: str, whom: Person = COORDINATOR) -> None:
    with database.transaction() as tx:
        token = people.issue(tx, house.keys, whom, actor="admin", entropy=house.entropy, now=MONDAY)
        reach = Reach("telegram", str(chat), language)
        people.join(tx, house.keys, token, f"telegram:{chat}", MONDAY, reach)


def due(database: Database, house: House, now: datetime, kind: str) -> list[Claimed]:
    with database.transaction() as tx:
        found = duties.claim(tx, house.keys, now=now, holder="test")
        for other in (one for one in found if one.kind.partition(":")[0] != kind):
            duties.hold_back(tx, other)
        return [one for one in found if one.kind.partition(":")[0] == kind]


async def done(database: Database, house: House, now: datetime) -> None:
    """Act on the picture of the week, as the worker does."""
    for duty in due(database, house, now, weekly.KIND):
        settled = await Weekly(house, database, lambda: now).act(duty)
        with database.transaction() as tx:
            settled.unit(tx)
            duties.settle(tx, duty.id, now=now)


def plan(database: Database, house: House, now: datetime = MONDAY - timedelta(days=2)) -> None:
    with database.transaction() as tx:
        weekly.plan(tx, house.keys, now)
        weekly.plan(tx, house.keys, now)


def test_every_coordinator_with_a_chat_gets_it_once_in_their_language(
    database: Database, house: House
) -> None:
    join(database, house, 501, "kk")
    join(database, house, 502, "ru")
    join(database, house, 503, "ru", Person("monitor", "", ""))
    with database.transaction() as tx:
        happened.quarter(tx)
    plan(database, house)
    asyncio.run(done(database, house, MONDAY - timedelta(minutes=1)))
    assert due(database, house, MONDAY - timedelta(minutes=1), "say") == []

    asyncio.run(done(database, house, MONDAY))
    asyncio.run(done(database, house, MONDAY))
    with Telegram() as telegram:
        for chat in (501, 502, 503):
            telegram.chats.meet({"id": chat, "type": "private", "first_name": "x"})
        telegram.fault("drop", "sendPhoto", chat=502)
        asyncio.run(_carried(database, house, telegram))
        captions = {chat: [one.text for one in telegram.chats.of(chat)] for chat in (501, 502, 503)}
        assert telegram.violations == []

    assert captions[501] == [
        "10.03.2025 – 16.03.2025 аптасының қорытындысы. Нақты сандар қызметкер кабинетінде."
    ]
    assert len(captions[502]) == 2  # the answer was lost: it comes again, and says so
    assert captions[502][1].startswith("Отправлено повторно")
    assert captions[502][1].endswith(captions[502][0])
    assert captions[503] == []
    with database.reading() as tx:
        assert [one.monday for one in weeks.told(tx, most=8)] == [date(2025, 3, 10)]


async def _carried(database: Database, house: House, telegram: Telegram) -> None:
    carrier = Carrier(telegram.url, TOKEN, waiting=Waiting(answer=5.0))
    delivery = Delivery(house, lambda: MONDAY, {"telegram": carrier.carry})
    await carrier.start()
    try:
        for later in (timedelta(0), timedelta(minutes=2)):
            for duty in due(database, house, MONDAY + later, "say"):
                outcome = await delivery.act(duty)
                with database.transaction() as tx:
                    outcome.unit(tx)
                    if hasattr(outcome, "reason"):
                        duties.defer(tx, duty, reason=outcome.reason, now=MONDAY, chance=0.0)
                    else:
                        duties.settle(tx, duty.id, now=MONDAY)
    finally:
        await carrier.stop()


def test_without_a_coordinator_in_a_chat_nothing_is_planned(database: Database, house: House) -> None:
    plan(database, house)

    assert due(database, house, MONDAY, weekly.KIND) == []


def test_a_holiday_moves_it_and_who_was_down_too_long_sends_nothing_but_keeps_it(
    database: Database, house: House
) -> None:
    in_force = law.in_force(date(2025, 3, 17))
    assert weekly.due(date(2025, 3, 17), in_force) == MONDAY
    assert weekly.due(date(2025, 3, 24), in_force).date() > date(2025, 3, 24)  # Nauryz

    join(database, house, 501, "kk")
    plan(database, house)
    late = MONDAY + weekly.LATEST
    asyncio.run(done(database, house, late))
    assert due(database, house, late, "say") == []
    with database.reading() as tx:
        assert len(weeks.told(tx, most=8)) == 1
