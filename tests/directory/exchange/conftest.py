"""A directory file of one's own to take lists into."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    """A copy of the directory file, alone in its folder."""
    folder = tmp_path / "var"
    folder.mkdir()
    return Path(shutil.copy(directory_file, folder / "directory.db"))
