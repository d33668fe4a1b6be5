"""The ordeal: reporters and an officer go on with their journeys while the house is killed time and again."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import select

from conversations.dialogue import reading
from conversations.dialogue.script import Script
from hotline import compose
from store import schema as stored
from tests.doubles.phone import Phone
from tests.faults import books, officer
from tests.faults.archive import Archive
from tests.faults.lives import Death, Furniture, Lives
from tests.faults.officer import Officer
from tests.faults.reporter import Reporter, Told
from tests.faults.witness import Witness

AT_ONCE = 8
FIRST_PERSON = 50_000
ASKING = 64  # so many that the pace of a chat, one message a second, holds up nothing
SETTLING = 60.0  # seconds for everything that is under way when the killing is over


@dataclass(slots=True)
class Outcome:
    """What came of an ordeal; the keys and the recovery key are in `folder`."""

    folder: Path
    archive: Archive
    telegram: Witness
    deaths: list[Death]
    told: list[Told] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _People:
    """The people of one ordeal: each of eight tells one report after the other, as a new person each time."""

    telegram: Witness
    chance: Random
    script: Script = field(default_factory=lambda: reading.read_file(compose.SCRIPTS / "citizen_report.toml"))
    over: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_PERSON))

    def tell(self, seed: int) -> list[Told]:
        """Tell until the killing is over. Then one half sends what it has, the other puts the phone away."""
        told = []
        while not self.over.is_set():
            user_id = next(self.numbers)
            last_wish = "send" if user_id % 2 else "leave"
            reporter = Reporter(self.telegram, user_id, self.script, Random(f"{seed}:{user_id}"))
            told.append(reporter.report(self.over.is_set, last_wish))
        return told


def survive(folder: Path, furniture: Furniture, *, kills: int, seed: int) -> Outcome:
    """Kill the house so many times while it is busy, let it finish, stop it, and give what came of it."""
    chance, archive = Random(seed), furniture.archive
    with (
        Witness(Random(seed)) as telegram,
        Lives(folder, telegram, furniture) as lives,
        ThreadPoolExecutor(AT_ONCE + 1) as crowd,
    ):
        telegram.archive = archive
        officer.meet(telegram, lives.departments)
        people, ended, one = _People(telegram, chance), threading.Event(), Officer(telegram, chance)
        telling = [crowd.submit(people.tell, seed + number) for number in range(AT_ONCE)]
        office = crowd.submit(one.work, ended)
        try:
            while not (_suffices(lives.deaths, kills, furniture.abreast) and telegram.has_struck()):
                lives.live_and_die(chance)
            lives.fill()
            people.over.set()
            told = [report for future in telling for report in future.result(SETTLING)]
            settle(telegram, folder, archive)
            _settle_officer(office, ended, telegram)
            settle(telegram, folder, archive)
            lives.stop()
        finally:
            people.over.set()
            ended.set()
        return Outcome(folder, archive, telegram, lives.deaths, told, one.pressed)


def _settle_officer(office: Future[None], ended: threading.Event, telegram: Witness) -> None:
    ended.set()
    with telegram.changed:
        telegram.changed.notify_all()
    office.result(SETTLING)


def _suffices(deaths: list[Death], kills: int, abreast: int) -> bool:
    """So many kills at work, and of every stage of the work a twentieth of them.

    Of several processes one is at work at a time, or two: there, a kill counts that hits an idle one.
    """
    stages = [(one.unwritten > 0, one.unconfirmed > 0, one.carrying > 0) for one in deaths]
    rarest = min((sum(stage) for stage in zip(*stages, strict=True)), default=0)
    busy = sum(death.busy for death in deaths)
    enough = busy >= kills if abreast == 1 else len(deaths) >= kills and busy >= kills / abreast
    return enough and rarest >= kills / 20


def settle(telegram: Witness, folder: Path, archive: Archive, *, patience: float = SETTLING) -> None:
    """Wait until everything is confirmed and everything due is carried."""
    for _ in range(int(patience * 5)):
        if telegram.wait(telegram.is_quiet, 0.1) and not _open_duties(folder, archive):
            return
        telegram.wait(lambda: False, 0.1)
    raise AssertionError("not everything was confirmed and carried in time")


def _open_duties(folder: Path, archive: Archive) -> int:
    duty = stored.duty
    with books.opened(folder, archive) as kept:
        soon = datetime.now(UTC) + timedelta(seconds=1)  # what failed just now is to be waited for
        due = duty.c.settled_at.is_(None) & (duty.c.due_at <= soon)
        return kept.count(select(duty.c.id).where(due))


def lose(folder: Path, furniture: Furniture, *, most: int, seed: int) -> Outcome:
    """Kill a house that confirms before it writes (--hasty), while people ask for help again and again.

    Ends with the kill that loses something, after `most` kills at the latest.
    """
    chance, over, archive = Random(seed), threading.Event(), furniture.archive
    with (
        Witness(Random(seed)) as telegram,
        Lives(folder, telegram, furniture) as lives,
        ThreadPoolExecutor(1) as crowd,
    ):
        telegram.archive = archive
        asking = crowd.submit(_ask, telegram, over)
        try:
            while len(lives.deaths) < most and not any(death.lost for death in lives.deaths):
                lives.live_and_die(chance)
            lives.begin()
        finally:
            over.set()
        asking.result(SETTLING)
        settle(telegram, folder, archive)
        lives.stop()
        return Outcome(folder, archive, telegram, lives.deaths)


def _ask(telegram: Witness, over: threading.Event) -> None:
    """People ask for help, one after the other, each time the bot has polled."""
    phones = itertools.cycle([Phone(telegram, FIRST_PERSON + number, "kk") for number in range(ASKING)])
    while not over.is_set():
        before = telegram.polls
        next(phones).type("/help")
        telegram.wait(partial(_is_past, telegram, before, over), 0.2)


def _is_past(telegram: Witness, before: int, over: threading.Event) -> bool:
    return over.is_set() or telegram.polls > before
