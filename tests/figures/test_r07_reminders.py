"""R7: what is due in months and years comes once, on its day, and not at all where it has lost its sense.

What the program dates today: escalation while nobody acknowledges, the erasure of media, links and content,
the word that messages can still be deleted. Reminders over months are duties of the simulation
(tests/figures/decade.py), dated and claimed alike; the checks of a real follow-up go through a year of their
own in tests/cases/followups/test_year.py.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from cases import closing, erasure, filing, history, progress, retention, schema
from cases import forwarding as forwardings
from cases.report import Report
from conversations import reminding, trace
from conversations.incoming import Address
from conversations.reminding import Reminder
from directory.reading import Directory
from store import database as databases
from store.transaction import Transaction
from tests.cases.told import enrol
from tests.doubles import recovery
from tests.figures import decade
from tests.figures.decade import KEYS, House10

BEGIN, END = datetime(2020, 1, 31, 6, tzinfo=UTC), datetime(2030, 1, 31, 6, tzinfo=UTC)
ABSENT: dict[str, object] = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}
LEAD, ABOVE, OPERATOR = "EDU_LOC:613800000", "EDU_OBL:610000000", "OPERATOR:KZ"
REMINDER = "The messages here can be deleted for about one more hour."


@dataclass
class Decade:
    """What people do in ten years, and what should come of it."""

    lived: House10
    chance: Random
    due: dict[str, datetime] = field(default_factory=dict)  # follow-ups, by their words
    over: dict[int, datetime] = field(default_factory=dict)  # cases closed or erased, when
    closed: set[int] = field(default_factory=set)
    reminded: dict[str, datetime] = field(default_factory=dict)  # chats in which messages can be deleted
    people: int = 0

    def file(self) -> None:
        """Somebody reports; the follow-ups are planned in the same transaction."""
        now, house = self.lived.now, self.lived.house
        with self.lived.database.transaction() as tx:
            report = Report(f"{now}", "web", "kk", ABSENT, "613800000")
            number = filing.file_report(tx, house.office_at(now), report, now=now).number
            moments = decade.plan_follow_ups(tx, number, now)
            if self.chance.random() < 0.5:
                self._acknowledge(tx, number)
        names = (f"follow-up {number} {months}" for months in decade.MONTHS)
        self.due |= dict(zip(names, moments, strict=True))

    def end_one(self) -> None:
        """A case is closed; one in five is erased, as somebody asked for it."""
        now = self.lived.now
        with self.lived.database.transaction() as tx:
            open_ones = [row["number"] for row in tx.rows(_OPEN)]
            number = self.chance.choice(open_ones)
            if self.chance.random() < 0.2:
                erasure.erase(tx, number, actor="desk", reason="subject_request", now=now)
            else:
                closing.close(tx, number, "helped", actor="desk", now=now)
                self.closed.add(number)
        self.over[number] = now

    def talk(self) -> None:
        """Somebody wants to be told while messages can still be deleted; one in four thinks again."""
        self.people += 1
        address, now = Address("telegram", f"{self.people}"), self.lived.now
        with self.lived.database.transaction() as tx:
            trace.note(tx, KEYS, address, [1, 2], now=now)
            assert reminding.plan(tx, KEYS, Reminder(address, "en", asked=True), now=now)
            if self.people % 4:
                self.reminded[address.chat] = now + reminding.AFTER
            else:
                reminding.take_back(tx, KEYS, address)

    def _acknowledge(self, tx: Transaction, number: int) -> None:
        lead = next(one for one in forwardings.of_case(tx, number) if "lead" in one.roles)
        progress.acknowledge(tx, token=lead.token, actor=lead.department, now=self.lived.now)


_OPEN = select(schema.case.c.number).where(
    schema.case.c.closed_at.is_(None), schema.case.c.erased_at.is_(None)
)


def test_in_ten_years_everything_dated_comes_once_and_nothing_after_its_end(
    tmp_path: Path, directory: Directory, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    lived = House10(tmp_path, directory, Random(7), BEGIN)
    world = asyncio.run(_decade(Decade(lived, Random(70)), so_many(240, briefly=12)))

    said = Counter(text for _, text, _ in lived.said)
    late = [
        text
        for _, text, at in lived.said
        if text in world.due and not at - world.due[text] < timedelta(seconds=1)
    ]
    wanted = {text for text, due in world.due.items() if due <= END and not _is_over(world, text, due)}
    asked = {chat: at for chat, text, at in lived.said if text == REMINDER}
    twice = [text for text in world.due if said[text] > 1]
    after = [text for text in world.due if said[text] and text not in wanted]

    figure(
        f"R7: ten years, {len(world.due)} follow-ups at 1, 3 and 6 months, {len(world.over)} cases closed or"
        f" erased, {lived.deaths} processes dead before they settled: {len(wanted - set(said))} missing,"
        f" {len(twice)} twice, {len(late)} late, {len(after)} after closure or erasure;"
        f" {len(asked)} of {len(world.reminded)} reminders to delete, {said[REMINDER] - len(asked)} twice"
    )
    assert (wanted - set(said), twice, late, after) == (set(), [], [], [])
    assert asked == world.reminded
    assert said[REMINDER] == len(asked)
    assert len(wanted) > len(world.due) / 3
    assert len(wanted) < len(world.due)
    assert lived.deaths > len(world.due) / 40
    _judge_history(tmp_path, world)


def test_days_that_some_months_do_not_have_and_a_changed_clock() -> None:
    def at(year: int, month: int, day: int) -> datetime:
        return datetime(year, month, day, 7, tzinfo=UTC)

    assert decade.months_later(at(2024, 1, 31), 1).date() == date(2024, 2, 29)
    assert decade.months_later(at(2023, 1, 31), 1).date() == date(2023, 2, 28)
    assert decade.months_later(at(2023, 8, 31), 6) == datetime(2024, 2, 29, 4, tzinfo=UTC)
    assert decade.months_later(at(2023, 9, 1), 6) == datetime(2024, 3, 1, 5, tzinfo=UTC)


async def _decade(world: Decade, cases: int) -> Decade:
    """Live through it all; half-way the house is stopped and begun again, as for an upgrade."""
    lived = world.lived
    await lived.begin()
    recovery.found(lived.database)
    with lived.database.transaction() as tx:
        enrol(tx, KEYS, LEAD, ABOVE, OPERATOR)
    step = (END - BEGIN) / cases
    for number in range(cases):
        await lived.live_until(BEGIN + number * step)
        if number == cases // 2:
            await lived.end()
            await lived.begin()
        world.file()
        if number % 2:
            await lived.live_until(lived.now + world.chance.random() * step)
            world.end_one()
        if not number % 3:
            world.talk()
    await lived.live_until(END)
    await lived.end()
    return world


def _is_over(world: Decade, text: str, due: datetime) -> bool:
    ended = world.over.get(int(text.split()[1]))
    return ended is not None and ended <= due


def _judge_history(folder: Path, world: Decade) -> None:
    """Nobody is escalated after the end, or to one level twice; what is closed is erased once, in time."""
    database = databases.open_database(f"sqlite:///{folder / 'cases.db'}")
    with database.reading() as tx:
        rows = tx.rows(select(schema.history))
        assert history.verify(tx) is None
    database.close()
    escalated = [(row["case_number"], row["about"]) for row in rows if row["act"] == "escalated"]
    late = [
        row["case_number"]
        for row in rows
        if row["act"] == "escalated" and world.over.get(row["case_number"], END) < row["at"]
    ]
    erased = Counter(row["case_number"] for row in rows if row["act"] == "erased: term")
    content = retention.in_force(END.date()).content

    assert escalated
    assert len(escalated) == len(set(escalated))
    assert late == []
    assert {number for number in world.closed if world.over[number] + content < END} <= set(erased)
    assert set(erased.values()) == {1}
