"""The API on a real server, over the sample directory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from directory.reading import Directory
from directory.search import finding
from tests.web.house import House, browsing
from web.api.library import Library


@pytest.fixture(scope="session")
def library(directory_file: Path, directory: Directory) -> Library:
    finder = finding.finder_of(directory)
    return Library(directory_file, lambda: finder)


@pytest.fixture
def program(house: House, library: Library) -> Iterator[httpx.Client]:
    """Another program before our API."""
    with browsing(replace(house.parts, library=library)) as one:
        one.base_url = one.base_url.join("/api/hsds/")
        yield one
