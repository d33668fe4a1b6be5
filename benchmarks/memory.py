"""What an open conversation costs in memory: none stays in the process, so it should be next to nothing.

A process that has warmed up hears people; then 100,000 open conversations are put into the database, each as
if that person had begun a report, and the process goes on with some of them. What it has grown by is what
they add. Beside it PTB, which keeps conversations in the process: really begun, fewer, and multiplied up.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks import asked, parts, premises, processes, rehearsal, spread
from benchmarks.asked import Asked
from benchmarks.contest import Failed
from benchmarks.crowd import Scribe
from benchmarks.guest import BENCH, Guest
from benchmarks.result import Measured, Promise, Result
from benchmarks.walk import STEPS
from conversations import person
from conversations.incoming import Address, Incoming
from conversations.person import Person
from hotline.compose import Composed
from store import identifiers

FIRST = 700_000_000
MANY = 100_000
BATCH = 64
ADDED = "MB added per"


@dataclass(slots=True)
class Listener:
    """A contestant, its memory watched while crowds talk with it."""

    guest: Guest
    scribe: Scribe
    folder: Path

    def hear(self, people: Sequence[int], steps: range) -> float:
        """Let these people do these steps, step by step; gives the memory afterwards, in MB."""
        for step in steps:
            path = self.scribe.write(self.folder / "posts", ((user, step) for user in people))
            self.guest.prepare(posts=str(path), batch=BATCH)
            told = self.guest.go()
            if told["answered"] != len(people):
                raise Failed(f"step {step}: {told['answered']} of {len(people)} answered")
        return processes.memory_of(self.guest.pid)


def measure(told: Asked) -> Result:
    """Watch ours, and PTB if it was asked for."""
    with premises.folder() as folder, ExitStack() as stack:
        scribe = rehearsal.scribe()
        ours = _ours(told, folder, scribe, stack)
        theirs = _theirs(told, folder, scribe, stack) if "ptb" in told.peers else ()
    added = next(one.spread for one in ours if one.unit.startswith(ADDED))
    promise = Promise(f"memory added by {MANY:,} open conversations", 10, added, at_most=True, unit="MB")
    return Result("memory", (*ours, *theirs), (promise,))


def _ours(told: Asked, folder: Path, scribe: Scribe, stack: ExitStack) -> tuple[Measured, ...]:
    settings = premises.told(folder / "ours")
    premises.found(settings)
    composed = stack.enter_context(premises.opened(settings))
    hearer = stack.enter_context(Guest(Path(sys.executable), "benchmarks.hearer", str(folder / "ours")))
    listener, some = Listener(hearer, scribe, folder), told.choose(256, 64, 4)
    pattern = FIRST - 1
    at_first = listener.hear([pattern], range(5))
    for turn in range(told.choose(6, 4, 1)):  # until caches are full and the memory stands still
        warm = listener.hear(range(FIRST + turn * some, FIRST + (turn + 1) * some), range(STEPS))
    before, everybody = _size(composed), range(FIRST + MANY, FIRST + MANY + told.choose(MANY, MANY, 1000))
    _open_conversations(composed, pattern, everybody)
    grown = _size(composed) - before
    later = [everybody[turn * some : (turn + 1) * some] for turn in range(told.choose(5, 5, 1))]
    added = spread.of([listener.hear(people, range(5, STEPS)) - warm for people in later])
    beside = {"open conversations": len(everybody), "gone on with each time": some}
    on_disk = spread.of([grown * MANY / len(everybody)])
    return (
        Measured("ours, after the first report began", "MB", spread.of([at_first])),
        Measured("ours, warm", "MB", spread.of([warm])),
        Measured("ours, open conversations", f"{ADDED} {MANY:,}", added, beside),
        Measured("ours, open conversations", f"MB on disk per {MANY:,}", on_disk, beside),
    )


def _theirs(told: Asked, folder: Path, scribe: Scribe, stack: ExitStack) -> tuple[Measured, ...]:
    said = folder / "said.json"
    said.write_text(json.dumps(scribe.said, ensure_ascii=False))
    python = BENCH if BENCH.exists() else Path(sys.executable)
    ptb = stack.enter_context(Guest(python, "benchmarks.peers.ptb", str(said)))
    listener, many = Listener(ptb, scribe, folder), told.choose(5000, 1000, 20)
    warm = listener.hear(range(FIRST, FIRST + told.choose(200, 200, 4)), range(STEPS))
    first = FIRST + MANY
    grown = listener.hear(range(first, first + many), range(5)) - warm
    beside = {"open conversations": many}
    added = spread.of([grown * MANY / many])
    return (Measured("PTB 22 ConversationHandler, in memory", f"{ADDED} {MANY:,}", added, beside),)


def _open_conversations(composed: Composed, pattern: int, people: range) -> None:
    """Put them into the database: each a row of its own, sealed, with an address and a draft of its own."""
    now = datetime.now(UTC)
    known = _known(composed, pattern)
    for start in range(0, len(people), 10_000):
        with composed.database.transaction() as tx:
            for user in people[start : start + 10_000]:
                incoming = _from(user)
                name = identifiers.token(composed.house.entropy, size=6)
                draft = msgspec.structs.replace(known.draft, draft=name) if known.draft else None
                state = msgspec.structs.replace(known, address=incoming.address, draft=draft)
                person.keep(tx, composed.keys, person.index(composed.keys, incoming), state, now)


def _known(composed: Composed, user: int) -> Person:
    sender = person.index(composed.keys, _from(user))
    with composed.database.reading() as tx:
        return person.load(tx, composed.keys, [sender])[sender]


def _from(user: int) -> Incoming:
    return Incoming(Address("telegram", str(user)), str(user), "other")


def _size(composed: Composed) -> float:
    """Give what the database takes on the disk, in MB, its log carried over."""
    composed.database.empty_log()
    return composed.database.path.stat().st_size / 1e6


if __name__ == "__main__":
    parts.run(measure, asked.read())
