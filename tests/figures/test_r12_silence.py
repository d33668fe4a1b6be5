"""R12: silence is noticed. Whatever fell silent, health says 503 and the admin is written to, once, in time.

Twenty injections of four kinds, each into a house of its own with its own mail server on this machine; the
clock is moved by hand. Before its time nothing is said, and when all is well again, that is said once.
"""

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cases import filing
from cases.report import Report
from conversations import pointing
from conversations.house import House
from hotline import compose
from hotline.troubles import AGAIN, WELL_FOR
from store import database as databases
from store import duties
from store.database import Database
from store.duties import Duty
from tests.cases.told import enrol
from tests.doubles import recovery
from tests.hotline.ward import BEGUN, LASTS, MINUTE, OVER, Ward, warded


@dataclass(frozen=True)
class Silence:
    """A way to fall silent: how it is brought about, and after how long somebody must have been told."""

    name: str
    bring: Callable[[Ward], AbstractContextManager[None]]
    before: timedelta  # nothing may be said up to here
    latest: timedelta  # and by now it must have been
    hears: bool = True  # Telegram answers meanwhile


@contextmanager
def deaf(ward: Ward) -> Iterator[None]:
    """Telegram is not heard any more: the looks that follow do not renew the last poll."""
    yield


@contextmanager
def stuck(ward: Ward) -> Iterator[None]:
    """A duty is due that nobody carries out."""
    with ward.database.transaction() as tx:
        new = Duty("say:telegram", "probe", ward.clock.moment, b"")
        duties.add(tx, ward.house.keys, new, ward.clock.moment)
    yield
    with ward.database.transaction() as tx:
        [claimed] = duties.claim(tx, ward.house.keys, now=ward.clock.moment, holder="probe")
        duties.settle(tx, claimed.id, now=ward.clock.moment)


@contextmanager
def full(ward: Ward) -> Iterator[None]:
    """No file of this process may grow any more: what a full disk is to the write-ahead log."""
    log = Path(ward.database.url.removeprefix("sqlite:///") + "-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
        assert ward.writer.commits.lost > 0
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@contextmanager
def untold(ward: Ward) -> Iterator[None]:
    """A case is filed while nobody has a chat."""
    now = ward.clock.moment
    with ward.database.transaction() as tx:
        report = Report("probe", "web", "kk", {"age": 12, "activity": ["market"]}, "613800000")
        filing.file_report(tx, ward.house.office_at(now), report, now=now)
    yield
    with ward.database.transaction() as tx:
        enrol(tx, ward.house.keys, "OPERATOR:KZ")
        pointing.catch_up(tx, ward.house, ward.clock.moment)
        for duty in duties.claim(tx, ward.house.keys, now=ward.clock.moment, holder="probe"):
            duties.settle(tx, duty.id, now=ward.clock.moment)


KINDS = (
    Silence("Telegram not heard", deaf, timedelta(minutes=59), timedelta(minutes=61), hears=False),
    Silence("a duty long due", stuck, timedelta(minutes=14), timedelta(minutes=16)),
    Silence("disk full", full, timedelta(minutes=2), timedelta(minutes=4)),
    Silence("a case untold", untold, timedelta(0), timedelta(minutes=1)),
)


def test_silence_is_noticed(
    tmp_path: Path,
    house: House,
    figure: Callable[[str], None],
) -> None:
    noticed: list[str] = []
    injected = 0
    for number in range(20):
        silence = KINDS[number % len(KINDS)]
        pace = silence.latest / (4 + number // len(KINDS))
        with opened(tmp_path / str(number)) as database, warded(database, house) as ward:
            ward.enrol() if silence.bring is not untold else None
            ward.look(timedelta(minutes=10))
            with silence.bring(ward):
                injected += 1
                told = _told_in_time(ward, silence, pace)
            if told and _over_once(ward):
                noticed.append(silence.name)

    figure(f"R12: {len(noticed)} of {injected} noticed: 503, one letter, one when over ({len(KINDS)} kinds)")
    assert injected == 20
    assert {kind: noticed.count(kind.name) for kind in KINDS} == dict.fromkeys(KINDS, 5)


def _told_in_time(ward: Ward, silence: Silence, pace: timedelta) -> bool:
    """Tell whether it was told in time, not before, and again after a day."""
    begun = ward.clock.moment
    early = []
    while ward.clock.moment - begun + pace < silence.before:
        ward.look(pace, well=silence.hears)
        early += ward.subjects()
    while ward.clock.moment - begun < silence.latest:
        ward.look(pace, well=silence.hears)
    once = ward.subjects()
    is_ill = not ward.watch.look().ok
    ward.look(AGAIN, well=silence.hears)
    return (early, once, is_ill, ward.subjects()) == ([], [BEGUN], True, [BEGUN, LASTS])


def _over_once(ward: Ward) -> bool:
    for _ in range(4):
        ward.look(2 * MINUTE)
    ward.restart()
    ward.look(WELL_FOR + MINUTE)
    return ward.subjects() == [BEGUN, LASTS, OVER] and ward.watch.look().ok


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    folder.mkdir()
    database = databases.open_database(f"sqlite:///{folder}/cases.db", migrations=compose.MIGRATIONS)
    database.upgrade()
    recovery.found(database)
    yield database
    database.close()
