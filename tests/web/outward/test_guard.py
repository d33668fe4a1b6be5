"""R28: a webhook leads to a public address by TLS; nothing else is even connected to."""

import asyncio
import itertools
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from tests.doubles import receiver
from tests.doubles.receiver import Receiver
from tests.hotline.test_worker import NOW
from web.outward import guard, webhooks
from web.outward.errors import AddressRefused, Later, NotCarried, Refused
from web.outward.pauses import Pauses
from web.outward.webhooks import ByWebhook, Habits

WRITTEN = [
    "http://desk.example.kz/cases",
    "ftp://desk.example.kz/",
    "file:///etc/passwd",
    "gopher://desk.example.kz/",
    "//desk.example.kz/",
    "https:desk.example.kz",
    "https://",
    "https:///cases",
    "https://user:password@desk.example.kz/",
    "https://user@desk.example.kz/",
    "https://@desk.example.kz/",
    "https://desk.example.kz\\@127.0.0.1/",
    "https://desk.example.kz#@127.0.0.1/",
    "https://desk.example.kz:22/",
    "https://desk.example.kz:80/",
    "https://desk.example.kz:6379/",
    "https://desk.example.kz:0/",
    "https://desk.example.kz:99999/",
    "https://desk.example.kz:x/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0x0.0x0.0x1/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://169.254.169.254/latest/meta-data/",
    "https://8.8.8.8/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[2a00:1450::1]/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router.lan/",
    "https://one/",
    "https://desk..example.kz/",
    "https://-desk.example.kz/",
    "https://desk_1.example.kz/",
    "https://үстел.қаз/",
    "https://desk。example。kz/",
    "https://①②⑦.0.0.1/",
    "https://desk.example.kz/ a",
    "https://desk.example.kz/\r\nHost: inside",
    "https://desk.example.kz/\t",
    "https://" + "a" * 1000 + ".kz/",
]
"""Addresses that are refused as they are written."""

RESOLVED = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
    "2a00:1450::1%1",
    "not an address",
]
"""What a name may be resolved to, and is then not connected to."""


def said(url: str) -> Saying:
    return Saying(Address("webhook", url), Message("Case 1"))


async def secret(url: str) -> bytes | None:
    return b"canary-secret"


def answering(*answers: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """Give a resolver that answers so, the last for ever."""
    left = itertools.chain(answers, itertools.repeat(answers[-1]))

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(left)

    return resolve


def carry(url: str, habits: Habits) -> None:
    asyncio.run(ByWebhook(secret, Pauses(time.monotonic), habits).carry(said(url)))


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return receiver.certificate(tmp_path_factory.mktemp("certificate"))


def test_nothing_is_sent_to_an_address_that_is_not_one_of_a_department(
    tls: tuple[ssl.SSLContext, ssl.SSLContext], figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: connected.append(to))
    with Receiver(tls[0]) as server:
        for url in WRITTEN:
            with pytest.raises(Refused, match="address_"):
                carry(url, Habits(lambda: NOW, resolve=answering(["127.0.0.1"]), trust=tls[1]))
        for address in RESOLVED:
            for found in ([address], ["93.184.215.14", address]):
                with pytest.raises(Later, match="address_inside"):
                    carry(
                        "https://desk.example.kz/cases",
                        Habits(lambda: NOW, resolve=answering(found), trust=tls[1]),
                    )

        assert server.requests == 0
    assert connected == []
    figure(f"R28: {len(WRITTEN) + len(RESOLVED)} addresses refused, {server.requests} requests out")


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:4010:c0f::71", "185.100.64.1"])
def test_public_addresses_are_public(address: str) -> None:
    assert guard.is_public(address)


@pytest.mark.parametrize("url", ["https://desk.example.kz/a?b=c", "https://xn--80a.xn--80ao21a:8443/"])
def test_an_address_of_a_department_is_taken_as_it_is(url: str) -> None:
    assert guard.read(url).url == url


def test_the_address_that_was_checked_is_the_one_connected_to(
    tls: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name answers with a public address once, and with our own machine ever after."""
    asked: list[int] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(port)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    connected: list[str] = []

    async def to_nowhere(self: object, sock: object, address: tuple[str, int]) -> None:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", to_nowhere)
    habits = Habits(lambda: NOW, resolve=rebinding, trust=tls[1])
    for reason in ("unreachable", "address_inside"):
        with pytest.raises(NotCarried, match=reason):
            carry("https://desk.example.kz/cases", habits)
    assert (len(asked), connected) == (2, ["93.184.215.14"])


def test_the_name_that_was_written_stands_in_host_and_certificate(
    tls: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For this test alone our own machine counts as public."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with Receiver(tls[0]) as server:
        monkeypatch.setattr(guard, "PORTS", {server.port})
        habits = Habits(lambda: NOW, resolve=answering(["127.0.0.1"]), trust=tls[1])
        carry(f"https://desk.example.kz:{server.port}/cases", habits)
        with pytest.raises(Later, match="certificate"):
            carry(f"https://other.example.kz:{server.port}/cases", habits)

        assert server.headers["Host"] == f"desk.example.kz:{server.port}"
        assert server.requests == 1


def test_our_own_machine_is_for_trials_alone(tmp_path: Path) -> None:
    with Receiver() as server:
        with pytest.raises(Refused, match="address_unencrypted"):
            carry(server.url, Habits(lambda: NOW))
        carry(server.url, Habits(lambda: NOW, loopback=True))

        assert server.requests == 1


def test_what_a_refusal_says_names_no_address() -> None:
    with pytest.raises(AddressRefused) as refused:
        guard.read("https://user:canary@desk.example.kz/canary")

    assert "canary" not in str(refused.value)
    assert set(guard.WHAT_TO_DO) >= {refused.value.reason}
    assert webhooks.SECONDS < 50
