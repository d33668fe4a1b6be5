"""The doctor names what is wrong around the database: files, settings, Telegram."""

import asyncio
import builtins
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from hotline.doctor import configuration, examination, reach, trial
from hotline.settings import Settings
from store import seal
from tests.doubles.mailbox import Mailbox
from tests.doubles.telegram import TOKEN, Telegram
from tests.hotline.infirmary import USUAL, marks_of, told_in
from tests.hotline.test_worker import NOW


def _no_key(folder: Path) -> None:
    (folder / "keys/index.key").unlink()


def _open_key(folder: Path) -> None:
    (folder / "keys/service.key").chmod(0o644)


def _foreign_keys(folder: Path) -> None:
    for name in ("service.key", "index.key"):
        (folder / "keys" / name).unlink()
    seal.make_keys(folder / "keys")


def _open_database(folder: Path) -> None:
    (folder / "cases.db").chmod(0o644)


def _damaged(folder: Path) -> None:
    with (folder / "cases.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 8))


def _of_an_older_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "cases.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'store_0001' WHERE version_num LIKE 'store%'")


def _no_database(folder: Path) -> None:
    for file in folder.glob("cases.db*"):
        file.unlink()


def _no_directory(folder: Path) -> None:
    (folder / "directory.db").unlink()


def _no_good_directory(folder: Path) -> None:
    (folder / "directory.db").write_bytes(os.urandom(10_000))


def _open_env(folder: Path) -> None:
    (folder / ".env").write_text("HOTLINE_LEAD=akimat\n")
    (folder / ".env").chmod(0o644)


@pytest.mark.parametrize(
    ("fault", "about"),
    [
        (_no_key, "keys"),
        (_open_key, "key_rights"),
        (_foreign_keys, "keys_match"),
        (_open_database, "database_rights"),
        (_damaged, "integrity"),
        (_of_an_older_version, "migrations"),
        (_no_database, "database"),
        (_no_directory, "directory"),
        (_no_good_directory, "directory"),
        (_open_env, "env_file"),
    ],
)
def test_what_is_wrong_with_the_files_is_found(
    folder: Path, fault: Callable[[Path], None], about: str
) -> None:
    fault(folder)

    assert marks_of(told_in(folder))[about] == "wrong"


@pytest.mark.parametrize(
    ("more", "about", "mark"),
    [
        ({"listen": "0.0.0.0:8080"}, "listen", "look"),
        ({"listen": ""}, "doors", "wrong"),
        ({"webhook_url": "https://hotline.example:8080/hook"}, "webhook", "wrong"),
        ({"webhook_url": "https://hotline.example/hook"}, "webhook", "wrong"),
        ({"webhook_url": "https://hotline.example:8443/hook", "bot_token": TOKEN}, "webhook", "ok"),
        ({"webhook_url": "https://hotline.example:8444/hook", "bot_token": TOKEN}, "webhook", "wrong"),
        ({"smtp_url": "smtp://127.0.0.1", "admin_email": "a@hotline.example"}, "alarms", "ok"),
    ],
)
def test_settings_that_make_no_sense_together_are_found(
    folder: Path, more: dict[str, str], about: str, mark: str
) -> None:
    told = told_in(folder, **{"webhook_secret": "x" * 32, **more})

    assert {one.about: one.mark for one in configuration.findings(told)}[about] == mark


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server


def test_telegram_is_asked_who_we_are_and_for_no_update(folder: Path, telegram: Telegram) -> None:
    told = told_in(folder, bot_token=TOKEN, telegram_url=telegram.url)

    assert marks_of(told) == {about: mark for about, mark in USUAL.items() if about != "telegram"}
    assert telegram.polls == 0


def test_a_wrong_token_and_a_telegram_out_of_reach_are_wrong(folder: Path, telegram: Telegram) -> None:
    wrong = told_in(folder, bot_token="7000000001:wrongwrongwrong", telegram_url=telegram.url)
    away = told_in(folder, bot_token=TOKEN, telegram_url="http://127.0.0.1:9")

    for told in (wrong, away):
        found = list(examination.examine(told, datetime.now(UTC)))
        assert {one.about: one.mark for one in found}["telegram"] == "wrong"
        assert told.bot_token.get_secret_value() not in str(found)


def test_why_telegram_is_out_of_reach_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Settings(bot_token=SecretStr(TOKEN), telegram_url="http://127.0.0.1:9")
    [nobody] = asyncio.run(reach.findings(there, NOW))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    [proxy] = asyncio.run(reach.findings(there, NOW))

    assert nobody.text.startswith("Telegram cannot be reached: nothing answers there.")
    assert proxy.text.startswith("Telegram cannot be reached: the proxy in HTTPS_PROXY does not answer.")
    assert reach.away("HTTP 502") == "HTTP 502. Look at the network, or at a proxy"


def test_every_reason_in_words_is_an_error_that_the_line_can_have() -> None:
    known = {*vars(aiohttp), *vars(builtins)}

    assert set(reach._AWAY) <= known


def test_a_webhook_that_the_settings_do_not_know_is_told(folder: Path, telegram: Telegram) -> None:
    secret, hook = "x" * 32, "http://127.0.0.1:1/hook"
    told = told_in(
        folder, bot_token=TOKEN, telegram_url=telegram.url, webhook_url=hook, webhook_secret=secret
    )

    assert marks_of(told)["telegram_webhook"] == "look"


@pytest.mark.parametrize(("set_to", "words"), [(True, "inline mode is on"), (False, "/setinline")])
def test_how_inline_mode_is_switched_on_is_told(
    folder: Path, telegram: Telegram, set_to: bool, words: str
) -> None:
    telegram.takes_inline = set_to
    told = told_in(folder, bot_token=TOKEN, telegram_url=telegram.url)
    found = next(one for one in asyncio.run(reach.findings(told, NOW)) if one.about == "telegram_inline")

    assert (found.mark, words in found.text) == ("ok", True)


def test_a_trial_letter_shows_whether_alarms_arrive(folder: Path) -> None:
    with Mailbox(user="bot", password="canary") as box:
        told = told_in(folder, smtp_url=box.url, admin_email="admin@hotline.example")
        good = asyncio.run(trial.finding(told, NOW))
        box.refusing = True
        refused = asyncio.run(trial.finding(told, NOW))
        nowhere = asyncio.run(trial.finding(told_in(folder), NOW))

        assert [letter["Subject"] for letter in box.letters] == ["A trial letter of the hotline"]
    assert (good.mark, refused.mark, nowhere.mark) == ("ok", "wrong", "wrong")
    assert "it says: not now" in refused.text
    assert "canary" not in good.text + refused.text
