"""What every fault needs: a house in a country to route in, made once."""

from pathlib import Path

import pytest

from hotline.settings import Settings
from tests.faults import nursery


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a house that nobody has lived in, to be copied whole."""
    folder = tmp_path_factory.mktemp("furnished")
    told = Settings(
        _env_file=None,
        database=f"sqlite:///{folder / 'cases.db'}",
        directory=folder / "directory.db",
        keys=folder / "keys",
    )
    nursery.furnish(told)
    return folder
