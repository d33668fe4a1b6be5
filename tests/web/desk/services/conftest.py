"""A desk whose directory file may be changed."""

from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from conversations.house import House
from tests.web.desk.office import Clock, Desk
from web.parts import Parts


@pytest.fixture
def kept(given: Parts, furnished: House, directory_file: Path, tmp_path: Path) -> Desk:
    """A desk with a copy of the directory of its own."""
    file = Path(copy(directory_file, tmp_path / "directory.db"))
    house = replace(furnished, file=file)
    clock = Clock()
    return Desk(replace(given, now=clock, house=house, second_step=False), house.office_at(clock.now), clock)
