"""The public pages of a house with a directory, a database and rules."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from conversations.house import House
from tests.web.house import browsing
from web.parts import Parts


@pytest.fixture
def parts(given: Parts, furnished: House) -> Parts:
    return replace(given, house=furnished)


@pytest.fixture
def public(parts: Parts) -> Iterator[httpx.Client]:
    """A browser without JavaScript that follows nothing."""
    with browsing(parts) as browser:
        browser.headers["Accept-Language"] = "en"
        yield browser
