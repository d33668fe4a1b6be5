"""`/health`: is the house well? For the machine that watches it, and for whoever asks."""

import asyncio

from aiohttp import web

from store import errors
from web.parts import PARTS, READERS, Health


async def report(request: web.Request) -> web.Response:
    """Give the figures as JSON: 200 when the house is well, 503 when it is not or cannot tell."""
    loop = asyncio.get_running_loop()
    try:
        health = await loop.run_in_executor(request.app[READERS], request.app[PARTS].health)
    except errors.StoreError:
        health = Health(ok=False, figures={"store": "unavailable"})
    return web.json_response({"ok": health.ok, **health.figures}, status=200 if health.ok else 503)
