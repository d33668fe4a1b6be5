"""The deeds whose cost must not depend on how many cases there are, each done and timed by itself.

Times are CPU milliseconds of the whole process, the writing thread included; each commits as it would.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import bindparam, select

from benchmarks.contest import Failed
from benchmarks.crowd import Scribe
from benchmarks.hearer import Hearer
from benchmarks.walk import STEPS
from cases import case, receipt, schema
from conversations.incoming import Address, Incoming
from hotline import figures, housekeeping
from hotline.compose import Composed
from store import duties
from store.duties import Claimed
from store.transaction import Transaction

BATCH = 64
ONE_BY_ONE = 20
ACKNOWLEDGE = "k:"  # how the button under a pointer begins

T = TypeVar("T")
_NEWEST = (
    select(schema.forwarding.c.token, schema.forwarding.c.receiver)
    .where(schema.forwarding.c.case_number > bindparam("after"), schema.forwarding.c.receiver != "")
    .order_by(schema.forwarding.c.id)
)


@dataclass(slots=True)
class Deeds:
    """Does them, and notes the times by name. `groups` are the departments' chats."""

    composed: Composed
    hearer: Hearer
    scribe: Scribe
    folder: Path
    groups: Mapping[str, int]
    took: dict[str, list[float]] = field(default_factory=dict)

    def do_all(self, first: int) -> None:
        """Do each: 64 people report, messages are claimed, cases acknowledged; then all is looked at."""
        before = self._newest()
        people = range(first, first + BATCH)
        self._hear(people, range(STEPS - 1), "a step of a dialogue (batch 64)")
        self._hear(people, range(STEPS - 1, STEPS), "filing a case (batch 64)")
        if self._newest() != before + BATCH:
            raise Failed(f"{BATCH} reports were sent, {self._newest() - before} cases filed")
        self._claim()
        self._acknowledge(before)
        self._read()

    @contextmanager
    def _timed(self, name: str, parts: int = 1) -> Iterator[None]:
        before = time.process_time()
        yield
        self.took.setdefault(name, []).append((time.process_time() - before) * 1000 / parts)

    def _hear(self, people: Sequence[int], steps: range, name: str) -> None:
        answered, took = 0, 0.0
        for step in steps:
            path = self.scribe.write(self.folder / "posts", ((user, step) for user in people))
            told = self.hearer.prepare({"posts": str(path), "batch": BATCH})()
            answered, took = answered + told["answered"], took + told["cpu"]
        if answered != len(people) * len(steps):
            raise Failed(f"{name}: {answered} of {len(people) * len(steps)} answered")
        self.took.setdefault(name, []).append(took * 1000 / answered)

    def _claim(self) -> None:
        keys, now, claimed = self.composed.keys, datetime.now(UTC), 0
        for _ in range(BATCH):
            took = -time.process_time()
            found = self._write(lambda tx: duties.claim(tx, keys, now=now, holder="bench", limit=BATCH))
            took += time.process_time()
            claimed += len(found)
            if len(found) < BATCH:
                break
            self.took.setdefault("claiming 64 due duties", []).append(took * 1000)
            self._settle(found, now)
        self._settle(found, now)
        if claimed < BATCH * STEPS:
            raise Failed(f"{claimed} duties were due after {BATCH} reports")

    def _settle(self, found: Sequence[Claimed], now: datetime) -> None:
        def unit(tx: Transaction) -> None:
            for one in found:
                duties.settle(tx, one.id, now=now)

        self._write(unit)

    def _acknowledge(self, after: int) -> None:
        with self.composed.database.reading() as tx:
            pointers = tx.rows(_NEWEST, {"after": after})[:ONE_BY_ONE]
        for row in pointers:
            group = str(self.groups[row["receiver"]])
            address, token = Address("telegram", group), f"{ACKNOWLEDGE}{row['token']}"
            tapped = Incoming(address, "1", "button", token, group=True, message=1)
            unit = partial(self.composed.reception.hear_all, incomings=[tapped], now=datetime.now(UTC))
            with self._timed("acknowledging a case (alone)"):
                [heard] = self._write(unit)
            if heard.aside or not heard.toast:
                raise Failed("an acknowledgement was not taken")

    def _read(self) -> None:
        newest, now, keys = self._newest(), datetime.now(UTC), self.composed.keys
        with self.composed.database.reading() as tx:
            lead = case.get(tx, newest).lead
            reads: dict[str, Callable[[], object]] = {
                "a page of 100 cases, the newest": lambda: case.listing(tx),
                "a page from the middle": lambda: case.listing(tx, before=newest // 2),
                "a page of what nobody has acknowledged": lambda: case.listing(tx, state="received"),
                "a page of one department's": lambda: case.listing(tx, department=lead),
                "looking a receipt's code up": lambda: receipt.case_number(tx, keys, "1" * 16),
                "the figures of /health": lambda: figures.stored(tx, now),
                "the counts of /metrics": lambda: figures.count(tx, now),
            }
            for name, read in reads.items():
                read()
                with self._timed(name, ONE_BY_ONE):
                    for _ in range(ONE_BY_ONE):
                        read()
        with self._timed("the hourly housekeeping"):
            self._write(lambda tx: housekeeping.sweep(tx, keys, now))

    def _write(self, unit: Callable[[Transaction], T]) -> T:
        return self.hearer.writer.submit(unit).result()

    def _newest(self) -> int:
        with self.composed.database.reading() as tx:
            return max((one.number for one in case.listing(tx, limit=1)), default=0)
