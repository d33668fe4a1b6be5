"""A real directory file, made once, and what is in it."""

from pathlib import Path

import pytest

from directory import reading, writing
from directory.reading import Directory


@pytest.fixture(scope="session")
def directory_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("directory") / "directory.db"
    writing.make_directory(path, sample=True)
    return path


@pytest.fixture(scope="session")
def directory(directory_file: Path) -> Directory:
    return reading.open_directory(directory_file)
