"""Dialogue steps per second and per second of CPU, beside the peers; every tenth step files a case.

Ours is the whole way (`benchmarks/hearer.py`), durable before it goes on. The peers keep answers in memory,
or commit them, and neither assess, route, seal nor tell a department: they have the easier task.
"""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import asked, parts, premises, rehearsal, spread
from benchmarks.asked import Asked
from benchmarks.contest import Contestant, Files
from benchmarks.crowd import Scribe
from benchmarks.guest import BENCH, Guest
from benchmarks.result import Measured, Promise, Result
from benchmarks.walk import LANGUAGES
from tests.doubles import postgres

PTB, COMMITTING, AIOGRAM = (
    "PTB 22 ConversationHandler, in memory",
    "PTB 22 + a SQLite commit an update",
    "aiogram 3 FSM, in memory",
)
FIRST = 100_000_000  # people's numbers


def ours(batch: int) -> str:
    """Give the name of ours on SQLite, `batch` updates to a getUpdates answer."""
    return f"ours, SQLite, batch {batch}"


def on_postgres(processes: int) -> str:
    """Give the name of ours on PostgreSQL."""
    return f"ours, PostgreSQL, {processes} process{'es' if processes > 1 else ''}"


NOTES = (
    "Peers reply at once, through a Bot that answers from memory; ours queues the reply on the disk:"
    " carrying it is not in these numbers.",
    "CPU is that of all threads of the contestant's processes; a PostgreSQL server's own stands beside it.",
)
PROMISES = (
    (ours(64), PTB, 2.0),
    (ours(100), PTB, 2.0),
    (ours(8), PTB, 1.0),
    (ours(64), COMMITTING, 5.0),
    (ours(1), COMMITTING, 1.0),
    (on_postgres(1), PTB, 1.0),
    (on_postgres(2), PTB, 1.8),
)


@dataclass(slots=True)
class Contest:
    """What is needed to let them all run."""

    asked: Asked
    folder: Path
    stack: ExitStack
    scribe: Scribe
    sizes: Sequence[int]
    contestants: list[Contestant] = field(default_factory=list)

    def invite_us(self) -> None:
        """Add ours on SQLite: one process, four sizes of batch."""
        hearer = self._guest(sys.executable, "benchmarks.hearer", self._house("sqlite"))
        for number, batch in enumerate((64, 100, 8, 1)):
            self.contestants.append(Contestant(ours(batch), [hearer], [number], batch))

    def invite_us_on_postgres(self) -> None:
        """Add ours on PostgreSQL, a server that syncs every commit; one process, and two."""
        server = postgres.Server(durable=True)
        self.stack.callback(server.stop)
        url = server.empty()
        folder = self._house("postgres", url)
        hearers = [self._guest(sys.executable, "benchmarks.hearer", folder, url) for _ in range(2)]
        for count, crowds in ((1, [0]), (2, [1, 4])):
            name = on_postgres(count)
            self.contestants.append(Contestant(name, hearers[:count], crowds, 64, server.pid))

    def invite_peers(self) -> None:
        """Add the peers that were asked for."""
        said = self.folder / "said.json"
        said.write_text(json.dumps(self.scribe.said, ensure_ascii=False))
        table = str(self.folder / "peer.db")
        known = {
            "ptb": (PTB, "benchmarks.peers.ptb", str(said)),
            "ptb_committing": (COMMITTING, "benchmarks.peers.ptb", str(said), table),
            "aiogram": (AIOGRAM, "benchmarks.peers.aiogram_fsm", str(said)),
        }
        python = str(BENCH) if BENCH.exists() else sys.executable
        for name, module, *arguments in (known[one] for one in self.asked.peers):
            self.contestants.append(Contestant(name, [self._guest(python, module, *arguments)], [0], 64))

    def run(self, warming: int, times: int) -> None:
        """Let everybody hear a crowd in turn; the first rounds only warm up."""
        messages = min(sum(map(len, self.scribe.said[language])) for language in LANGUAGES)
        for turn in range(warming + times):
            crowds = [self._crowd(turn, number) for number in range(len(self.sizes))]
            for one in self.contestants:
                one.hear(crowds, self.sizes, messages)
        for one in self.contestants:
            del one.runs[:warming]

    def _crowd(self, turn: int, number: int) -> Files:
        first = FIRST + (turn * len(self.sizes) + number) * 100_000
        return self.scribe.crowd(self.folder, first, self.sizes[number])

    def _house(self, name: str, database: str = "") -> str:
        folder = self.folder / name
        premises.found(premises.told(folder, database))
        return str(folder)

    def _guest(self, python: str, module: str, *arguments: str) -> Guest:
        return self.stack.enter_context(Guest(Path(python), module, *arguments))


def measure(told: Asked) -> Result:
    """Let all contestants run, and compare them."""
    with contest(told) as everybody:
        everybody.invite_us()
        everybody.invite_peers()
        if told.postgres:
            everybody.invite_us_on_postgres()
        everybody.run(*told.choose((1, 7), (1, 5), (0, 1)))
        by_name = {one.name: one for one in everybody.contestants}
    return Result("dialogue", tuple(_numbers(by_name.values())), tuple(_promises(by_name)), NOTES)


@contextlib.contextmanager
def contest(told: Asked) -> Iterator[Contest]:
    """A contest without contestants yet: the walk is rehearsed, so that all say the same words."""
    with premises.folder() as folder, ExitStack() as stack:
        scribe = rehearsal.scribe()
        many, few = told.choose((128, 64), (48, 24), (9, 4))
        yield Contest(told, folder, stack, scribe, (many, many, few, few, many))


def _numbers(contestants: Iterable[Contestant]) -> Iterator[Measured]:
    for one in contestants:
        beside = {
            "batch": one.batch,
            "steps a run": one.runs[0].steps,
            "cases filed a run": one.runs[0].filed,
        }
        if one.server:
            server = [run.server / run.steps * 1e6 for run in one.runs]
            beside["server's own CPU, µs a step"] = round(spread.of(server).median)
        yield Measured(one.name, "steps/CPU s", spread.of([run.per_cpu for run in one.runs]), beside)
        yield Measured(one.name, "steps/s", spread.of([run.per_second for run in one.runs]), beside)


def _promises(by_name: dict[str, Contestant]) -> Iterator[Promise]:
    for name, other, limit in PROMISES:
        if name in by_name and other in by_name:
            runs, others = by_name[name].runs, by_name[other].runs
            by_cpu = spread.ratios([one.per_cpu for one in runs], [one.per_cpu for one in others])
            by_wall = spread.ratios([one.per_second for one in runs], [one.per_second for one in others])
            yield Promise(f"{name} : {other}, by CPU", limit, by_cpu)
            yield Promise(f"{name} : {other}, by the clock", limit, by_wall)


if __name__ == "__main__":
    parts.run(measure, asked.read())
