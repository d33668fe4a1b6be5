"""What takes long to make is made once for a whole run, by whichever of its processes needs it first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give a file or folder of this name that `make` has made, for reading alone: copy it to change it."""
    base = factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path, done = folder / name, folder / f"{name}.done"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(path)
            done.touch()
    return path
