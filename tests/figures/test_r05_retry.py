"""R5: a department that cannot be reached for three days gets everything after, and somebody else is told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import errors
from bot.carrier import Carried
from cases import filing, tasks
from cases.report import Report
from conversations import escalations, pointing
from conversations.house import House
from conversations.saying import Saying
from directory.reading import Directory
from hotline import compose
from hotline.delivery import Delivery
from hotline.outcome import Deferred
from store import database as databases
from store import duties
from store.database import Database
from store.schema import duty as duty_table
from store.seal import Keys
from tests.cases.told import enrol
from tests.doubles import recovery

NOON = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DOWN = timedelta(hours=72)
CASES = 5
LEAD, ABOVE, OPERATOR = "EDU_LOC:613800000", "EDU_OBL:610000000", "OPERATOR:KZ"
ABSENT: dict[str, object] = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}


_NEXT = select(func.min(duty_table.c.due_at).label("next")).where(duty_table.c.settled_at.is_(None))


@dataclass
class Wire:
    """Telegram, as one chat cannot be reached until a moment; `arrived` and `tried` are counted by chat."""

    dead: str
    until: datetime
    now: datetime = NOON
    faults: list[errors.NotCarried] = field(default_factory=list)
    arrived: dict[str, dict[int, datetime]] = field(default_factory=dict)
    tried: dict[int, int] = field(default_factory=dict)

    async def carry(self, said: Saying) -> Carried:
        chat = said.address.chat
        if said.forwarding is not None:
            self.tried[said.forwarding] = self.tried.get(said.forwarding, 0) + 1
        if chat == self.dead and self.now < self.until:
            raise self.faults[sum(self.tried.values()) % len(self.faults)]
        if said.forwarding is not None:
            self.arrived.setdefault(chat, {}).setdefault(said.forwarding, self.now)
        return Carried(None)


FAULTS = (
    errors.Later("HTTP 502"),
    errors.Later("no answer", doubtful=True),
    errors.Refused("message is too long", gone=False),
    errors.Later("asked to slow down", after=timedelta(hours=1)),
)


@pytest.mark.parametrize("kinds", [FAULTS[:1], FAULTS], ids=["5xx", "5xx, silence, 400, 429"])
def test_a_department_out_of_reach_for_three_days(
    tmp_path: Path,
    directory: Directory,
    figure: Callable[[str], None],
    kinds: tuple[errors.NotCarried, ...],
) -> None:
    house = compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)
    database = databases.open_database(f"sqlite:///{tmp_path}/cases.db", migrations=compose.MIGRATIONS)
    database.upgrade()
    recovery.found(database)
    wire = Wire(f"chat:{LEAD}", NOON + DOWN, faults=list(kinds))
    numbers = []
    with database.transaction() as tx:
        enrol(tx, house.keys, LEAD, ABOVE, OPERATOR)
        for number in range(CASES):
            report = Report(str(number), "web", "kk", ABSENT, "613800000")
            filed = filing.file_report(tx, house.office_at(NOON), report, now=NOON)
            assert filed.lead.code == LEAD
            numbers.append(filed.forwardings[0].id)
            pointing.point(tx, house, filed, filed.forwardings, territory="613800000", now=NOON)
    asked = _live(database, house, wire)
    late = [number for number, moment in wire.arrived[wire.dead].items() if moment >= wire.until]
    above = [moment - NOON for moment in wire.arrived[f"chat:{ABOVE}"].values()]
    most = max(wire.tried[number] for number in numbers)
    database.close()

    figure(
        f"R5: 72 h out of reach ({len(kinds)} kinds of fault): {len(late)} of {CASES} delivered after,"
        f" {most} tries at most, a person asked after {asked}, the next level told after {max(above)}"
    )
    assert sorted(late) == numbers
    assert most <= 40
    assert asked is not None
    assert asked <= timedelta(hours=2)
    assert len(above) == CASES
    assert max(above) <= DOWN


def _live(database: Database, house: House, wire: Wire) -> timedelta | None:
    """Do what is due, whenever anything is; gives when a person was asked first."""
    delivery = Delivery(house, lambda: wire.now, {"telegram": wire.carry})
    asked: timedelta | None = None
    while wire.now < NOON + DOWN + timedelta(hours=8):
        with database.transaction() as tx:
            claimed = duties.claim(tx, house.keys, now=wire.now, holder="probe", limit=500)
        for duty in claimed:
            _carry(database, delivery, house, duty, wire.now)
        with database.reading() as tx:
            if asked is None and tasks.waiting(tx, kind=tasks.UNREACHABLE):
                asked = wire.now - NOON
            row = tx.row(
                select(func.min(duty_table.c.due_at).label("next")).where(duty_table.c.settled_at.is_(None))
            )
        following = row["next"] if row and row["next"] else NOON + timedelta(days=9)
        wire.now = max(wire.now + timedelta(seconds=1), following)
    return asked


def _carry(database: Database, delivery: Delivery, house: House, duty: duties.Claimed, now: datetime) -> None:
    if duty.kind == "escalate":
        with database.transaction() as tx:
            again = escalations.look(tx, house, duty, now)
            if again is None:
                duties.settle(tx, duty.id, now=now)
            else:
                duties.postpone(tx, duty, due_at=again)
        return
    outcome = asyncio.run(delivery.act(duty))
    with database.transaction() as tx:
        if isinstance(outcome, Deferred):
            outcome.unit(tx)
            why, doubtful = outcome.reason, outcome.doubtful
            after = outcome.after
            duties.defer(tx, duty, reason=why, now=now, chance=0.5, after=after, doubtful=doubtful)
        else:
            outcome.unit(tx)
            duties.settle(tx, duty.id, now=now)
