"""Cleaning files of strangers in a process apart: whatever a file does to it, the service goes on.

A process of its own for every file, not a pool: the next one starts clean, and one that hangs can be ended.
It costs about half a second a file, which nobody waits for.
"""

import asyncio
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from cases.errors import MediumRefused
from hotline.errors import CleanerBroken

PATIENCE = 12.0
"""Seconds that one file may take, from start to end of its process."""
_ROOT = Path(__file__).parent.parent
_HARMED = "file_broken"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Washed:
    """What came out of the process: bytes that may be kept, and the usual ending of such a file."""

    body: bytes
    ending: str


@dataclass(slots=True)
class Cleansing:
    """Cleans one file at a time; the next waits. `program` is what is run, for tests that need a bad one."""

    program: tuple[str, ...] = (sys.executable, "-E", "-m", "hotline.cleaner")
    patience: float = PATIENCE
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def clean(self, raw: bytes, kind: str) -> Washed:
        """Give the file cleaned; see `cases.cleaning.clean`.

        Raises:
            MediumRefused: also when its process was killed or had to be: "file_broken".
            CleanerBroken: the process could not even begin; the file may be a good one.
        """
        async with self._turn:
            said = await asyncio.to_thread(self._run, raw, kind)
        head, _, body = said.partition(b"\n")
        match head.decode("ascii", "replace").split():
            case ["ok", ending]:
                return Washed(body, ending)
            case ["refused", code]:
                raise MediumRefused(code)
        raise MediumRefused(_HARMED)

    def _run(self, raw: bytes, kind: str) -> bytes:
        # An empty environment: the bot's token and the paths of the keys are none of its business.
        try:
            done = subprocess.run(
                [*self.program, kind],
                input=raw,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={},
                timeout=self.patience,
                check=False,
            )
        except subprocess.TimeoutExpired:  # it was killed
            _log.warning("file.cleaning_too_slow", kind=kind, size=len(raw))
            return b""
        if done.returncode > 0:  # Python gave up, not a decoder
            raise CleanerBroken
        if done.returncode:
            _log.warning("file.cleaning_killed", kind=kind, size=len(raw), signal=-done.returncode)
            return b""
        return done.stdout
