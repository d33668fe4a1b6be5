"""What the first answer does not need is made behind it, without anybody's question."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conversations.house import House
from directory import reading
from directory.errors import DirectoryDamaged
from directory.search.asked import Asked
from hotline import compose, readying
from store.seal import Keys

PATIENCE = 60
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    """A directory.db of one's own."""
    return Path(shutil.copy(directory_file, tmp_path / "directory.db"))


@pytest.fixture
def house(place: Path) -> House:
    return compose.furnish(Keys(bytes(32), bytes(32)), reading.open_directory(place))


async def _serve(house: House) -> None:
    """Serve until all has been made; an error of readying comes out."""
    task = asyncio.create_task(readying.run(house, after=0))
    async with asyncio.timeout(PATIENCE):
        while house.shelf._finder is None and not task.done():
            await asyncio.wait([task], timeout=0.01)
    if task.done():
        task.result()
    assert task.cancel()  # it goes on: to end would be to end the whole service


def test_places_and_search_are_made_though_nobody_has_asked_and_serving_goes_on(
    house: House, place: Path
) -> None:
    asyncio.run(_serve(house))
    place.unlink()  # what is read only now is not found

    assert house.directory.places.find("Тараз")
    assert house.finder.find(Asked(text="полиция"), NOW).hits


def test_a_file_whose_services_are_damaged_ends_the_service(house: House, place: Path) -> None:
    with closing(sqlite3.connect(place)) as database:
        database.execute("DROP TABLE schedule")
    with pytest.raises(DirectoryDamaged):
        asyncio.run(_serve(house))
