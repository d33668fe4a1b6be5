"""A department's own system on this machine: a server with a certificate that takes signed posts.

It checks the signature by itself, as docs/OUTWARD.md tells receivers to, and keeps each id once.
"""

import asyncio
import hashlib
import hmac
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import web

WINDOW = 300
Say = Callable[[int], web.StreamResponse | str]
"""Gives the answer to the n-th request, or "cut": no answer at all, or "cut body": half of one."""


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give a server's side of TLS for 127.0.0.1, localhost and desk.example.kz, and who trusts it."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    words = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=desk.example.kz"
    )
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:desk.example.kz"
    more = ["-addext", names, "-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made, key)
    return server, ssl.create_default_context(cafile=str(made))


@dataclass
class Receiver:
    """Serves on 127.0.0.1 while it is entered. `taken` are the bodies by their id, each once."""

    tls: ssl.SSLContext | None = None
    secret: str = "canary-secret"
    say: Say = field(default=lambda number: web.Response(status=204))
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: int = 0
    repeats: int = 0
    unmarked: int = 0  # repeats that do not say that they are one
    forged: int = 0
    port: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    clock: Callable[[], float] = time.time

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="receiver")
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(50)
        return self

    def __exit__(self, *error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(50)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """The address to be enrolled."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/cases"

    async def _open(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._hear)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        self.headers, self.body = dict(request.headers), await request.read()
        answer = self.say(self.requests)
        lost = isinstance(answer, str) or answer.status < 300
        if lost:
            self._take(request)
        if answer == "cut body":
            half = web.StreamResponse(headers={"Content-Length": "100"})
            await half.prepare(request)
            await half.write(b'{"acknow')
            answer = "cut"
        if isinstance(answer, str):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return answer

    def _take(self, request: web.Request) -> None:
        moment = request.headers["X-Hotline-Timestamp"]
        signed = hmac.new(
            self.secret.encode(), moment.encode() + b"." + self.body, hashlib.sha256
        ).hexdigest()
        is_ours = hmac.compare_digest(f"v1={signed}", request.headers["X-Hotline-Signature"])
        if not is_ours or abs(self.clock() - int(moment)) > WINDOW:
            self.forged += 1
            return
        id = request.headers["X-Hotline-Id"]
        told = json.loads(self.body)
        self.repeats += id in self.taken
        self.unmarked += id in self.taken and not told["repeat"]
        self.taken.setdefault(id, told)
