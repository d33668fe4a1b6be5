"""The emulated Telegram brings every update to the webhook, also one that comes as its queue runs empty."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.doubles.inbox import Delivery
from tests.doubles.telegram import TOKEN, Telegram

UPDATES = 100


class Taking(BaseHTTPRequestHandler):
    """Takes whatever is brought, and keeps the line open, as the hotline does."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Telegram() as emulator:
        asked = urllib.request.Request(
            f"{emulator.url}/bot{TOKEN}/setWebhook",
            json.dumps({"url": f"http://127.0.0.1:{server.server_port}/"}).encode(),
            {"Content-Type": "application/json"},
        )
        urllib.request.urlopen(asked).close()
        yield emulator
    server.shutdown()
    server.server_close()


def test_who_answers_at_once_is_brought_their_next_update_too(telegram: Telegram) -> None:
    person = {"id": 5, "is_bot": False, "first_name": "A"}
    for number in range(UPDATES):
        message = {"message_id": number, "date": 1, "chat": {"id": 5, "type": "private"}, "from": person}
        update = telegram.inject({"message": {**message, "text": "hello"}})
        assert update is not None
        assert _is_taken(telegram.deliveries[update]), f"{number} was never brought"


def _is_taken(delivery: Delivery) -> bool:
    """Look again and again: who waits to be woken comes too late to meet a queue that runs empty."""
    end = time.monotonic() + 10
    while delivery.confirmed_at is None and time.monotonic() < end:
        pass
    return delivery.confirmed_at is not None
