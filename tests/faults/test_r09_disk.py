"""R9: while the disk cannot take it nothing is confirmed and nobody is told; after, all goes on by itself."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest

from conversations.dialogue import reading
from conversations.dialogue.script import Script
from hotline import compose
from tests.doubles.inbox import Delivery
from tests.doubles.phone import Phone
from tests.faults import ailments, books, lives, officer, tracing
from tests.faults.ailments import AILMENTS, Ailment
from tests.faults.archive import FileArchive
from tests.faults.lives import Furniture, Lives
from tests.faults.mother import Mother
from tests.faults.reporter import CODE, Reporter
from tests.faults.witness import Witness

WHOLE, BRIEFLY = 20, 1
"""How often each ailment befalls a house that polls, and one that is brought its updates."""
ASKING = 3
PATIENCE = 60.0  # seconds, on a busy machine

pytestmark = pytest.mark.timeout(900)


@dataclass
class Patient:
    """A house that lives through it all as one process."""

    telegram: Witness
    house: Lives
    archive: FileArchive
    process: int
    address: str
    people: int = 50_000

    def health(self) -> tuple[int, dict[str, Any]]:
        """Give what /health says."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def ask(self) -> list[Phone]:
        """New people ask for help."""
        phones = [Phone(self.telegram, self.someone(), "kk") for _ in range(ASKING)]
        for phone in phones:
            phone.type("/help")
        return phones

    def someone(self) -> int:
        """Give the number of somebody new."""
        self.people += 1
        return self.people

    def is_well(self) -> bool:
        """Wait until /health says that all is well."""
        for _ in range(int(PATIENCE * 10)):
            if self.health()[0] == 200:
                return True
            self.telegram.wait(lambda: False, 0.1)
        return False

    def await_rest(self) -> None:
        """Wait until nothing is on its way: else its lease would have to run out first."""
        self.await_(self.telegram.is_quiet, "all is confirmed")
        for _ in range(int(PATIENCE * 10)):
            if not self.archive.examine().carrying:
                return
            self.telegram.wait(lambda: False, 0.1)
        raise AssertionError("something is still on its way")

    def await_(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until it is so."""
        assert self.telegram.wait(condition, PATIENCE), f"{what}: never\n{self.house.log()}"


@dataclass
class Sender:
    """Somebody who has told a report and is about to send it."""

    reporter: Reporter
    ready: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def is_over(self) -> bool:
        """Stop before the last tap until it is time."""
        if len(self.reporter.told.answers) < 2:
            return False
        self.ready.set()
        return self.go.wait(PATIENCE)

    def has_code(self) -> bool:
        """Tell whether the chat says that the report has been received."""
        return any(CODE.search(text) for text in self.reporter.screen())


@dataclass(slots=True)
class Found:
    """What was seen while an ailment lasted, and after."""

    struck: int = 0
    refused: int = 0  # updates that were in hand and could not be kept
    confirmed: int = 0  # of these
    told: int = 0  # chats in which something was said
    ill: int = 0  # times that /health was 503 and said why
    well: int = 0  # times that it was 200 again afterwards


@pytest.fixture(scope="module", params=["polling", "webhook"])
def patient(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    furnished: Path,
    mother: Mother,
) -> Iterator[Patient]:
    """A house that lives until the last test has been done with it."""
    folder = tmp_path_factory.mktemp(request.param)
    copytree(furnished, folder, dirs_exist_ok=True)
    archive, port = FileArchive(folder / "cases.db"), lives.free_port()
    settings = {"HOTLINE_LISTEN": f"127.0.0.1:{port}"}
    if request.param == "webhook":
        settings = lives.by_webhook(port)
    furniture = Furniture(archive, mother, ["--impatient", "--unpaced"], settings=settings)
    with Witness(Random(9)) as telegram, Lives(folder, telegram, furniture) as house:
        telegram.archive = archive
        officer.meet(telegram, house.departments)
        lived = Patient(telegram, house, archive, house.begin(), f"http://127.0.0.1:{port}")
        for phone in lived.ask():  # it is awake
            phone.wait_for("", PATIENCE)
        yield lived
        house.stop()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                name in ailments.NEED_STRACE and tracing.STRACE is None, reason=f"R9: {tracing.MISSING}"
            ),
        )
        for name in AILMENTS
    ],
)
def test_nothing_is_confirmed_and_nobody_told_until_the_disk_is_well(
    patient: Patient,
    name: str,
    so_many: Callable[..., int],
    figure: Callable[[str], None],
    request: pytest.FixtureRequest,
) -> None:
    times, found = so_many(WHOLE, briefly=BRIEFLY), Found()
    sender = Sender(Reporter(patient.telegram, patient.someone(), _script(), Random(name), patience=PATIENCE))
    with ThreadPoolExecutor(1) as phone:
        telling = phone.submit(sender.reporter.report, sender.is_over, "send")
        assert sender.ready.wait(PATIENCE)
        for _ in range(times):
            _befall(patient, AILMENTS[name], sender, found)
        told = telling.result(PATIENCE)
    with books.opened(patient.house.folder, patient.archive) as kept:
        lost = kept.lost(list(patient.telegram.deliveries))
        assert kept.number_of(told) is not None
        assert kept.wrong_answers(told) == {}

    figure(
        f"R9: by {request.node.callspec.params['patient']}, disk {name} {found.struck} times:"
        f" {found.confirmed} of {found.refused} refused updates confirmed, {found.told} people told,"
        f" /health 503 {found.ill} times and 200 again {found.well} times; {len(lost)} lost, no restart"
    )
    assert (found.struck, found.ill, found.well) == (times, times, times)
    assert found.refused >= times * ASKING + 1
    assert (found.confirmed, found.told, lost) == (0, 0, set())
    assert patient.telegram.hasty == []


def _befall(patient: Patient, ailment: Ailment, sender: Sender, found: Found) -> None:
    """One ailment: people come while it lasts, and are answered when it has gone."""
    telegram, known = patient.telegram, set(patient.telegram.deliveries)
    patient.await_rest()
    coming = ASKING + (not sender.go.is_set())
    with ailment(patient.process, patient.archive.path):
        asking = patient.ask()
        sender.go.set()

        def fresh() -> list[Delivery]:
            return [one for number, one in telegram.deliveries.items() if number not in known]

        def is_refused() -> bool:  # in hand, and then once more
            return len(fresh()) >= coming and all(one.handed_out >= 2 for one in fresh())

        patient.await_(is_refused, "the ailment strikes")
        status, told = patient.health()
        found.struck += 1
        found.refused += len(fresh())
        found.confirmed += sum(one.confirmed_at is not None for one in fresh())
        found.told += sum(bool(phone.screen()) for phone in asking)
        found.told += sender.has_code() and coming > ASKING
        found.ill += status == 503 and not told["ok"] and told["database"] != "ok"
    patient.await_(telegram.is_quiet, "all is confirmed after")
    patient.await_(lambda: all(phone.screen() for phone in asking), "all are answered after")
    found.well += patient.is_well()


def _script() -> Script:
    return reading.read_file(compose.SCRIPTS / "citizen_report.toml")
