"""R32: over two years of cases opened and closed at random, nothing is kept longer than it may be."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from cases import closing, consent, filing, media, retention
from cases.report import Report
from conversations import hiding, person, pickup, reminding, trace
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from hotline import housekeeping
from locales import catalogue
from store import duties
from store.database import Database
from store.schema import milliseconds
from store.transaction import Transaction
from tests.doubles.correspondence import NOON, Post, Writer

DAYS, STEP = 730, 5
DAY = timedelta(days=1)
DEEDS = {retention.CASE: retention.erase_case, retention.MEDIUM: retention.erase_medium}
_OF_CASE = 'JOIN "case" ON number = case_number WHERE'
OVERDUE = {
    "content of closed cases": f"sealed_part {_OF_CASE} closed_at + 90 * :day <= :now",
    "keys of closed cases": f"part_key {_OF_CASE} closed_at + 90 * :day <= :now",
    "content of cases that nobody touches": f"sealed_part {_OF_CASE} closed_at IS NULL AND 365 * :day + "
    "(SELECT max(at) FROM history WHERE history.case_number = number AND actor <> 'service') <= :now",
    "receipts": f"receipt {_OF_CASE} closed_at + 7 * :day <= :now",
    "links": f"reporter_link {_OF_CASE} closed_at + 7 * :day <= :now",
    "media": "medium_piece JOIN medium ON medium.id = medium WHERE received_at + 30 * :day <= :now",
    "files of drafts": "medium WHERE case_number IS NULL AND received_at + 3 * :day < :now",
    "drafts": "session WHERE touched_at + 3 * :day < :now",
    "messages for a page": "pickup WHERE kept_at + 3 * :day < :now",
    "numbers of messages": "trace WHERE at + 2 * :day < :now",
    "duties that are done": "duty WHERE settled_at + 7 * :day < :now",
    "words that cannot be delivered": "duty WHERE settled_at IS NULL AND kind LIKE 'say:%' AND lane <> ''"
    " AND created_at + 30 * :day < :now",
}
"""Rows that should be gone, found without the code that makes them go."""


@pytest.fixture
def post(database: Database, house: House) -> Iterator[Post]:
    opened = Post(database, house)
    yield opened
    opened.close()


def test_nothing_is_kept_longer_than_it_may_be(
    database: Database, house: House, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    chance, whole = random.Random(32), so_many(1000)
    filed_on = sorted(chance.randrange(DAYS - 100) for _ in range(whole))
    closed_on = [day + chance.randrange(1, 200) if chance.random() < 0.8 else -1 for day in filed_on]
    overdue = instants = 0
    for day in range(0, DAYS, STEP):
        now = NOON + day * DAY
        with database.transaction() as tx:
            for index, filed in enumerate(filed_on):
                if filed // STEP == day // STEP:
                    _file(tx, house, index, chance, now)
                if closed_on[index] // STEP == day // STEP and closed_on[index] >= 0:
                    closing.close(tx, index + 1, "helped", actor="desk", now=now)
        _keep_house(database, house, now)
        overdue += _overdue(database, now)
        instants += 1
    with database.reading() as tx:
        erased = tx.rows(text('SELECT count(*) AS many FROM "case" WHERE erased_at IS NOT NULL'))[0]["many"]

    assert overdue == 0
    assert 0 < erased < whole
    figure(
        f"R32: {whole} cases over two years, {erased} erased, looked at {instants} times in "
        f"{len(OVERDUE)} ways: {overdue} overdue rows"
    )


def test_forget_me_leaves_no_row_of_the_account(
    post: Post, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    say = catalogue.load("en").say
    whole = so_many(50)
    writers = [Writer(post, str(600 + number)) for number in range(whole)]
    at_once: set[str] = set()
    for writer in writers:
        writer.report()
        writer.send("button", next(one for one in writer.tokens().values() if one.startswith("t:y")))
        assert len(writer.rows()) >= 3  # there was something to forget
        writer.send("button", hiding.FORGET)
        writer.send("button", writer.tokens()[say(hiding.FORGET_YES)])
        at_once |= {table for table, _ in writer.rows()}
    post.wait(hours=25)
    left = sum(len(writer.rows()) for writer in writers)
    asked = [text for writer in writers for text in writer.texts() if text == say(reminding.STILL_DELETABLE)]

    assert (at_once, left, asked) == ({"session"}, 0, [])
    figure(
        f"R32: forget me, {whole} accounts that had reported: at once nothing but a count against misuse, "
        f"a day later {left} rows"
    )


def _file(tx: Transaction, house: House, index: int, chance: random.Random, now: datetime) -> None:
    """File a report with all that can hang on one, leave an unsent draft with a file, and some words."""
    told = Report(f"draft-{index}", "telegram", "kk", {"age": 13, "activity": ["cotton"]})
    number = filing.file_report(tx, house.office, told, now=now).number
    assert number == index + 1
    consent.link(tx, number, address=b"sealed", lookup="lookup", language="kk")
    if chance.random() < 0.5:
        medium = media.number(tx)
        media.expect_for_case(tx, number, medium, "photo", now=now)
        described = media.description("photo", b"raw", ending="jpg", cleaned=4, received_at=now)
        media.keep(tx, house.office, medium, media.sealed(medium, described, b"body"), now=now)
    media.expect(tx, house.keys, media.number(tx), f"unsent-{index}", "voice", now=now)
    address = Address("telegram", str(index))
    person.keep(tx, house.keys, f"sender-{index}", person.Person(address), now)
    trace.note(tx, house.keys, address, [1, 2], now=now)
    pickup.put(tx, house.keys, Address("web", str(index)), Message("x"), now=now)
    lost = duties.Duty("say:telegram", f"lost-{index}", now + 1000 * DAY, b"x", lane=f"lane-{index}")
    duties.add(tx, house.keys, lost, now)


def _keep_house(database: Database, house: House, now: datetime) -> None:
    """What the worker does: housekeeping, and the erasing that is due; everything else is left as it is."""
    with database.transaction() as tx:
        housekeeping.sweep(tx, house.keys, now)
        while claimed := duties.claim(tx, house.keys, now=now, holder="test", limit=500):
            for one in claimed:
                deed = DEEDS.get(one.kind)
                again = deed(tx, one, now) if deed else None
                if again is None:
                    duties.settle(tx, one.id, now=now)
                else:
                    duties.postpone(tx, one, due_at=again)


def _overdue(database: Database, now: datetime) -> int:
    values = {"now": milliseconds(now), "day": 24 * 3600 * 1000}
    with database.reading() as tx:
        rows = [tx.row(text(f"SELECT count(*) AS many FROM {which}"), values) for which in OVERDUE.values()]
    return sum(row["many"] for row in rows if row)
