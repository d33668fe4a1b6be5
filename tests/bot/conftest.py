"""An emulated Telegram for each test, and a real store."""

from collections.abc import Callable, Iterator

import pytest

from store import database as databases
from store.database import Database
from store.writer import Writer
from tests.doubles.telegram import Telegram


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server
    assert server.violations == []


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    opened = databases.open_database(address())
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    thread = Writer(database)
    yield thread
    thread.close()
