"""The field with a database of its own."""

from dataclasses import replace

import pytest

from conversations.house import House as Furnished
from tests.web.desk.office import Clock, Desk
from tests.web.field.outdoors import Outdoors
from web.parts import Parts


@pytest.fixture
def outdoors(given: Parts, furnished: Furnished) -> Outdoors:
    clock = Clock()
    parts = replace(given, now=clock, house=furnished, second_step=False)
    return Outdoors(Desk(parts, furnished.office_at(clock.now), clock))
