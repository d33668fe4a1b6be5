"""One demonstration and one browser for all journeys at the desk that a process runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.doubles import chromium as chromiums
from tests.journeys.desk import hall as halls
from tests.journeys.desk.hall import Hall


@pytest.fixture(scope="module")  # its loop may not outlive these tests: others begin loops of their own
def chromium() -> Iterator[Browser]:
    with chromiums.launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def furnished_hall(
    tmp_path_factory: pytest.TempPathFactory, directory_file: Path, chromium: Browser
) -> Iterator[Hall]:
    with halls.opened(tmp_path_factory.mktemp("hall"), directory_file, chromium) as one:
        yield one


@pytest.fixture
def hall(furnished_hall: Hall) -> Iterator[Hall]:
    """The demonstration; whatever a browser complained of during a test fails it."""
    furnished_hall.complaints.clear()
    yield furnished_hall
    furnished_hall.close_browsers()
    assert furnished_hall.complaints == []
