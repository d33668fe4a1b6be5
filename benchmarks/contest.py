"""The contest: every contestant hears what crowds send; one after another, again and again, so that a busy
minute of the machine strikes all alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import guest, processes
from benchmarks.guest import Guest
from benchmarks.walk import STEPS

Json = dict[str, Any]
Files = tuple[Path, Path]  # the opening of a crowd, and the rest


class Failed(RuntimeError):
    """A contestant did not do what it was measured for: its number would be worth nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one contestant: what was done, and the seconds that it took."""

    steps: int
    filed: int
    said: int
    wall: float
    cpu: float
    server: float = 0.0  # CPU of a database server beside it

    @property
    def per_second(self) -> float:
        """Steps per second by the clock on the wall."""
        return self.steps / self.wall

    @property
    def per_cpu(self) -> float:
        """Steps per second of CPU time of the contestant's own processes."""
        return self.steps / self.cpu


@dataclass(slots=True)
class Contestant:
    """Who it is; one guest for each process, each with the crowd of its own in `crowds`."""

    name: str
    guests: Sequence[Guest]
    crowds: Sequence[int]
    batch: int
    server: int = 0  # process of a database server that works for it; 0: none
    beside: Mapping[str, object] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def hear(self, crowds: Sequence[Files], sizes: Sequence[int], said: int) -> None:
        """Hear the crowds; `said` is how many messages a reporter must have been sent after ten steps.

        Raises:
            Failed: a step was not answered, or a case not filed.
        """
        people = sum(sizes[number] for number in self.crowds)
        parts = [self._heard([crowds[number][part] for number in self.crowds]) for part in (0, 1)]
        whole = Run(*(opening + rest for opening, rest in zip(*parts, strict=True)))
        if (whole.steps, whole.filed) != (people * STEPS, people) or whole.said < people * said:
            did = f"{whole.steps} answered, {whole.filed} filed, {whole.said} said"
            raise Failed(f"{self.name}: {people} people, {did}")
        self.runs.append(whole)

    def _heard(self, files: Sequence[Path]) -> tuple[int, int, int, float, float, float]:
        counts = self._counts()
        for one, path in zip(self.guests, files, strict=True):
            one.prepare(posts=str(path), batch=self.batch)
        server = self._server()
        told = guest.go_together(self.guests)
        server = self._server() - server
        answered, wall = sum(one["answered"] for one in told), max(one["wall"] for one in told)
        if counts is None:
            filed, said = told[0]["filed"], told[0]["said"]
        else:
            filed, said = (after - one for after, one in zip(self._counts() or counts, counts, strict=True))
        return answered, filed, said, wall, sum(one["cpu"] for one in told), server

    def _counts(self) -> tuple[int, int] | None:
        """Count what several processes have done together in one database; None: the one says it itself."""
        if len(self.guests) == 1:
            return None
        self.guests[0].prepare()
        told = self.guests[0].go()
        return told["filed"], told["said"]

    def _server(self) -> float:
        return processes.cpu_of_family(self.server) if self.server else 0.0
