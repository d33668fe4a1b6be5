"""The webhook over real HTTP: ours, on the disk before it answers 200, against one that keeps nothing at all.

Mixed load as Telegram brings it: different people's steps beside each other, one person's one after another;
every tenth files a case.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import asked, parts, premises, processes, rehearsal, spread
from benchmarks.asked import Asked
from benchmarks.contest import Failed
from benchmarks.crowd import Scribe
from benchmarks.guest import Guest
from benchmarks.peers import exchange
from benchmarks.result import Measured, Promise, Result
from benchmarks.walk import DRAFT, STEPS
from cases import schema
from hotline.compose import Composed

NOTES = ("Both serve with the same aiohttp on loopback; a third process brings the updates.",)
OURS, BARE = "ours, durable before 200", "aiohttp that keeps nothing"
FIRST = 300_000_000
WHOLE, BRIEF, TINY = {64: 2, 1: 16}, {64: 1, 1: 6}, {4: 1, 1: 1}  # reports on each of so many connections
_CASES = select(func.count().label("n")).select_from(schema.case)


@dataclass(frozen=True, slots=True)
class Run:
    """What one crowd took: requests, the server's seconds of CPU, and each request's milliseconds."""

    requests: int
    wall: float
    cpu: float
    took: tuple[float, ...]


@dataclass(slots=True)
class Webhook:
    """One server, and what was brought to it, by the number of connections."""

    name: str
    server: Guest
    port: int
    runs: dict[int, list[Run]] = field(default_factory=dict)

    def bring(self, bringer: Guest, path: Path, connections: int) -> Run:
        """Have the updates of this file brought."""
        bringer.prepare(posts=str(path), port=self.port, connections=connections)
        before = processes.cpu_of(self.server.pid)
        told = bringer.go()
        cpu = processes.cpu_of(self.server.pid) - before
        return Run(len(told["took"]), told["wall"], cpu, tuple(told["took"]))


@dataclass(frozen=True, slots=True)
class Rush:
    """Who does what on which connection. `first` is divisible by `connections`.

    On each connection somebody is in the middle of a report when it is measured, and somebody else at the
    end: so at every moment the connections stand at different steps, and a tenth of what is brought files.
    """

    first: int
    connections: int
    reports: int  # cases filed on each connection

    def write(self, folder: Path, scribe: Scribe) -> tuple[Path, Path, Path]:
        """Write down how people begin and how some advance, before it is measured; then what is measured."""
        begin: list[tuple[int, int]] = []
        advance: list[tuple[int, int]] = []
        go_on: list[tuple[int, int]] = []
        for number in range(self.connections):
            stage = 1 + number % (STEPS - 1)
            people = [self.first + number + turn * self.connections for turn in range(2 * self.reports + 1)]
            known, new = people[: self.reports + 1], people[self.reports + 1 :]
            begin += [(one, 0) for one in known]
            advance += [(known[0], step) for step in range(1, stage)]
            go_on += [(known[0], step) for step in range(stage, STEPS)]
            for one, other in zip(known[1:], new, strict=True):
                last = STEPS if one != known[-1] else stage
                go_on += [(other, 0), *((one, step) for step in range(1, last))]
        name = f"{self.first}"
        return (
            scribe.write(folder / f"begin-{name}", begin),
            scribe.write(folder / f"advance-{name}", advance),
            scribe.write(folder / f"go-on-{name}", go_on),
        )


@dataclass(slots=True)
class Load:
    """Makes crowds and has each brought to both; counts that every report became a case."""

    folder: Path
    composed: Composed
    scribe: Scribe
    asked: Asked

    def bring(self, turn: int, webhooks: Sequence[Webhook], bringer: Guest) -> None:
        """One round: at 64 connections, and at one."""
        for connections, reports in self.asked.choose(WHOLE, BRIEF, TINY).items():
            rush = Rush(FIRST + (2 * turn + (connections == 1)) * 64_000, connections, reports)
            begin, advance, go_on = rush.write(self.folder, self.scribe)
            for webhook in webhooks:
                webhook.bring(bringer, begin, connections)
                self._name_drafts(advance)  # ours is asked first: from then on the drafts have names
                self._name_drafts(go_on)
                webhook.bring(bringer, advance, connections)
                before = self._filed()
                webhook.runs.setdefault(connections, []).append(webhook.bring(bringer, go_on, connections))
                filed, wanted = self._filed() - before, connections * reports if webhook.name == OURS else 0
                if filed != wanted:
                    raise Failed(f"{webhook.name}: {wanted} reports were brought, {filed} cases filed")

    def _name_drafts(self, path: Path) -> None:
        posts = exchange.posts(path)
        drafts = rehearsal.drafts_of(self.composed, sorted({one.person for one in posts}))
        named = (
            b"%d\t%s" % (one.person, one.raw.replace(DRAFT.encode(), drafts.get(one.person, DRAFT).encode()))
            for one in posts
        )
        path.write_bytes(b"\n".join(named))

    def _filed(self) -> int:
        with self.composed.database.reading() as tx:
            filed: int = tx.rows(_CASES)[0]["n"]
        return filed


def measure(told: Asked) -> Result:
    """Bring the same crowds to both, one after another, again and again."""
    with premises.folder() as folder, ExitStack() as stack:
        scribe = rehearsal.scribe()
        settings = premises.told(folder / "ours")
        premises.found(settings)
        bringer = stack.enter_context(Guest(Path(sys.executable), "benchmarks.bringer"))
        composed = stack.enter_context(premises.opened(settings))
        webhooks = [
            _opened(stack, OURS, "benchmarks.webhook_door", str(folder / "ours")),
            _opened(stack, BARE, "benchmarks.peers.bare"),
        ]
        load = Load(folder, composed, scribe, told)
        warming, times = told.choose((1, 7), (1, 5), (0, 1))
        for turn in range(warming + times):
            load.bring(turn, webhooks, bringer)
        for webhook in webhooks:
            for runs in webhook.runs.values():
                del runs[:warming]
        return Result(
            "webhook",
            tuple(one for webhook in webhooks for one in _numbers(webhook)),
            _promises(*webhooks),
            NOTES,
        )


def _opened(stack: ExitStack, name: str, module: str, *arguments: str) -> Webhook:
    server = stack.enter_context(Guest(Path(sys.executable), module, *arguments))
    return Webhook(name, server, int(server.hear()))


def _numbers(webhook: Webhook) -> Iterator[Measured]:
    for connections, runs in webhook.runs.items():
        beside = {"connections": connections, "requests a run": runs[0].requests}
        if webhook.name == OURS:
            beside["cases filed a run"] = runs[0].requests // STEPS
        yield Measured(
            webhook.name, "requests/CPU s", spread.of([one.requests / one.cpu for one in runs]), beside
        )
        yield Measured(
            webhook.name, "requests/s", spread.of([one.requests / one.wall for one in runs]), beside
        )
        for share in (0.50, 0.99):
            took = spread.of([spread.percentile(one.took, share) for one in runs])
            yield Measured(webhook.name, f"ms, p{share * 100:.0f} of accepting", took, beside)


def _promises(ours: Webhook, bare: Webhook) -> tuple[Promise, ...]:
    most = max(ours.runs)
    by_cpu = [[one.requests / one.cpu for one in webhook.runs[most]] for webhook in (ours, bare)]
    return (Promise(f"{OURS} : {BARE}, {most} connections, by CPU", 0.5, spread.ratios(*by_cpu)),)


if __name__ == "__main__":
    parts.run(measure, asked.read())
