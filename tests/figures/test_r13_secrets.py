"""R13: tokens, receipts, telephones, accounts and words come out nowhere, however talkative the log."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from conversations import notices
from locales import catalogue
from tests.doubles import canaries
from tests.doubles.phone import Phone
from tests.doubles.telegram import TOKEN, Telegram
from tests.journeys.conftest import Hotline, bot, hotline, prepared, telegram  # noqa: F401 – fixtures

REPORTERS = 30
ACCOUNT = 9_100_000_700
CODE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}")
FAULTS = ("500", "429", "403")
GROUP = -1_009_100_000
PASSWORD = "gryphon teapot lantern"


@pytest.mark.parametrize("bot", ["webhook"], indirect=True)
def test_no_secret_and_nothing_personal_comes_out(
    bot: Hotline,  # noqa: F811
    telegram: Telegram,  # noqa: F811
    so_many: Callable[[int], int],
    figure: Callable[[str], None],
) -> None:
    many = so_many(REPORTERS)
    said = [_enrolled(bot)]
    codes = [_report(telegram, number) for number in range(many)]
    bot.wait_until(lambda status, told: bot.log().count('"duty"') >= many)  # it speaks of what failed
    said += _commands(bot)
    said.append(_knock(bot))
    said.append(json.dumps(bot.health()[1]))
    bot.stop()
    (bot.folder / "said").write_text("\n".join(said), encoding="utf-8")
    files = [path for path in bot.folder.rglob("*") if path.is_file() and path.parent.name != "keys"]
    secrets = _secrets(bot, codes)
    found = [
        f"{path.name}: {name}"
        for path in files
        for name, value in secrets
        if value.encode() in path.read_bytes()
    ] + canaries.hits(files)

    assert len(set(codes)) == many
    assert found == []
    lines, shapes = len(bot.log().splitlines()), len(canaries.shapes())
    figure(
        f"R13: {many} reports by webhook at DEBUG, {lines} lines of log, {len(said)} commands and pages, "
        f"{len(files)} files: {len(secrets)} secrets (token, webhook secret, codes, accounts, passwords) "
        f"and {shapes} spellings of words and telephones sought, {len(found)} hits"
    )


def _enrolled(bot: Hotline) -> str:  # noqa: F811
    done = bot.run("departments", "enrol", "EDU_LOC:613800000", "--telegram-chat", str(GROUP))
    assert done.returncode == 0
    return done.stdout + done.stderr


def _report(telegram: Telegram, number: int) -> str:  # noqa: F811
    """Report with own words, ask for the state with the code, and guess one; gives the code."""
    say = catalogue.load("en").say
    citizen = Phone(telegram, ACCOUNT + number, "en")
    citizen.type("/start r_cotton-d_613800000")
    citizen.see("Send now")
    citizen.type(canaries.sentence(number))
    citizen.tap("Send now")
    told = citizen.wait_for(say(notices.CODE, code="|").partition("|")[0])
    code = CODE.search(told)
    assert code, told
    citizen.type(f"/status {code[0]}")
    telegram.fault(FAULTS[number % len(FAULTS)], "sendMessage", chat=ACCOUNT + number)
    citizen.type("1234-5678-9012-3456")
    return code[0]


def _commands(bot: Hotline) -> list[str]:  # noqa: F811
    """What commands say, also where they fail."""
    words = (
        ("cases", "show", "1"),
        ("cases", "show", "1", "--officer", "nobody"),
        ("keys", "officer", "dana", "--role", "coordinator"),
        ("keys", "grant", "dana"),
    )
    done = [bot.run(*command, given=f"{PASSWORD}\n{PASSWORD}\n") for command in words]
    return [one.stdout + one.stderr for one in done]


def _knock(bot: Hotline) -> str:  # noqa: F811
    """Knock at the webhook without the secret, with a report in the hand."""
    body = json.dumps({"update_id": 1, "message": {"text": canaries.sentence(0)}}).encode()
    asked = urllib.request.Request(bot.settings["HOTLINE_WEBHOOK_URL"], body, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=10)
    with refused.value as answer:
        return answer.read().decode()


def _secrets(bot: Hotline, codes: list[str]) -> list[tuple[str, str]]:  # noqa: F811
    """Name and value of everything that must stay inside."""
    accounts = [("account", str(ACCOUNT + number)) for number in range(len(codes))]
    plain = [
        ("code", form) for code in codes for form in (code, code.replace("-", ""), code.replace("-", " "))
    ]
    keys = [(path.name, path.read_text().strip()) for path in Path(bot.folder / "keys").iterdir()]
    return [
        ("token", TOKEN),
        ("token", TOKEN.partition(":")[2]),
        ("webhook secret", bot.settings["HOTLINE_WEBHOOK_SECRET"]),
        ("password", PASSWORD),
        ("group", str(GROUP)),
        *accounts,
        *plain,
        *keys,
    ]
