"""R6: whoever does not acknowledge in time is passed by, whatever the clock and the process do meanwhile.

"Now" is what the machine's clock shows: it jumps forward and is set back. In time means within five minutes
after the clock has shown the deadline for the first time; with a forward jump that is the moment after it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from cases import clocks, escalation, filing, progress, schema
from cases import forwarding as forwardings
from cases.report import Report
from conversations import escalations
from conversations.house import House
from directory.reading import Directory
from hotline import compose
from store import database as databases
from store import duties
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.doubles import recovery

Figure = Callable[[str], None]
START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
PACE = timedelta(minutes=4)
SLACK = timedelta(minutes=5)
DISTRICTS = ("613800000", "614400000", "611600000", "612000000")
FACTS: tuple[dict[str, object], ...] = (
    {"age": 16, "activity": ["petrol"], "wfcl": ["bonded_labour"]},  # U0, police
    {"age": 13, "activity": ["cotton"], "employer_kind": "private", "hours_day": 11, "school_harm": "absent"},
    {"age": 12, "activity": ["market"]},
    {"age": 14, "hours_day": "2.5", "poverty": True},
)


@dataclass
class Simulation:
    """A world in which cases are filed, delivered, and acknowledged or not; `due` is what should happen."""

    folder: Path
    house: House
    chance: Random
    now: datetime = START
    database: Database = field(init=False)
    acknowledged: dict[int, datetime] = field(default_factory=dict)
    due: dict[int, datetime] = field(default_factory=dict)  # while nobody has acknowledged
    filed: set[int] = field(default_factory=set)
    on_their_way: set[int] = field(default_factory=set)
    escalated_early: int = 0
    escalated_late: int = 0
    escalated_acknowledged: int = 0
    escalated: set[int] = field(default_factory=set)

    def open(self) -> None:
        address = f"sqlite:///{self.folder}/cases.db"
        self.database = databases.open_database(address, migrations=compose.MIGRATIONS)
        self.database.upgrade()

    def restart(self) -> None:
        """As after a kill: leases of the last process are freed at the start."""
        self.database.close()
        self.open()
        with self.database.transaction() as tx:
            duties.release(tx)

    def file(self, number: int) -> None:
        office = self.house.office_at(self.now)
        with self.database.transaction() as tx:
            for _ in range(number):
                report = Report(
                    origin=f"{len(self.filed)}",
                    channel="web",
                    language="kk",
                    facts=self.chance.choice(FACTS),
                    territory=self.chance.choice(DISTRICTS),
                )
                filed = filing.file_report(tx, office, report, now=self.now)
                self.filed.add(filed.number)
                lead = filed.forwardings[0]
                self.due[filed.number] = escalation.latest(filed.urgency, lead.send_at, office.law)
                self._set_out(filed.number)

    def deliver(self) -> None:
        """Some pointers arrive now, some never."""
        office = self.house.office_at(self.now)
        with self.database.transaction() as tx:
            for number in self._some(self.on_their_way, 0.2):
                self.on_their_way.discard(number)
                row = tx.row(select(schema.case).where(schema.case.c.number == number))
                assert row is not None
                last = escalation.asked_last(office, row["lead"], forwardings.of_case(tx, number))
                escalation.delivered(tx, office, last.id, self.now)
                self.due[number] = clocks.due(row["urgency"], self.now, office.law)

    def acknowledge(self) -> None:
        """Some leads answer, and some of those to whom a case was escalated."""
        with self.database.transaction() as tx:
            for number in self._some(set(self.due), 0.012):
                asked = [
                    one
                    for one in forwardings.of_case(tx, number)
                    if not {"lead", "escalated"}.isdisjoint(one.roles)
                ]
                one = self.chance.choice(asked)
                done = progress.acknowledge(tx, token=one.token, actor=one.department, now=self.now)
                assert done.now_acknowledged
                self.acknowledged[number] = self.now
                del self.due[number]
                self.on_their_way.discard(number)

    def work(self) -> None:
        """Carry out every duty that is due; one in fifty claims dies with its process."""
        while True:
            with self.database.transaction() as tx:
                claimed = duties.claim(tx, self.house.keys, now=self.now, holder="probe", limit=1000)
            if not claimed:
                return
            if self.chance.random() < 0.02:
                self.restart()
                continue
            with self.database.transaction() as tx:
                for one in claimed:
                    self._carry(tx, one)

    def _carry(self, tx: Transaction, duty: duties.Claimed) -> None:
        if duty.kind != escalation.KIND:
            duties.settle(tx, duty.id, now=self.now)  # a message: what becomes of it is simulated apart
            return
        number = int(duty.payload)
        before = self._level(tx, number)
        again = escalations.look(tx, self.house, duty, self.now)
        if again is None:
            duties.settle(tx, duty.id, now=self.now)
        else:
            duties.postpone(tx, duty, due_at=again)
        if self._level(tx, number) > before:
            self._climbed(number, again)

    def _climbed(self, number: int, again: datetime | None) -> None:
        self.escalated.add(number)
        self._set_out(number)
        self.escalated_acknowledged += number in self.acknowledged
        self.escalated_early += number in self.due and self.now < _whole(self.due[number])
        if again is None:
            self.on_their_way.discard(number)
            self.due.pop(number, None)  # the top of the ladder: a person has been asked
        else:
            self.due[number] = again

    def count_late(self) -> None:
        """Whoever is overdue after the work of this moment is late: the clock has shown it and more."""
        late = [number for number, due in self.due.items() if due + SLACK <= self.now]
        self.escalated_late += len(late)

    def _set_out(self, number: int) -> None:
        """Four pointers in five will be delivered some time."""
        if self.chance.random() < 0.8:
            self.on_their_way.add(number)
        else:
            self.on_their_way.discard(number)

    def _level(self, tx: Transaction, number: int) -> int:
        row = tx.row(select(schema.case.c.level).where(schema.case.c.number == number))
        return int(row["level"]) if row is not None else 0

    def _some(self, among: set[int], share: float) -> list[int]:
        return self.chance.sample(sorted(among), k=round(len(among) * share))


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_whoever_does_not_acknowledge_in_time_is_passed_by_and_nobody_else(
    tmp_path: Path, directory: Directory, so_many: Callable[[int], int], figure: Figure
) -> None:
    whole = so_many(10_000)
    house = compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)
    world = Simulation(tmp_path, house, Random(6))
    world.open()
    recovery.found(world.database)
    moments = 0
    while world.due or moments < 40:
        if moments < 40:
            world.file(whole // 40)
        world.deliver()
        world.acknowledge()
        world.work()
        world.count_late()
        moments += 1
        world.now = _next(world, moments)
        assert moments < 5000
    world.database.close()

    cases = whole // 40 * 40
    figure(
        f"R6: {cases} cases, {len(world.acknowledged)} acknowledged, {len(world.escalated)} escalated:"
        f" late {world.escalated_late}, too early {world.escalated_early},"
        f" after an acknowledgement {world.escalated_acknowledged}"
    )
    assert (world.escalated_late, world.escalated_early, world.escalated_acknowledged) == (0, 0, 0)
    assert len(world.escalated) > cases // 6
    assert len(world.acknowledged) > cases // 20


def _next(world: Simulation, moments: int) -> datetime:
    """The clock goes on by four minutes; it jumps ahead, and is set back by up to three hours."""
    drawn = world.chance.random()
    if drawn < 0.03:
        return world.now - timedelta(minutes=world.chance.randrange(180))
    if drawn < 0.25 and world.due:
        return max(world.now + PACE, min(world.due.values()))  # nothing is due before
    if drawn < 0.28:
        return world.now + timedelta(hours=world.chance.randrange(1, 30))
    return world.now + PACE
