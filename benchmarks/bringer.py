"""Brings updates to a webhook over keep-alive connections, as Telegram does: each chat's in order.

A process of its own, so that its CPU is nobody else's. It is led over stdin and stdout
(benchmarks/peers/exchange.py): `posts`, `port` and `connections`; it answers with what was taken and how long
each took, in milliseconds, from the first byte of the request to the end of the answer.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.address import PATH, SECRET
from benchmarks.peers import exchange
from benchmarks.peers.exchange import Watch

Json = dict[str, Any]


def prepare(asked: Json) -> Callable[[], Json]:
    """Make the requests ready and share the chats out among the connections."""
    lines: dict[int, list[bytes]] = defaultdict(list)
    connections = int(asked["connections"])
    for one in exchange.posts(Path(asked["posts"])):
        lines[one.person % connections].append(_request(one.raw))
    return lambda: asyncio.run(_bring(list(lines.values()), int(asked["port"])))


async def _bring(lines: Sequence[Sequence[bytes]], port: int) -> Json:
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in lines]
    with Watch() as watch:
        took = await asyncio.gather(
            *(_line(one, *pair) for one, pair in zip(lines, opened, strict=True)),
        )
    for _, writer in opened:
        writer.close()
    return {"took": [one for line in took for one in line], "wall": watch.wall, "cpu": watch.cpu}


async def _line(
    requests: Sequence[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> list[float]:
    took = []
    for request in requests:
        before = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"not taken: {head[:60]!r}")
        took.append((time.perf_counter() - before) * 1000)
    return took


def _request(body: bytes) -> bytes:
    head = (
        f"POST {PATH} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}",
        "Connection: keep-alive",
    )
    return "\r\n".join([*head, "", ""]).encode() + body


if __name__ == "__main__":
    exchange.serve(prepare)
