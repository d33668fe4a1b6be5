"""Is the house well (`/health`), does the process answer (`/live` below it), can it take work (`/ready`)?

For the machines that watch it, and for whoever asks: figures and codes, nothing that people wrote.
"""

import asyncio
from collections.abc import Callable

from aiohttp import web

from store import errors
from web.parts import PARTS, READERS, Health


async def report(request: web.Request) -> web.Response:
    """Give the figures as JSON: 200 when the house is well, 503 when it is not or cannot tell."""
    health = await _asked(request, request.app[PARTS].health)
    return _answer("ok", health)


async def live(request: web.Request) -> web.Response:
    """Answer 200 as long as the event loop turns; looks at nothing else."""
    return web.json_response({"live": True})


async def ready(request: web.Request) -> web.Response:
    """Answer 200 when work can be taken now; else 503 and the code of the reason."""
    health = await _asked(request, request.app[PARTS].probes.ready)
    return _answer("ready", health)


async def _asked(request: web.Request, question: Callable[[], Health]) -> Health:
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(request.app[READERS], question)
    except errors.StoreError:
        return Health(ok=False, figures={"store": "unavailable"})


def _answer(word: str, health: Health) -> web.Response:
    return web.json_response({word: health.ok, **health.figures}, status=200 if health.ok else 503)


ROUTES = [
    web.get("/health", report),
    web.get("/health/live", live),
    web.get("/health/ready", ready),
]
