"""The log: names of one style, nothing of people, and nothing of what was sent, however broken it is."""

import ast
import asyncio
import json
import logging
import re
import sys

import pytest
import structlog
from aiohttp import web

from hotline import logs
from tests.architecture import tree

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


EVENT = re.compile(r"[a-z]+(\.[a-z]+(_[a-z]+)*)")
FIELDS = {
    "again_in", "by", "due", "duty", "error", "failures", "kind", "medium", "reason", "route", "signal",
    "since", "size", "trouble", "update", "word", "wrong",
}  # fmt: skip
"""What a line of the log may tell: identifiers of rows, codes, numbers, moments."""


def spoken() -> dict[str, set[str]]:
    """Every event of the sources with the names of what it tells."""
    events: dict[str, set[str]] = {}
    for path in tree.sources(*tree.ROOMS):
        for node in ast.walk(tree.parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if ast.unparse(node.func.value) not in ("log", "_log"):
                continue
            assert isinstance(node.args[0], ast.Constant), tree.where(path, node)
            events.setdefault(str(node.args[0].value), set()).update(str(one.arg) for one in node.keywords)
    return events


def test_every_event_has_a_name_of_one_style_and_tells_only_what_is_known_to_be_harmless() -> None:
    events = spoken()

    assert {event for event in events if not EVENT.fullmatch(event)} == set()
    assert set().union(*events.values()) - FIELDS == set()


def test_every_event_stands_in_the_documents_and_no_other() -> None:
    page = (tree.ROOT / "docs" / "OBSERVABILITY.md").read_text(encoding="utf-8")
    said = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", page, re.MULTILINE))

    assert said == {*spoken(), "library.spoke"}


def test_a_line_is_one_object_of_json_whoever_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers.clear()
    try:
        logs.configure("info")
        structlog.get_logger().warning("probe.spoke", duty=7)
        logging.getLogger("a.library").warning("it is %s", "late")
        structlog.get_logger().debug("probe.whispered")
    finally:
        root.handlers[:] = before
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())

    assert (ours["event"], ours["duty"], ours["level"]) == ("probe.spoke", 7, "warning")
    assert (theirs["event"], theirs["library"], theirs["said"]) == (
        "library.spoke",
        "a.library",
        "it is late",
    )
    assert ours.keys() >= {"timestamp"} <= theirs.keys()


def test_no_line_shows_what_the_variables_of_a_failure_held(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda told=is_terminal: told)
        logs.configure("info")
        _log_a_failure(CANARY)
        told = capsys.readouterr().err

        assert "probe.failed" in told
        assert "ValueError" in told
        assert CANARY not in told


def _log_a_failure(held: str) -> None:
    try:
        raise ValueError
    except ValueError:
        structlog.get_logger().error("probe.failed", exc_info=True)
