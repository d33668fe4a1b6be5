"""The cost of each deed, and the size on the disk, as cases grow from a thousand to a hundred thousand (a
million with --full). It must stay flat: no deed may look at more rows because there are more cases.

A few hundred cases are really filed and acknowledged; the rest are copies of their rows
(benchmarks/multiplying.py). At every size the same deeds are done and timed (benchmarks/deeds.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import asked, multiplying, parts, premises, rehearsal, spread
from benchmarks.asked import Asked
from benchmarks.crowd import Scribe
from benchmarks.deeds import Deeds
from benchmarks.hearer import Hearer
from benchmarks.result import Measured, Promise, Result
from benchmarks.spread import Spread
from cases import progress
from hotline import housekeeping
from hotline.compose import Composed
from store import duties
from store.writer import Writer

FIRST = 800_000_000
FLAT = 2.0  # so many times as much may a deed cost with a hundred times as many cases
UNANSWERED = 100  # of so many cases one was not acknowledged
SIZES = {
    "whole": (1_000, 10_000, 100_000),
    "full": (1_000, 10_000, 100_000, 1_000_000),
    "brief": (500, 10_000),
    "tiny": (20, 200),
}


@dataclass(frozen=True, slots=True)
class Grown:
    """What was measured with so many cases."""

    cases: int
    took: dict[str, Spread]  # milliseconds of CPU, by deed
    size: float  # MB on the disk


def measure(told: Asked) -> Result:
    """File a few, and multiply them to each size."""
    with premises.folder() as folder:
        scribe, few = rehearsal.scribe(), told.choose(500, 250, 20)
        grown = [_grown(folder / str(size), scribe, (few, size), told) for size in SIZES[told.scale]]
    return Result("growth", tuple(_numbers(grown)), tuple(_promises(grown)), (NOTE.format(few=few),))


NOTE = (
    "{few} cases were filed and acknowledged as people do it (one in a hundred was not acknowledged);"
    " the others are copies of their rows, history and sealed parts included. Times are CPU, not the disk's."
)


def _grown(folder: Path, scribe: Scribe, numbers: tuple[int, int], told: Asked) -> Grown:
    few, size = numbers
    settings = premises.told(folder)
    premises.found(settings)
    with premises.opened(settings) as composed:
        _file(composed, scribe, folder, few)
    multiplying.multiply(folder / "cases.db", few, size)
    with premises.opened(settings) as composed:
        writer = Writer(composed.database)
        deeds = Deeds(composed, Hearer(composed, writer), scribe, folder, premises.groups(composed))
        for turn in range(told.choose(6, 4, 1)):
            deeds.do_all(FIRST + few + turn * 1_000)
            if not turn and told.scale != "tiny":
                deeds.took.clear()  # it only warmed up
        writer.close()
        composed.database.empty_log()
    megabytes = (folder / "cases.db").stat().st_size / 1e6
    (folder / "cases.db").unlink()
    return Grown(size, {name: spread.of(took) for name, took in deeds.took.items()}, megabytes)


def _file(composed: Composed, scribe: Scribe, folder: Path, few: int) -> None:
    """File so many, say everything that is to be said, acknowledge nearly all, and plan their erasure."""
    writer = Writer(composed.database)
    hearer = Hearer(composed, writer)
    for path in scribe.crowd(folder, FIRST, few):
        hearer.prepare({"posts": str(path), "batch": 64})()
    writer.close()
    now = datetime.now(UTC)
    with composed.database.transaction() as tx:
        while claimed := duties.claim(tx, composed.keys, now=now, holder="bench", limit=500):
            for one in claimed:
                duties.settle(tx, one.id, now=now)
        for number in range(1, few + 1):
            if number % UNANSWERED:
                progress.acknowledge(tx, number=number, actor="desk", now=now)
        housekeeping.sweep(tx, composed.keys, now)  # plans when each is to be erased


def _numbers(grown: Sequence[Grown]) -> Iterator[Measured]:
    for name in grown[0].took:
        for one in grown:
            yield Measured(name, "ms of CPU", one.took[name], {"cases": one.cases})
    for one in grown:
        beside = {"cases": one.cases, "KB a case": round(one.size * 1000 / one.cases, 1)}
        yield Measured("size on the disk", "MB", spread.of([one.size]), beside)


def _promises(grown: Sequence[Grown]) -> Iterator[Promise]:
    first, last = grown[0], grown[-1]
    for name, took in last.took.items():
        times = spread.of([one / first.took[name].median for one in took.runs])
        what = f"{name}: with {last.cases:,} cases against {first.cases:,}"
        yield Promise(what, FLAT, times, at_most=True)


if __name__ == "__main__":
    parts.run(measure, asked.read())
