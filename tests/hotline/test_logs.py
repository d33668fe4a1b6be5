"""What is sent to the server never stands in the log, however broken it is."""

import asyncio
import logging

import pytest
from aiohttp import web

from hotline import logs

CANARY = "Canary-of-a-visitor"


@pytest.mark.parametrize(
    "request_bytes",
    [
        f"GET /?{CANARY} HTTP/1.1\r\nHost : {CANARY}\r\n\r\n".encode(),
        f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {CANARY}\r\n\r\n".encode(),
        b"GET /fails HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
)
def test_a_broken_request_leaves_only_the_kind_of_its_error(
    request_bytes: bytes, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    watched = logging.getLogger("aiohttp.server")
    told = logs.Nameless()
    watched.addFilter(told)
    try:
        asyncio.run(_send(request_bytes))
    finally:
        watched.removeFilter(told)

    assert "a request failed: " in caplog.text
    assert CANARY not in caplog.text + capsys.readouterr().err
    assert "127.0.0.1" not in caplog.text


async def _fail(request: web.Request) -> web.Response:
    raise RuntimeError(CANARY)


async def _send(request_bytes: bytes) -> None:
    app = web.Application()
    app.router.add_get("/fails", _fail)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        reader, writer = await asyncio.open_connection("127.0.0.1", runner.addresses[0][1])
        writer.write(request_bytes)
        await reader.readline()
        writer.close()
    finally:
        await runner.cleanup()
