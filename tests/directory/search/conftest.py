"""The small directory, found in."""

import pytest

from directory.reading import Directory
from directory.search.finding import Finder
from tests.directory.search import cast


@pytest.fixture(scope="session")
def finder(directory: Directory) -> Finder:
    """All services of the cast."""
    return Finder(cast.SERVICES, directory.territories, directory.places, directory.aliases)
