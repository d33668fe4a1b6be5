"""A house on a clock that is handed in, with an emulated Telegram: for journeys that take months."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotline import compose
from hotline.settings import Settings
from store import database as databases
from store import seal
from tests.doubles import recovery
from tests.doubles.telegram import TOKEN, Telegram
from tests.journeys.monitoring.house import House
from tests.web.desk.office import Clock

MONDAY = datetime(2026, 10, 12, 4, tzinfo=UTC)  # 9:00 in Kazakhstan, in the season of cotton


@pytest.fixture
def house(
    tmp_path: Path, address: Callable[..., str], directory_file: Path, telegram: Telegram
) -> Iterator[House]:
    database = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    recovery.found(database)
    database.close()
    seal.make_keys(tmp_path / "keys")
    shutil.copy(directory_file, tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
    told = Settings(
        database=f"sqlite:///{tmp_path}/cases.db",
        directory=tmp_path / "directory.db",
        keys=tmp_path / "keys",
        bot_token=TOKEN,
        telegram_url=telegram.url,
        listen=listen,
        public_url=f"http://{listen}",
    )
    one = House(told, Clock(MONDAY))
    one.open()
    yield one
    one.close()
