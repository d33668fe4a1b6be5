"""What every fault needs: a house in a country to route in, made once."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from hotline.settings import Settings
from tests.doubles import once
from tests.faults import nursery
from tests.faults.mother import Mother


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> Path:
    """Give the folder of a house that nobody has lived in, to be copied whole."""

    def make(folder: Path) -> None:
        folder.mkdir()
        copy(directory_file, folder)
        told = Settings(
            _env_file=None,
            database=f"sqlite:///{folder / 'cases.db'}",
            directory=folder / "directory.db",
            keys=folder / "keys",
        )
        nursery.furnish(told)

    return once.made(tmp_path_factory, "unlived-in", make)


@pytest.fixture(scope="session")
def mother(furnished: Path) -> Iterator[Mother]:
    """Of whom all houses of this process's tests are born."""
    with Mother(furnished / "directory.db") as alive:
        yield alive
