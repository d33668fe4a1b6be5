"""R31: keys made, changed, lost and recovered, all restored elsewhere: every case stays readable."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from cases import (
    case,
    errors,
    filing,
    granting,
    keyring,
    officers,
    parts,
    passwords,
    readers,
    rotation,
    soundness,
)
from cases.keyring import COORDINATOR, Unlocked
from cases.officers import Newcomer, SignedIn
from hotline import compose, restoring, settings
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.settings import Settings
from store import backup, boxes, locks, recovery
from tests.cases.told import COTTON, DEBT, MAKTAARAL, VILLAGE, report

CASES = 1000
SEALED = 300  # filings that are measured for the cost of sealing
LONGEST = 15 * 60.0  # seconds, for everything together
PASSWORD = "four words do well"
PLACES = (MAKTAARAL, VILLAGE, "750000000")


@dataclass
class House:
    """A house with people in it, and how long each deed took."""

    told: Settings
    private: bytes
    open: Composed
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, deed: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[deed] = time.perf_counter() - begun

    def hire(self, name: str, role: str, department: str, by: Unlocked) -> None:
        new = Newcomer(name, role, department, PASSWORD)
        made = passwords.make(self.open.keys, new, now=_now())
        with self.open.database.transaction() as tx:
            officers.add(tx, self.open.keys, made, actor="desk")
            granting.grant(tx, by, made, actor="recovery", now=_now())

    def dismiss(self, name: str, by: Unlocked) -> None:
        with self.open.database.transaction() as tx:
            theirs = officers.present(tx, self.open.keys, name)
            officers.leave(tx, theirs, actor="recovery", now=_now())
            holders = rotation.affected(tx, theirs)
        for holder in holders:
            assert rotation.rotate(self.open.database, by, holder, actor="recovery", now=_now()).beyond == 0

    def signed_in(self, name: str) -> SignedIn:
        with self.open.database.reading() as tx:
            return passwords.sign_in(tx, self.open.keys, name, PASSWORD)

    def with_recovery_key(self) -> Unlocked:
        with self.open.database.reading() as tx:
            return keyring.with_recovery_key(tx, self.private)

    def readable(self, by: Unlocked) -> int:
        """Count the cases of which these keys open the report."""
        with self.open.database.reading() as tx:
            numbers = [row.number for row in case.listing(tx, limit=CASES)]
            return sum(_opens(partial(parts.read, tx, by, number, "report")) for number in numbers)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    old = settings.Settings(
        database=f"sqlite:///{tmp_path}/old/cases.db",
        directory=tmp_path / "old/directory.db",
        keys=tmp_path / "old/keys",
    )
    begun = time.perf_counter()
    private = recovery.read(prepare.prepare(old, sample=True))
    made = House(old, private, compose.compose(old))
    made.seconds["create"] = time.perf_counter() - begun
    yield made
    made.open.database.close()


def test_every_case_stays_readable_through_every_loss(
    house: House, tmp_path: Path, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    many = so_many(CASES)
    lead = _file(house, many)
    house.hire("leaves", "officer", lead, house.with_recovery_key())
    house.hire("stays", "officer", lead, house.signed_in("leaves").unlocked)
    house.hire("dana", "coordinator", COORDINATOR, house.with_recovery_key())
    theirs = house.readable(house.signed_in("stays").unlocked)
    remembered = house.signed_in("leaves").unlocked

    with house.timed("officer left"):
        house.dismiss("leaves", house.signed_in("dana").unlocked)
    assert house.readable(remembered) == 0
    assert house.readable(house.signed_in("stays").unlocked) == theirs > 0

    with house.timed("department lost"):
        house.dismiss("stays", house.with_recovery_key())
        house.hire("new", "officer", lead, house.with_recovery_key())
    assert house.readable(house.signed_in("new").unlocked) == theirs

    with house.timed("coordinator lost"):
        house.dismiss("dana", house.with_recovery_key())
        house.hire("erlan", "coordinator", COORDINATOR, house.with_recovery_key())
    assert house.readable(house.signed_in("erlan").unlocked) == many

    before = house.with_recovery_key()
    with house.timed("recovery key lost"):
        pair = boxes.make_pair()
        by = house.signed_in("erlan").unlocked
        done = rotation.replace_recovery_key(house.open.database, by, pair, actor="coordinator", now=_now())
        house.private, old = pair.private, house.private
    assert (done.beyond, house.readable(house.with_recovery_key())) == (0, many)
    assert before.pairs

    with house.timed("restored"):
        sound = _restored(house, tmp_path)
    assert (sound.cases, sound.closed) == (many, ())
    assert house.readable(house.signed_in("new").unlocked) == theirs
    with house.open.database.reading() as tx:
        replaced = keyring.with_recovery_key(tx, old)
    assert house.readable(replaced) == 0

    total = sum(house.seconds.values())
    assert many < CASES or total < LONGEST  # a part of them says nothing of the whole
    steps = ", ".join(f"{deed} {seconds:.1f} s" for deed, seconds in house.seconds.items())
    figure(
        f"R31: {many} cases, {sound.parts} sealed parts, {sound.departments} departments: {steps}; together "
        f"{total:.0f} s of {LONGEST:.0f}; readable afterwards {sound.cases - len(sound.closed)} of {many}; "
        "by those who left 0"
    )


def test_what_sealing_and_a_password_cost(house: House, figure: Callable[[str], None]) -> None:
    office = house.open.house.office
    with house.open.database.transaction() as tx:
        number = filing.file_report(tx, office, report("first"), now=_now()).number
        holders = readers.of_case(tx, office, number).whole
        begun = time.perf_counter()
        for count in range(SEALED):
            parts.keep(tx, number, f"addition:{count + 1}", {"text": "x" * 1500}, holders, now=_now())
        tx.flush()
        sealing = (time.perf_counter() - begun) / SEALED * 1e6
    begun = time.perf_counter()
    locks.lock(b"p" * 32, PASSWORD, "measured")
    guess = time.perf_counter() - begun

    figure(
        f"R31: sealing a part of 1.5 KB for {len(holders)} holders {sealing:.0f} µs, rows written; "
        f"one guess at a password {guess * 1000:.0f} ms and {locks.STRONG.memory // 2**20} MB"
    )
    assert locks.STRONG.memory >= 64 * 2**20  # what makes a guess dear, whatever the machine


def _file(house: House, many: int) -> str:
    office = house.open.house.office
    with house.open.database.transaction() as tx:
        for number in range(many):
            told = report(
                str(number),
                facts=DEBT if number % 3 else COTTON,
                territory=PLACES[number % len(PLACES)],
                answers={"words": "said"},
            )
            filed = filing.file_report(tx, office, told, now=_now())
        return filed.lead.code


def _restored(house: House, tmp_path: Path) -> soundness.Soundness:
    """Write a backup, forget the old machine, and restore from the file and the printed key alone."""
    with house.open.database.reading() as tx:
        public = keyring.locks(tx, [keyring.RECOVERY])[keyring.RECOVERY].public
    backup.write(tmp_path / "b.age", restoring.places(house.told), public)
    house.open.database.close()
    (tmp_path / "old").rename(tmp_path / "burnt")
    printed = recovery.read(recovery.written(house.private))
    house.told = restoring.within(house.told, tmp_path / "new")
    with restoring.unpacked(tmp_path / "b.age", printed) as folder:
        sound = restoring.examined(restoring.within(house.told, folder), printed)
        restoring.put(folder, restoring.places(house.told))
    house.open = compose.compose(house.told)
    return sound


def _opens(reading: Callable[[], object]) -> bool:
    try:
        reading()
    except errors.NotForThisKey:
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)
