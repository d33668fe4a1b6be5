"""R10: the line to Telegram is bad in every way; nothing is lost, and whoever asks us to wait is heard."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from sqlalchemy import select

from cases import schema
from conversations.dialogue import reading
from hotline import compose
from store import schema as stored
from tests.faults import books, lives, officer, ordeal
from tests.faults.archive import FileArchive
from tests.faults.deck import WELL
from tests.faults.lives import Furniture, Lives
from tests.faults.mother import Mother
from tests.faults.officer import Officer
from tests.faults.proxy import BROUGHT, GROUP, Proxy, Records
from tests.faults.reporter import Reporter, Told
from tests.faults.witness import Witness

WHOLE, BRIEFLY = (60, 100), (6, 2)
"""How many tell, and after how many answers they send what there is."""
SETTLING = 600.0  # seconds: a group gets twenty messages a minute, whatever waits
SEED = 10
POORLY = {"late": 2, "cut": 1, "halved": 1, "lost": 1, "5xx": 1}
FATES = {
    "getUpdates": {WELL: 12, **POORLY, "429": 1, "again": 2, "shuffled": 4},
    BROUGHT: {WELL: 12, **POORLY, "again": 2, "twice": 2},
    "sendMessage": {WELL: 18, **POORLY, "429": 1},
    GROUP: {WELL: 5, **POORLY},  # no 429: several messages may be on their way to it; test_r10_pace has it
    "answerCallbackQuery": {WELL: 9, **POORLY},
    "*": {WELL: 12, **POORLY, "429": 1},
}

pytestmark = pytest.mark.timeout(1500)


@dataclass
class Day:
    """What came of a day on a bad line."""

    bringing: str
    telegram: Witness
    archive: FileArchive
    folder: Path
    records: Records
    told: list[Told] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)


@pytest.fixture(scope="module", params=["polling", "webhook"])
def day(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    furnished: Path,
    mother: Mother,
) -> Day:
    """Many tell a report each, and an officer answers; all that is said goes over the bad line."""
    folder = tmp_path_factory.mktemp(request.param)
    copytree(furnished, folder, dirs_exist_ok=True)
    reporters, most = WHOLE if request.config.getoption("--full") else BRIEFLY
    archive = FileArchive(folder / "cases.db")
    bringing = "getUpdates" if request.param == "polling" else BROUGHT
    with Witness(Random(SEED)) as telegram, Proxy(telegram.url, FATES, SEED) as proxy:
        settings = {"HOTLINE_TELEGRAM_URL": proxy.url}
        if request.param == "webhook":
            port = lives.free_port()
            proxy.house = f"http://127.0.0.1:{port}"
            settings |= lives.by_webhook(port) | {"HOTLINE_WEBHOOK_URL": f"{proxy.url}{lives.PATH}"}
        with Lives(folder, telegram, Furniture(archive, mother, settings=settings)) as house:
            telegram.archive = archive
            lived = Day(bringing, telegram, archive, folder, proxy.records)
            _live(house, lived, reporters, most)
    return lived


def _live(house: Lives, day: Day, reporters: int, most: int) -> None:
    script = reading.read_file(compose.SCRIPTS / "citizen_report.toml")
    ended, one = threading.Event(), Officer(day.telegram, Random(SEED))
    officer.meet(day.telegram, house.departments)
    day.telegram.fault("429", "getMe", retry_after=2)
    house.begin()
    people = [
        Reporter(day.telegram, ordeal.FIRST_PERSON + number, script, Random(f"{SEED}:{number}"))
        for number in range(reporters)
    ]
    with ThreadPoolExecutor(reporters + 1) as crowd:
        office = crowd.submit(one.work, ended)
        try:
            telling = [
                crowd.submit(person.report, partial(_is_enough, person, most), "send") for person in people
            ]
            day.told = [report.result(400) for report in telling]
            ordeal.settle(day.telegram, day.folder, day.archive, patience=SETTLING)
        finally:
            ended.set()
        office.result(60)
    ordeal.settle(day.telegram, day.folder, day.archive, patience=SETTLING)
    day.pressed = one.pressed
    house.stop()


def _is_enough(person: Reporter, most: int) -> bool:
    return len(person.told.answers) >= most


def test_every_fault_struck(day: Day) -> None:
    for name in (day.bringing, "sendMessage", GROUP):
        struck = day.records.struck[name]
        assert {kind for kind in FATES[name] if kind != WELL and not struck[kind]} == set(), name


def test_no_update_is_lost_put_aside_or_confirmed_too_early(day: Day) -> None:
    with books.opened(day.folder, day.archive) as kept:
        assert kept.lost(list(day.telegram.deliveries)) == set()
        assert kept.count(select(stored.update_aside.c.id)) == 0
    assert day.telegram.is_quiet()
    assert day.telegram.hasty == []


def test_every_report_is_one_case_and_every_answer_is_kept(day: Day) -> None:
    with books.opened(day.folder, day.archive) as kept:
        numbers = {kept.number_of(told) for told in day.told}
        wrong = {told.user_id: kept.wrong_answers(told) for told in day.told}
        cases = kept.count(select(schema.case.c.number))

    assert None not in numbers
    assert len(numbers) == cases == len(day.told)
    assert {user_id: found for user_id, found in wrong.items() if found} == {}


def test_every_pointer_reaches_its_department_once_or_says_that_it_is_a_repeat(day: Day) -> None:
    shown = officer.pointers(day.telegram)
    with books.opened(day.folder, day.archive) as kept:
        due = kept.due_pointers()
        acknowledged = sorted(kept.acknowledgements())
        assert kept.broken_history() is None

    assert {button for button, _, _ in due} - set(shown) == set()
    assert sum(books.unmarked_repeats(messages) for messages in shown.values()) == 0
    assert acknowledged == sorted((case, code) for button, code, case in due if button in day.pressed)
    assert len(acknowledged) == len(day.pressed) > 0


def test_whoever_asks_us_to_wait_is_heard(day: Day) -> None:
    assert day.records.asked_to_wait > 0
    assert day.records.early == []


def test_every_request_is_one_that_telegram_knows(day: Day) -> None:
    assert day.telegram.violations == []


def test_the_day_in_figures(day: Day, figure: Callable[[str], None], request: pytest.FixtureRequest) -> None:
    kinds = sorted({fate for fates in FATES.values() for fate in fates} - {WELL})
    shown = officer.pointers(day.telegram)
    with books.opened(day.folder, day.archive) as kept:
        lost = len(kept.lost(list(day.telegram.deliveries)))
        twice = kept.count(select(schema.case.c.number)) - len({told.code for told in day.told})
    figure(
        f"R10: by {request.node.callspec.params['day']} over a bad line"
        f" ({', '.join(f'{kind} {day.records.times(kind)}' for kind in kinds)}):"
        f" {lost} of {len(day.telegram.deliveries)} updates lost, {twice} of {len(day.told)} cases twice,"
        f" {sum(len(one) - 1 for one in shown.values())} repeats of {len(shown)} pointers, all marked;"
        f" asked to wait {day.records.asked_to_wait} times, too early {len(day.records.early)} times"
    )
    assert lost == twice == 0
