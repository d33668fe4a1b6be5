"""One demonstration and one browser for all journeys at the desk that a process runs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.desk import hall as halls
from tests.journeys.desk.hall import Hall

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "make test installs Chromium or says how; or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


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
