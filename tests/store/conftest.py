"""A real database and real keys, in a folder of their own."""

from collections.abc import Callable, Iterator

import pytest

from store import database as databases
from store import seal
from store.database import Database
from store.seal import Keys
from store.writer import Writer
from tests.doubles import postgres as doubles
from tests.doubles.postgres import Server


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return seal.make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def url(address: Callable[..., str]) -> str:
    return address()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = databases.open_database(url)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    opened = Writer(database)
    yield opened
    opened.close()


@pytest.fixture
def house(postgres: Server) -> Iterator[Callable[[], Database]]:
    """Open one database again and again, as each process does for itself."""
    with doubles.opening(postgres.migrated([])) as opening:
        yield opening
