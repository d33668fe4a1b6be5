"""What the first answer does not need is made after it: the places, and the search of services."""

import asyncio

from conversations.house import House

AFTER = 1.0
"""Seconds after the doors are open in which whoever has waited at Telegram is answered first."""


async def run(house: House, *, after: float = AFTER) -> None:
    """Make it in a thread, so that nobody who names a place or looks for help has to wait; does not end.

    Raises:
        DirectoryDamaged: the services in the directory's file cannot be read.
    """

    def make() -> None:
        house.directory.places.find("")
        _ = house.finder

    await asyncio.sleep(after)
    await asyncio.to_thread(make)
    await asyncio.Event().wait()  # to end would be to end the whole service
