"""The nursery from outside: lives of the house are begun, killed at a random instant, begun again."""

import shutil
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from signal import SIGKILL
from typing import Self

from tests.doubles.telegram import TOKEN
from tests.faults.archive import Archive
from tests.faults.mother import Mother
from tests.faults.witness import Witness

LONGEST_LIFE = 2.0  # seconds; for an instant that never comes because nothing happens
MOST_REQUESTS = 40
LATEST_MS = 12.0
PATH = "/brought/by/telegram"


@dataclass(frozen=True, slots=True)
class Death:
    """What one kill interrupted. `sound` is what the database says of the files that it left behind."""

    unwritten: int  # updates handed out that are not on disk
    unconfirmed: int  # updates on disk, not confirmed
    carrying: int  # messages claimed and not settled
    sound: str
    lost: int = 0  # updates confirmed that are not on disk: nobody will ever hand them out again

    @property
    def busy(self) -> bool:
        """Tell whether there was something to lose."""
        return bool(self.unwritten or self.unconfirmed or self.carrying)


@dataclass(frozen=True, slots=True)
class Furniture:
    """How a house is set up: where it keeps what it is told, the nursery's arguments, settings of its own.

    `abreast`: so many processes serve beside each other.
    """

    archive: Archive
    mother: Mother
    arguments: Sequence[str] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    abreast: int = 1


class Lives:
    """One house that dies again and again: folder, nursery, and the Telegram that all its lives know.

    A `directory.db` that lies in the folder already is used as it is.
    """

    def __init__(self, folder: Path, telegram: Witness, furniture: Furniture) -> None:
        self.folder, self.telegram, self.archive = folder, telegram, furniture.archive
        self.deaths = list[Death]()
        self.alive: list[int] = []  # process ids, the oldest first
        self._abreast = furniture.abreast
        self.settings = {
            "HOTLINE_BOT_TOKEN": TOKEN,
            "HOTLINE_TELEGRAM_URL": telegram.url,
            "HOTLINE_DATABASE": self.archive.url,
            "HOTLINE_DIRECTORY": str(folder / "directory.db"),
            "HOTLINE_KEYS": str(folder / "keys"),
            "HOTLINE_LISTEN": "",
            "HOTLINE_LOG": "warning",
            **furniture.settings,
        }
        self._nursery = furniture.mother.bear(folder, self.settings, furniture.arguments)
        self._listening = threading.Thread(target=self._listen, name="log", daemon=True)
        self._listening.start()
        self.departments = int(self._hear())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._nursery.stdin.close()  # the end of its input is its end
        self._listening.join()
        self._nursery.stdout.close()

    def live_and_die(self, chance: Random) -> None:
        """One life, killed after a number of requests drawn by lot, and some milliseconds more.

        Of several, most often the oldest: it holds the posts. Those that are missing are begun before.
        """
        self.fill()
        last = self.telegram.asked + chance.randint(1, MOST_REQUESTS)
        self.telegram.wait(lambda: self.telegram.asked >= last, LONGEST_LIFE)
        victim = self.alive[0] if chance.random() < 0.6 else chance.choice(self.alive)
        self.die(chance.uniform(0, LATEST_MS), victim)

    def fill(self) -> None:
        """Begin as many lives as are missing."""
        while len(self.alive) < self._abreast:
            self.begin()

    def begin(self, *roles: str) -> int:
        """Begin a life that is not to be killed at once; gives its process id."""
        self.alive.append(self._order("life", *roles))
        return self.alive[-1]

    def die(self, milliseconds: float = 0, victim: int | None = None) -> None:
        """Kill a life, the oldest unless told which, so long from now, and look at what it leaves."""
        victim = victim or self.alive[0]
        self.alive.remove(victim)
        ended = self._order("kill", victim, f"{milliseconds:.2f}")
        assert ended == -SIGKILL, f"the house died by itself, exit code {ended}:\n{self.log()}"
        self.deaths.append(self._examine(victim))

    def stop(self) -> None:
        """Ask every life to stop, as the system does before a restart."""
        while self.alive:
            ended = self._order("stop", self.alive.pop(), 0)
            assert ended == 0, f"exit code {ended}:\n{self.log()}"

    def log(self) -> str:
        """Give the end of what the house wrote to its log."""
        return (self.folder / "nursery.log").read_text(errors="replace")[-3000:]

    def _examine(self, victim: int) -> Death:
        pending, confirmed = self.telegram.handed_out(), self.telegram.confirmed()
        left = self.archive.examine(victim)
        return Death(
            unwritten=len(pending - left.seen),
            unconfirmed=len(pending & left.seen),
            carrying=left.carrying,
            sound=left.sound,
            lost=len(confirmed - left.seen),
        )

    def _listen(self) -> None:
        with self._nursery.stderr as told, (self.folder / "nursery.log").open("w", buffering=1) as log:
            shutil.copyfileobj(told, log)

    def _order(self, *order: object) -> int:
        self._nursery.stdin.write(" ".join(map(str, order)) + "\n")
        return int(self._hear())

    def _hear(self) -> str:
        line = self._nursery.stdout.readline()
        assert line, f"the nursery ended:\n{self.log()}"
        return line


def by_webhook(port: int) -> dict[str, str]:
    """Give the settings with which every life takes updates at the same port."""
    return {
        "HOTLINE_LISTEN": f"127.0.0.1:{port}",
        "HOTLINE_WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "HOTLINE_WEBHOOK_SECRET": "a-secret-of-the-ordeal",
    }


def free_port() -> int:
    """Give a port of this machine that nobody listens at now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
