"""R3: the disk has it before anybody hears that we have it. The system's own calls are the witness."""

import itertools
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from tests.doubles.phone import Phone
from tests.faults import lives, tracing
from tests.faults.archive import FileArchive
from tests.faults.lives import Furniture, Lives
from tests.faults.mother import Mother
from tests.faults.tracing import Event
from tests.faults.witness import Witness

WHOLE, BRIEFLY = 500, 20
PATIENCE = 50.0  # seconds; a house that is looked at so closely is slow, and the machine may be busy
ASKING = 100  # people, so that nobody is asked to slow down
_CARRYING = "SELECT count(*) FROM duty WHERE settled_at IS NULL"

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(tracing.STRACE is None, reason=f"R3 by strace: {tracing.MISSING}"),
]


@pytest.fixture
def house(tmp_path: Path, furnished: Path, mother: Mother) -> Furniture:
    copytree(furnished, tmp_path, dirs_exist_ok=True)
    return Furniture(FileArchive(tmp_path / "cases.db"), mother)


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_the_log_is_synced_between_the_arrival_of_an_update_and_its_confirmation(
    way: str, house: Furniture, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    number = so_many(WHOLE, briefly=BRIEFLY)
    settings = lives.by_webhook(lives.free_port()) if way == "webhook" else {}
    traced = _traced(replace(house, settings=settings), number)
    confirmed, early = _judged(traced, "taken" if way == "webhook" else "moved")

    figure(f"R3: by {way}, synced to the disk before the confirmation: {confirmed - early} of {confirmed}")
    assert confirmed >= number
    assert early == 0


def test_a_house_that_confirms_before_it_writes_is_seen(
    house: Furniture, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    number = so_many(20, briefly=3)
    confirmed, early = _judged(_traced(replace(house, arguments=["--hasty"]), number), "moved")

    figure(f"R3: a house that confirms before it writes: {early} of {confirmed} seen not synced")
    assert early > 0


def _traced(furniture: Furniture, number: int) -> list[Event]:
    """Ask so many times for help, each time when nothing is on its way any more; gives what was traced."""
    assert isinstance(furniture.archive, FileArchive)
    path = furniture.archive.path
    out = path.parent / "trace"
    with Witness(Random(3)) as telegram, Lives(path.parent, telegram, furniture) as house:
        phones = itertools.cycle([Phone(telegram, 50_000 + one, "kk") for one in range(ASKING)])
        with (
            tracing.watched(house.begin(), out),
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reading,
        ):
            for one in itertools.islice(phones, number):
                answers = len(telegram.calls("sendMessage")) + 1
                one.type("/help")
                _await_rest(telegram, reading, answers)
            assert telegram.wait(telegram.is_quiet, 30)
        house.stop()
    return tracing.events(out)


def _await_rest(telegram: Witness, reading: sqlite3.Connection, answers: int) -> None:
    """Wait until so many answers were given and nothing is written any more."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answered = telegram.wait(lambda: len(telegram.calls("sendMessage")) >= answers, 0.01)
        if answered and telegram.is_quiet() and reading.execute(_CARRYING).fetchone() == (0,):
            return
        telegram.wait(lambda: False, 0.002)
    raise AssertionError("the house does not come to rest")


def _judged(events: list[Event], confirmation: str) -> tuple[int, int]:
    """Give how many updates were confirmed, and how many of them before the log was written and synced."""
    confirmed = early = last = 0
    is_written = is_synced = False
    for event in events:
        if event.what == "came":
            last, is_written, is_synced = event.number, False, False
        elif event.what == "written":
            is_written = True
        elif event.what == "synced":
            is_synced = is_synced or is_written
        elif last and event.what == confirmation and (event.what == "taken" or event.number > last):
            confirmed, early, last = confirmed + 1, early + (not is_synced), 0
    return confirmed, early
