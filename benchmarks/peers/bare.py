"""An aiohttp server that takes updates by POST, keeps nothing, answers 200: as little as a webhook can do.

Usage: `python -m benchmarks.peers.bare`; says the port that it listens on, and serves until stdin ends.
"""

import asyncio
import sys

from aiohttp import web


async def hear(request: web.Request) -> web.Response:
    """Read the body and forget it."""
    await request.read()
    return web.Response()


async def serve() -> None:
    """Serve until stdin ends."""
    application = web.Application()
    application.router.add_post("/brought/by/telegram", hear)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
