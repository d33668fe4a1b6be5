"""A real database, real keys and the sample directory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cases import law, schema
from cases.office import Office
from directory import reading, writing
from directory.reading import Directory
from store import database as databases
from store import seal
from store.database import Database
from store.seal import Keys
from tests.cases.told import NOW
from tests.doubles import recovery


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    path = tmp_path_factory.mktemp("directory") / "directory.db"
    writing.make_directory(path, sample=True)
    return reading.open_directory(path)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return seal.make_keys(tmp_path / "keys")


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    migrations = [schema.MIGRATIONS]
    opened = databases.open_database(address(migrations), migrations=migrations)
    opened.upgrade()
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.fixture
def office(keys: Keys, directory: Directory) -> Office:
    return Office(keys, law.in_force(NOW.date()), directory.territories, directory.departments)
