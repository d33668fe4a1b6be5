"""Our webhook in a process of its own, put together as `hotline serve` does it, without the worker.

Usage: `python -m benchmarks.webhook_door FOLDER`; says its port, and serves until stdin ends.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from benchmarks import premises
from benchmarks.address import PATH, SECRET
from bot.intake import Intake
from bot.receive import Habits
from bot.webhook import Webhook
from hotline.compose import Composed
from store.writer import Writer
from web import server
from web.parts import Health, Parts


async def serve(composed: Composed) -> None:
    """Serve until stdin ends."""
    writer = Writer(composed.database)
    habits = Habits(now=lambda: datetime.now(UTC), chance=lambda: 0.5)
    hook = Webhook(SECRET, Intake(composed.reception, writer, habits), habits, lambda: "hotline_bot")
    parts = Parts(
        composed.reception,
        writer,
        composed.database,
        composed.keys,
        lambda: Health(True, {}),
        doors={PATH: hook.hear},
    )
    runner = web.AppRunner(server.application(parts), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()
    writer.close()


def main() -> None:
    """Open the house and serve."""
    with premises.opened(premises.told(Path(sys.argv[1]))) as composed:
        asyncio.run(serve(composed))


if __name__ == "__main__":
    main()
