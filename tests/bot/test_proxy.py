"""Where nobody gets out but a proxy, the variables that every program knows are enough; nothing leaks."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from bot import errors
from bot.carrier import Carrier
from bot.downloads import Downloads
from bot.line import Line
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from tests.doubles import telegram_files
from tests.doubles.gateway import PASSWORD, Gateway
from tests.doubles.telegram import TOKEN, Telegram

HOST = "telegram.example"  # nobody here knows where that is: only the proxy does
PERSON = 501


@pytest.fixture
def gateway(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Gateway(telegram.port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        monkeypatch.setenv("HTTPS_PROXY", proxy.url())
        yield proxy


async def poll(url: str) -> bytes:
    line = Line(url, TOKEN)
    try:
        return await line.ask("getUpdates", {"timeout": 0})
    finally:
        await line.close()


async def send(url: str) -> None:
    carrier = Carrier(url, TOKEN)
    try:
        await carrier.start()
        await carrier.carry(Saying(Address("telegram", str(PERSON)), Message("text")))
    finally:
        await carrier.stop()


async def download(url: str, name: str) -> bytes:
    line = Line(url, TOKEN)
    try:
        return await Downloads(line).fetch(name)
    finally:
        await line.close()


def test_polling_sending_and_files_go_through_the_proxy(telegram: Telegram, gateway: Gateway) -> None:
    telegram.chats.meet({"id": PERSON, "type": "private", "first_name": "x"})
    asyncio.run(poll(f"http://{HOST}"))
    asyncio.run(send(f"http://{HOST}"))
    name = telegram_files.put(telegram, b"a photo")

    assert asyncio.run(download(f"http://{HOST}", name)) == b"a photo"
    assert [shown.text for shown in telegram.chats.of(PERSON)] == ["text"]
    assert {host for _, host in gateway.asked} == {HOST}
    assert len(gateway.asked) == 5  # a poll, getMe, a message, the path of the file, the file
    assert gateway.refused == 0


def test_telegram_itself_is_asked_for_by_a_tunnel(gateway: Gateway) -> None:
    with pytest.raises(errors.LineBroken):
        asyncio.run(poll(f"https://{HOST}"))
    with pytest.raises(errors.Later):
        asyncio.run(send(f"https://{HOST}"))

    assert set(gateway.asked) == {("CONNECT", f"{HOST}:443")}
    assert (len(gateway.asked), gateway.refused) == (2, 0)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_refuses_is_telegram_out_of_reach_and_nobody_reads_its_password(
    gateway: Gateway, scheme: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = f"{PASSWORD}-wrong"
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, gateway.url(wrong))
    said = []
    with caplog.at_level(logging.DEBUG):
        for deed in (poll, send):
            with pytest.raises(errors.BotError) as caught:
                asyncio.run(deed(f"{scheme}://{HOST}"))
            said.append(f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}")

    assert gateway.refused == len(gateway.asked) >= 2
    assert PASSWORD not in caplog.text + " ".join(said)
    assert TOKEN not in caplog.text + " ".join(said)
