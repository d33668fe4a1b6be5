"""A desk with a database of its own."""

from dataclasses import replace

import pytest

from conversations.house import House as Furnished
from tests.web.desk.office import Clock, Desk
from web.parts import Parts


@pytest.fixture
def desk(given: Parts, furnished: Furnished) -> Desk:
    clock = Clock()
    return Desk(
        replace(given, now=clock, house=furnished, second_step=False), furnished.office_at(clock.now), clock
    )
