"""Files are fetched from Telegram, cleaned and sealed; what goes wrong is told, or tried again."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from bot.downloads import Downloads
from bot.line import Line
from cases import filing, media, parts, schema
from cases.report import Report
from conversations import files
from conversations.files import Wanted
from conversations.house import House
from conversations.incoming import Address
from directory.reading import Directory
from hotline import compose
from hotline.cleansing import Cleansing
from hotline.delivery import Fetch
from hotline.fetching import AT_ONCE, Fetching
from hotline.outcome import Deferred, Outcome, Settled
from store import database as databases
from store.database import Database
from store.duties import Claimed
from store.seal import Keys
from tests.doubles import files as samples
from tests.doubles import recovery, telegram_files
from tests.doubles.telegram import TOKEN, Telegram

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def house(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server
    assert server.violations == []


def wanted(house: House, database: Database, file: str, kind: str = "photo") -> Wanted:
    with database.transaction() as tx:
        medium = media.number(tx)
        media.expect(tx, house.keys, medium, "citizen_report:d", kind, now=NOW)
    return Wanted(medium, kind, file, "somebody", Address("telegram", "77"), NOW)


def fetch(
    house: House, database: Database, telegram: Telegram, one: Wanted, *, most: int = 20 << 20, **more: Any
) -> Outcome:
    """Act on the duty of this file, and write down what came of it."""

    async def act() -> Outcome:
        line = Line(telegram.url, more.pop("token", TOKEN))
        fetchers: dict[str, Fetch] = {"telegram": Downloads(line, most=most).fetch}
        fetching = Fetching(house, database, lambda: NOW, fetchers, more.pop("cleansing", Cleansing()))
        try:
            return await fetching.act(_claimed(one))
        finally:
            await line.close()

    outcome = asyncio.run(act())
    if isinstance(outcome, Settled):
        with database.transaction() as tx:
            outcome.unit(tx)
    return outcome


def _claimed(one: Wanted) -> Claimed:
    return Claimed(1, "fetch:telegram", "fetch:1", "", msgspec.json.encode(one), 1, NOW, doubtful=False)


def row(database: Database, one: Wanted) -> Any:
    with database.reading() as tx:
        return tx.row(select(schema.medium).where(schema.medium.c.id == one.medium))


def test_a_photo_is_fetched_cleaned_and_sealed_for_the_readers_of_its_case(
    house: House, database: Database, telegram: Telegram, tmp_path: Path
) -> None:
    raw = samples.picture("JPEG", 1)
    one = wanted(house, database, telegram_files.put(telegram, raw))
    fetch(house, database, telegram, one)
    told = Report(
        "citizen_report:d", "telegram", "kk", {"age": 13, "activity": ["cotton"]}, media=(one.medium,)
    )
    with database.transaction() as tx:
        number = filing.file_report(tx, house.office, told, now=NOW).number
        unlocked = recovery.unlocked(tx)
        about = parts.read(tx, unlocked, number, f"medium:{one.medium}")
        key = parts.open_key(tx, unlocked, number, f"medium:{one.medium}")
        body = media.body(tx, one.medium, key, about["pieces"])

    assert row(database, one)["state"] == "kept"
    assert (about["size"], about["received"]) == (len(raw), "2026-11-23T07:00:00+00:00")
    assert body.startswith(b"\xff\xd8\xff")
    assert not any(word in body for word in samples.WORDS)
    for path in tmp_path.rglob("cases.db*"):
        assert not any(word in path.read_bytes() for word in (*samples.WORDS, body[:64]))


@pytest.mark.parametrize(
    ("raw", "kind", "code"),
    [
        (samples.picture("JPEG", 1, size=(900, 900))[:30_000], "photo", "file_broken"),
        (samples.bomb(), "photo", "file_pixels"),
        (samples.HEIC, "photo", "file_heic"),
        (samples.PDF, "photo", "file"),
        (samples.ZIP, "video", "file"),
        (samples.EXE, "voice", "file"),
    ],
    ids=["corrupt", "bomb", "HEIC", "PDF", "ZIP", "EXE"],
)
def test_what_turns_out_to_be_something_else_is_refused_after_fetching(
    house: House, database: Database, telegram: Telegram, raw: bytes, kind: str, code: str
) -> None:
    one = wanted(house, database, telegram_files.put(telegram, raw), kind)
    fetch(house, database, telegram, one)

    assert (row(database, one)["state"], row(database, one)["reason"]) == ("refused", code)


def test_a_file_larger_than_it_was_said_to_be_is_cut_off(
    house: House, database: Database, telegram: Telegram
) -> None:
    one = wanted(house, database, telegram_files.put(telegram, bytes(300_000)))
    fetch(house, database, telegram, one, most=100_000)

    assert row(database, one)["reason"] == "file_size"


def test_a_file_that_telegram_no_longer_has_is_refused(
    house: House, database: Database, telegram: Telegram
) -> None:
    one = wanted(house, database, "nowhere")
    fetch(house, database, telegram, one)

    assert row(database, one)["reason"] == "file_gone"


@pytest.mark.parametrize("fault", ["500", "429", "drop"])
def test_trouble_on_the_way_is_tried_again_and_the_token_stays_secret(
    house: House, database: Database, telegram: Telegram, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one = wanted(house, database, telegram_files.put(telegram, samples.picture("JPEG", 1)))
    telegram.fault(fault, "getFile")
    outcome = fetch(house, database, telegram, one)

    assert isinstance(outcome, Deferred)
    assert row(database, one)["state"] == "fetching"
    assert TOKEN not in caplog.text + outcome.reason
    fetch(house, database, telegram, one)
    assert row(database, one)["state"] == "kept"


def test_a_cleaner_that_does_not_start_refuses_nobody(
    house: House, database: Database, telegram: Telegram
) -> None:
    one = wanted(house, database, telegram_files.put(telegram, samples.picture("JPEG", 1)))
    outcome = fetch(house, database, telegram, one, cleansing=Cleansing(("/bin/false",)))

    assert isinstance(outcome, Deferred)
    assert row(database, one)["state"] == "fetching"


def test_the_file_of_a_deleted_report_is_not_even_asked_for(
    house: House, database: Database, telegram: Telegram
) -> None:
    one = wanted(house, database, telegram_files.put(telegram, samples.picture("JPEG", 1)))
    with database.transaction() as tx:
        tx.delete(schema.medium, {"id": one.medium})
    fetch(house, database, telegram, one)

    assert telegram_files.asked(telegram) == []


def test_more_files_than_can_be_served_at_once_wait_without_counting_as_failed(
    house: House, database: Database, telegram: Telegram
) -> None:
    many = [wanted(house, database, telegram_files.put(telegram, bytes(9))) for _ in range(AT_ONCE + 2)]

    async def all_at_once() -> list[Outcome]:
        line = Line(telegram.url, TOKEN)
        fetching = Fetching(house, database, lambda: NOW, {"telegram": Downloads(line).fetch})
        try:
            return list(await asyncio.gather(*(fetching.act(_claimed(one)) for one in many)))
        finally:
            await line.close()

    outcomes = asyncio.run(all_at_once())
    with database.transaction() as tx:
        again = [outcome.unit(tx) for outcome in outcomes if isinstance(outcome, Settled)]

    assert len([moment for moment in again if moment is not None]) == 2
    assert files.wanted_by(_claimed(many[0])) == many[0]
