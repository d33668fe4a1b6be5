"""A webhook: signed, known again when it comes again, never followed, never waited for too long."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from conversations.docket import Docket
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.saying import Saying
from tests.doubles import receiver
from tests.doubles.receiver import Receiver, Say
from web.outward import webhooks
from web.outward.errors import Later, NotCarried, Refused
from web.outward.pauses import AT_ONCE, Pauses
from web.outward.taken import Taken
from web.outward.webhooks import ByWebhook, Habits

Trust = tuple[ssl.SSLContext, ssl.SSLContext]
SLIP = Docket("id-1", "thread-1", "pointer", "Case 7", 7, "https://hotline.example/desk/cases/7", "U1")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return receiver.certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(tls: Trust) -> Iterator[Receiver]:
    with Receiver(tls[0]) as one:
        yield one


def now() -> datetime:
    return datetime.now(UTC)


def by(tls: Trust, secret: str | None = "canary-secret", seconds: float = 5.0) -> ByWebhook:
    async def known(url: str) -> bytes | None:
        return secret.encode() if secret else None

    return ByWebhook(known, Pauses(time.monotonic), Habits(now, True, trust=tls[1], seconds=seconds))


def carry(server: Receiver, way: ByWebhook, slip: Docket | None = SLIP) -> Taken:
    said = Saying(
        Address("webhook", server.url), Message("Case 7", ((Button("x", "k:token"),),)), docket=slip
    )
    return asyncio.run(way.carry(said))


def test_a_pointer_arrives_in_codes_and_words_and_signed(tls: Trust, server: Receiver) -> None:
    assert carry(server, by(tls)) == Taken()

    [told] = server.taken.values()
    datetime.fromisoformat(told.pop("sent_at"))
    assert told == {
        "id": "id-1",
        "thread": "thread-1",
        "kind": "pointer",
        "title": "Case 7",
        "case": 7,
        "link": "https://hotline.example/desk/cases/7",
        "urgency": "U1",
        "repeat": False,
        "text": "Case 7",
    }
    assert (server.forged, server.headers["Content-Type"]) == (0, "application/json")
    assert b"k:token" not in server.body


def test_with_another_secret_or_an_old_moment_the_receiver_believes_nothing(
    tls: Trust, server: Receiver
) -> None:
    carry(server, by(tls, "another"))
    server.clock = lambda: time.time() + receiver.WINDOW + 60
    carry(server, by(tls))

    assert (server.forged, server.taken) == (2, {})


def test_what_has_no_docket_still_has_an_id(tls: Trust, server: Receiver) -> None:
    carry(server, by(tls), slip=None)

    [(id, told)] = server.taken.items()
    assert (len(id), told["id"], told["kind"]) == (32, id, "notice")


@pytest.mark.parametrize(
    ("body", "acknowledged"),
    [
        (b'{"acknowledged": true}', True),
        (b'{"acknowledged": "true"}', False),
        (b'{"acknowledged": false}', False),
        (b"[1]", False),
        (b"thanks", False),
        (b"[" * 60_000, False),
        (b'{"acknowledged": true, "x": "' + b"x" * webhooks.MOST_BYTES + b'"}', False),
    ],
)
def test_an_answer_may_acknowledge_the_case(
    tls: Trust, server: Receiver, body: bytes, acknowledged: bool
) -> None:
    server.say = lambda number: web.Response(body=body)

    assert carry(server, by(tls)).acknowledged is acknowledged


@pytest.mark.parametrize(
    ("say", "reason", "doubtful"),
    [
        (lambda number: web.Response(status=500), "answered_500", True),
        (lambda number: web.Response(status=404), "answered_404", False),
        (lambda number: web.Response(status=307, headers={"Location": "/other"}), "redirects", False),
        (lambda number: web.Response(status=503), "asked_to_wait", False),
        (lambda number: "cut", "broke_off", True),
        (lambda number: "cut body", "broke_off", True),
    ],
)
def test_all_else_is_tried_again(tls: Trust, server: Receiver, say: Say, reason: str, doubtful: bool) -> None:
    server.say = say
    with pytest.raises(Later) as later:
        carry(server, by(tls))

    assert (later.value.reason, later.value.doubtful, server.requests) == (reason, doubtful, 1)
    assert "127.0.0.1" not in str(later.value)
    assert later.value.__context__ is None


def test_410_and_an_ended_enrolment_say_that_nobody_is_there(tls: Trust, server: Receiver) -> None:
    with pytest.raises(Refused) as ended:
        carry(server, by(tls, secret=None))
    server.say = lambda number: web.Response(status=410)
    with pytest.raises(Refused) as gone:
        carry(server, by(tls))

    assert (ended.value.gone, gone.value.gone, server.requests) == (True, True, 1)


def test_a_server_that_asks_for_time_is_left_alone_and_others_are_not(tls: Trust, server: Receiver) -> None:
    server.say = lambda number: web.Response(status=429, headers={"Retry-After": "120"})
    way = by(tls)
    with pytest.raises(Later) as first:
        carry(server, way)
    with pytest.raises(Later, match="host_paused"):
        carry(server, way)

    assert (first.value.after, server.requests) == (timedelta(seconds=120), 1)
    with way.pauses.turn("another"):
        pass


def test_a_server_that_says_nothing_is_waited_for_no_longer_than_its_time(tls: Trust) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        said = Saying(Address("webhook", f"https://127.0.0.1:{port}/"), Message("x"), docket=SLIP)
        with pytest.raises(NotCarried):
            asyncio.run(by(tls, seconds=0.3).carry(said))


def test_one_host_holds_few_places_and_is_silent_longer_each_time() -> None:
    moment = [0.0]
    pauses = Pauses(lambda: moment[0])
    held = [pauses.turn("slow") for _ in range(AT_ONCE)]
    for one in held:
        one.__enter__()
    with pytest.raises(Later, match="host_busy"), pauses.turn("slow"):
        pass
    for one in held:
        one.__exit__(None, None, None)

    silences = []
    for _ in range(10):
        pauses.failed("slow")
        start = moment[0]
        while _is_paused(pauses):
            moment[0] += 1
        silences.append(moment[0] - start)
    assert silences == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    pauses.failed("slow")
    pauses.answered("slow")
    assert not _is_paused(pauses)


def _is_paused(pauses: Pauses) -> bool:
    try:
        with pauses.turn("slow"):
            return False
    except Later:
        return True
