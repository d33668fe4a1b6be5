"""A house with a database and keys of its own, and a browser before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

import conversations
from conversations.house import House as Furnished
from conversations.talk import Reception
from directory.reading import Directory
from hotline import compose
from hotline.cleansing import Cleansing
from store import database as databases
from store import seal
from store.seal import Keys
from store.writer import Writer
from tests.doubles import recovery
from tests.web.chooser import Visitor, visiting
from tests.web.house import MORNING, Clock, House, RecordingReception, browsing
from web.parts import Health, Parts

MIGRATIONS = Path(conversations.__path__[0]) / "migrations/versions"


@pytest.fixture
def house(address: Callable[..., str], tmp_path: Path) -> Iterator[House]:
    database = databases.open_database(address([MIGRATIONS]))
    writer, keys = Writer(database), seal.make_keys(tmp_path / "keys")
    reception = RecordingReception(keys)
    parts = Parts(
        reception, writer, database, keys, health=lambda: Health(ok=True, figures={"duties": 0}), now=Clock()
    )
    yield House(parts, reception, database)
    writer.close()
    database.close()


@pytest.fixture
def browser(house: House) -> Iterator[httpx.Client]:
    with browsing(house.parts) as one:
        yield one


@pytest.fixture(scope="session")
def furnished(directory: Directory) -> Furnished:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


@pytest.fixture
def given(address: Callable[..., str], furnished: Furnished) -> Iterator[Parts]:
    database = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    database.upgrade()
    recovery.found(database)
    writer = Writer(database)
    yield Parts(
        Reception(furnished),
        writer,
        database,
        furnished.keys,
        lambda: Health(ok=True, figures={}),
        now=lambda: MORNING,
        clean=Cleansing().clean,
    )
    writer.close()
    database.close()


@pytest.fixture
def visitor(given: Parts) -> Iterator[Visitor]:
    with visiting(given) as one:
        yield one
