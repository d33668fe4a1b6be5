"""A real database, real keys and the sample directory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cases import law, schema
from cases.office import Office
from directory.reading import Directory
from store import database as databases
from store import seal
from store.database import Database
from store.seal import Keys
from tests.cases.told import NOW
from tests.doubles import recovery


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
