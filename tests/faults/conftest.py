"""What every fault needs: a country to route in, made once."""

from pathlib import Path

import pytest

from directory import writing


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a directory of places and departments, for a house to be copied beside."""
    path = tmp_path_factory.mktemp("furnished") / "directory.db"
    writing.make_directory(path, sample=True)
    return path
