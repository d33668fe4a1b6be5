"""An operator who has signed in."""

from collections.abc import Iterator

import pytest

from tests.web.desk.office import Desk, Visit


@pytest.fixture
def visit(desk: Desk) -> Iterator[Visit]:
    desk.hire("berik", role="operator")
    with desk.at("berik") as one:
        yield one
