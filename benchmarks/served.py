"""A whole hotline as `hotline serve` runs it: a process of its own, polling a Telegram on this machine."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.guest import ROOT
from hotline.settings import Settings
from tests.doubles.telegram import TOKEN, Telegram


class Served:
    """`hotline serve` with these settings, asked to stop at the end of the block."""

    def __init__(self, settings: Settings, telegram: Telegram) -> None:
        dropped = ("HOTLINE_", "PYTHONDONTWRITE")  # installed, it is compiled; here the first start does it
        kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        told = {
            "HOTLINE_DATABASE": settings.database,
            "HOTLINE_DIRECTORY": str(settings.directory),
            "HOTLINE_KEYS": str(settings.keys),
            "HOTLINE_BOT_TOKEN": TOKEN,
            "HOTLINE_TELEGRAM_URL": telegram.url,
            "HOTLINE_LISTEN": "",
            "HOTLINE_LOG": "warning",
            "PYTHONPATH": str(ROOT),
        }
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 – closed at the end of the block
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hotline", "serve"],
            env={**kept, **told},
            cwd=settings.directory.parent,  # no .env of whoever runs the benchmark
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        """Use it as a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def log(self) -> str:
        """Give what it has written, for an error."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")


def folder_of(settings: Settings) -> Path:
    """Give the folder in which everything of these settings lies."""
    return settings.directory.parent
