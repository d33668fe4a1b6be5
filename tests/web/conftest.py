"""A house with a database and keys of its own, and a browser before it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.schema import CreateTable

from conversations import schema
from store import database as databases
from store import seal
from store.writer import Writer
from tests.web.house import Clock, House, RecordingReception, browsing
from web.parts import Health, Parts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database = databases.open_database(f"sqlite:///{tmp_path / 'cases.db'}")
    with database.transaction() as tx:
        tx.execute(CreateTable(schema.pickup))
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
