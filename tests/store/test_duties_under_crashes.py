"""Under crashes at any instant every duty is carried out, settled once, and in the order of its lane."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from store import database as databases
from store import duties
from store.database import Database
from store.duties import Claimed, Duty
from store.schema import duty
from store.seal import Keys
from store.transaction import Transaction
from tests.store.rows import NOW

KEYS = Keys(bytes(32), bytes(32))
LANES = ["", "x", "y"]


class Crash(Exception):
    """The process dies here."""


class Worlds(RuleBasedStateMachine):
    """A database, workers that may die before or after any commit, and a sink that remembers what it got."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = NOW
        self.added: dict[str, str] = {}  # key → lane, what was promised to be kept
        self.carried: list[str] = []
        self.settled: list[str] = []
        self.held: list[Claimed] = []  # what the living worker has claimed
        self.stale: list[Claimed] = []  # what a worker that overslept its lease still believes to have
        self.claimed_until = NOW

    @initialize()
    def open(self) -> None:
        self.database: Database = databases.open_database(f"sqlite:///{self.folder}/cases.db")
        self.database.upgrade()

    def teardown(self) -> None:
        self.run_dry()
        self.database.close()
        shutil.rmtree(self.folder)

    @rule(lane=st.sampled_from(LANES), name=st.integers(0, 12), wait=st.integers(0, 90), dies=st.booleans())
    def add(self, lane: str, name: int, wait: int, dies: bool) -> None:
        key = f"{lane}:{name}"
        new = Duty("say", key, self.now + timedelta(seconds=wait), key.encode(), lane)
        if self.commit(lambda tx: duties.add(tx, KEYS, new, self.now), dies=dies):
            self.added.setdefault(key, lane)

    @rule(limit=st.integers(1, 4), dies=st.booleans())
    @precondition(lambda self: not self.held)
    def claim(self, limit: int, dies: bool) -> None:
        def unit(transaction: Transaction) -> None:
            self.claimed = duties.claim(transaction, KEYS, now=self.now, holder="me", limit=limit)

        if self.commit(unit, dies=dies):
            self.held = self.claimed
            self.claimed_until = self.now + duties.LEASE

    @rule(fate=st.sampled_from(["settled", "refused", "answer lost", "dies after", "dies before"]))
    @precondition(lambda self: self.held)
    def carry(self, fate: str) -> None:
        one = self.held.pop(0)
        if fate == "dies before":
            return self.restart()
        if fate != "refused":
            self.received(one)
        if fate == "dies after":
            return self.restart()
        if fate == "settled":
            self.commit(lambda tx: duties.settle(tx, one.id, now=self.now))
            self.settled.append(one.key)
            return None
        return self.put_off(one, doubtful=fate == "answer lost")

    def put_off(self, one: Claimed, *, doubtful: bool) -> None:
        lane_mates = [other for other in self.held if one.lane and other.lane == one.lane]
        self.held = [other for other in self.held if other not in lane_mates]

        def unit(transaction: Transaction) -> None:
            duties.defer(transaction, one, reason="refused", now=self.now, chance=0.5, doubtful=doubtful)
            for mate in lane_mates:
                duties.hold_back(transaction, mate)

        self.commit(unit)

    @rule(seconds=st.integers(1, 100))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        if self.now >= self.claimed_until:  # it overslept: the leases are gone
            self.stale += self.held
            self.held = []

    @rule(settles=st.booleans())
    @precondition(lambda self: self.stale)
    def wake_up_late(self, settles: bool) -> None:
        one = self.stale.pop(0)
        if not settles:
            self.commit(lambda tx: duties.defer(tx, one, reason="late", now=self.now, chance=0))

    @rule()
    def restart(self) -> None:
        self.held, self.stale = [], []
        self.database.close()
        self.database = databases.open_database(self.database.url)
        self.commit(lambda tx: duties.release(tx))

    @invariant()
    def nothing_is_lost_and_nothing_is_settled_that_was_not(self) -> None:
        with self.database.reading() as view:
            rows = {row["key"]: row for row in view.rows(select(duty))}
        assert set(rows) == set(self.added)
        assert {key for key, row in rows.items() if row["settled_at"]} == set(self.settled)
        assert all(row["payload"] for row in rows.values() if not row["settled_at"])

    def received(self, one: Claimed) -> None:
        assert one.key not in self.settled, "carried out again after it was settled"
        assert one.doubtful or one.key not in self.carried, "a repeat was not marked as doubtful"
        with self.database.reading() as view:
            earlier = view.rows(
                select(duty.c.key).where(
                    duty.c.lane == one.lane,
                    duty.c.lane != "",
                    duty.c.id < one.id,
                    duty.c.settled_at.is_(None),
                )
            )
        assert earlier == [], "overtook an earlier duty of its lane"
        self.carried.append(one.key)

    def commit(self, unit, *, dies: bool = False) -> bool:  # type: ignore[no-untyped-def]
        """Run a unit; when the process dies before the commit, everything it knew is gone too."""
        try:
            with self.database.transaction() as transaction:
                unit(transaction)
                if dies:
                    transaction.flush()
                    raise Crash
        except Crash:
            self.restart()
            return False
        return True

    def run_dry(self) -> None:
        """However it ended: when all goes well from now on, every duty is done."""
        self.restart()
        for _ in range(len(self.added) + 1):
            self.now += timedelta(hours=7)
            self.claim(64, False)
            while self.held:
                self.carry("settled")
        assert sorted(self.settled) == sorted(self.added)


TestWorlds = Worlds.TestCase
TestWorlds.settings = settings(
    max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
