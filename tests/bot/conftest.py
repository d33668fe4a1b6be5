"""An emulated Telegram for each test, and a real store."""

from collections.abc import Iterator
from pathlib import Path

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
def database(tmp_path: Path) -> Iterator[Database]:
    opened = databases.open_database(f"sqlite:///{tmp_path / 'cases.db'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    thread = Writer(database)
    yield thread
    thread.close()
