"""The nursery from outside: lives of the house are begun, killed at a random instant, begun again."""

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copy
from signal import SIGKILL
from typing import Self

from tests.doubles import hosts
from tests.doubles.telegram import TOKEN
from tests.faults import nursery
from tests.faults.witness import Witness

LONGEST_LIFE = 2.0  # seconds; for an instant that never comes because nothing happens
MOST_REQUESTS = 40
LATEST_MS = 12.0


@dataclass(frozen=True, slots=True)
class Death:
    """What one kill interrupted. `sound` is what SQLite says of the files that it left behind."""

    unwritten: int  # updates handed out that are not on disk
    unconfirmed: int  # updates on disk, not confirmed
    carrying: int  # messages claimed and not settled
    sound: str
    lost: int = 0  # updates confirmed that are not on disk: nobody will ever hand them out again

    @property
    def busy(self) -> bool:
        """Tell whether there was something to lose."""
        return bool(self.unwritten or self.unconfirmed or self.carrying)


class Lives:
    """One house that dies again and again: folder, nursery, and the Telegram that all its lives know."""

    def __init__(
        self, folder: Path, telegram: Witness, arguments: Sequence[str] = (), *, webhook: bool = False
    ) -> None:
        self.folder, self.telegram, self.deaths = folder, telegram, list[Death]()
        self.settings = {
            "HOTLINE_BOT_TOKEN": TOKEN,
            "HOTLINE_TELEGRAM_URL": telegram.url,
            "HOTLINE_DATABASE": f"sqlite:///{folder / 'cases.db'}",
            "HOTLINE_DIRECTORY": str(folder / "directory.db"),
            "HOTLINE_KEYS": str(folder / "keys"),
            "HOTLINE_LISTEN": "",
            "HOTLINE_LOG": "warning",
        }
        if webhook:
            self.settings |= _by_webhook(_free_port())
        self._log = (folder / "nursery.log").open("wb")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", nursery.__name__, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            bufsize=1,
            cwd=folder,  # no .env of whoever runs the tests
            env={**kept, **self.settings, "PYTHONPATH": hosts.PYTHONPATH, "OPENBLAS_NUM_THREADS": "1"},
        )
        self.departments = int(self._hear())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()  # the end of its input is its end
        self._log.close()

    @property
    def database(self) -> Path:
        """The file that outlives all lives."""
        return self.folder / "cases.db"

    def live_and_die(self, chance: Random) -> None:
        """One life, killed after a number of requests drawn by lot, and some milliseconds more."""
        self.begin()
        last = self.telegram.asked + chance.randint(1, MOST_REQUESTS)
        self.telegram.wait(lambda: self.telegram.asked >= last, LONGEST_LIFE)
        ended = self._order(f"kill {chance.uniform(0, LATEST_MS):.2f}")
        assert ended == -SIGKILL, f"the house died by itself, exit code {ended}:\n{self.log()}"
        self.deaths.append(self._examine())

    def begin(self) -> None:
        """Begin a life that is not to be killed at once."""
        self._order("life")

    def stop(self) -> None:
        """Ask the life to stop, as the system does before a restart."""
        ended = self._order("stop")
        assert ended == 0, f"exit code {ended}:\n{self.log()}"

    def log(self) -> str:
        """Give the end of what the house wrote to its log."""
        return (self.folder / "nursery.log").read_text(errors="replace")[-3000:]

    def _examine(self) -> Death:
        """Look at a copy, so that the next life finds the files as the kill left them."""
        pending, confirmed = self.telegram.handed_out(), self.telegram.confirmed()
        with tempfile.TemporaryDirectory() as away:
            for path in self.folder.glob("cases.db*"):
                copy(path, away)
            with closing(sqlite3.connect(Path(away, "cases.db"))) as copied:
                seen = {number for (number,) in copied.execute("SELECT update_id FROM update_seen")}
                carrying = "SELECT count(*) FROM duty WHERE settled_at IS NULL AND lease_until IS NOT NULL"
                return Death(
                    unwritten=len(pending - seen),
                    unconfirmed=len(pending & seen),
                    carrying=copied.execute(carrying).fetchone()[0],
                    sound=copied.execute("PRAGMA integrity_check").fetchone()[0],
                    lost=len(confirmed - seen),
                )

    def _order(self, order: str) -> int:
        assert self._process.stdin
        self._process.stdin.write(f"{order}\n")
        return int(self._hear())

    def _hear(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"the nursery ended:\n{self.log()}"
        return line


def _by_webhook(port: int) -> dict[str, str]:
    """Give the settings with which every life takes updates at the same port."""
    return {
        "HOTLINE_LISTEN": f"127.0.0.1:{port}",
        "HOTLINE_WEBHOOK_URL": f"http://127.0.0.1:{port}/brought/by/telegram",
        "HOTLINE_WEBHOOK_SECRET": "a-secret-of-the-ordeal",
    }


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
