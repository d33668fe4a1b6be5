"""Files from a phone to the sealed pieces of a case, through a whole hotline and an emulated Telegram."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx
import pytest

from store import database as databases
from tests.doubles import files, telegram_files
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline
from tests.web.chooser import HEADERS, Visitor

ZHETISAI = (40.7753, 68.3273)


def rows(bot: Hotline, query: str) -> list[Any]:
    with closing(sqlite3.connect(bot.folder / "cases.db")) as connection:
        return connection.execute(query).fetchall()


def wait_for_media(bot: Hotline, states: list[tuple[str, str]]) -> None:
    bot.wait_until(lambda status, told: rows(bot, "select kind, state from medium order by id") == states)


def report_up_to_the_place(phone: Phone) -> None:
    phone.type("/report")
    phone.tap("Building site")
    phone.wait_for("Where is it happening?")
    phone.send_point(*ZHETISAI)
    phone.wait_for("Is any of this happening?")


def test_what_a_phone_sends_is_kept_without_a_trace_of_the_phone(
    bot: Hotline, telegram: Telegram, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    phone, many = Phone(telegram, 4711, "en"), min(9, so_many(30))
    report_up_to_the_place(phone)
    for number in range(many):
        raw = files.picture(("JPEG", "PNG", "WEBP")[number % 3], number)
        if number % 2:
            telegram_files.send_photo(phone, raw)
        else:
            mime = ("image/jpeg", "image/png", "image/webp")[number % 3]
            telegram_files.send_file(phone, raw, mime, file_name="Canaryplace.jpg")
        phone.wait_for(f"Files received: {number + 1}.")
    phone.tap("Send now")
    phone.wait_for("Your code")
    wait_for_media(bot, [("photo", "kept")] * many)
    found = sum(
        any(word in path.read_bytes() for word in files.WORDS)
        for path in bot.folder.rglob("*")
        if path.is_file()
    )
    figure(
        f"R19: {many} photos sent by phone, as photo and as file; canary words on disk and in logs: {found}"
    )

    assert found == 0
    assert rows(bot, "select count(*) from medium where key is not null") == [(0,)]


@pytest.mark.usefixtures("bot")
def test_where_sexual_exploitation_is_told_telegram_is_never_asked_for_a_picture(
    telegram: Telegram, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    phone, sent = Phone(telegram, 4712, "en"), min(8, so_many(20))
    report_up_to_the_place(phone)
    phone.tap("Used for sex or for such photos or videos")
    for number in range(sent):
        if number % 2:
            telegram_files.send_photo(phone, files.picture("JPEG", number))
        else:
            telegram_files.send_file(phone, files.video(), "video/mp4", field="video")
        phone.wait_for("Never send intimate photos or videos of a child")
    voice = telegram_files.send_file(phone, files.voice(), "audio/ogg", field="voice")
    phone.wait_for("Voice message received")
    telegram.wait(lambda: telegram_files.asked(telegram))
    figure(f"R19: {sent} pictures in the sexual branch, {len(telegram_files.asked(telegram)) - 1} asked for")

    assert telegram_files.asked(telegram) == [voice]


def test_an_album_is_confirmed_once_and_a_broken_file_is_told(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 4713, "en")
    report_up_to_the_place(phone)
    for number in range(4):
        telegram_files.send_photo(phone, files.picture("JPEG", number), media_group_id="album-1")
    phone.wait_for("Files received: 4.")
    assert sum("Files received" in text for text in phone.screen()) == 1
    wait_for_media(bot, [("photo", "kept")] * 4)
    telegram_files.send_file(phone, files.PDF, "image/png")
    phone.wait_for("This kind of file cannot be sent")
    telegram_files.send_file(phone, files.picture("JPEG", 1, size=(900, 900))[:30_000], "image/jpeg")
    phone.wait_for("One file could not be opened")


def test_a_page_brings_a_photo_and_reads_at_once_that_it_is_kept(hotline: Hotline) -> None:
    hotline.serve("demo")
    hotline.wait_until(lambda status, told: status == 200)
    database = databases.open_database(f"sqlite:///{hotline.folder}/cases.db")
    with httpx.Client(base_url=hotline.address, headers=HEADERS, timeout=30, trust_env=False) as browser:
        visitor = Visitor(browser, database)
        visitor.come_to_the_files()
        visitor.choose(files.picture("JPEG", 1))
    database.close()

    assert "Files received: 1." in visitor.screen[-1]
    assert rows(hotline, "select kind, state from medium where case_number is null") == [("photo", "kept")]
