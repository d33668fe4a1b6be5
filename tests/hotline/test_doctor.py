"""The doctor names every fault that was put into the database, what to do about it, and changes nothing."""

import ast
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from cases import enrolment, filing, history, tasks
from cases import schema as tables
from cases.report import Report
from cases.tasks import Errand
from hotline import compose
from hotline.__main__ import commands
from hotline.alarm import ALIVE
from hotline.commands import safekeeping
from hotline.doctor import books
from store import duties, marks, schema, updates
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction
from tests.hotline.infirmary import CANARY, DOCTOR, USUAL, change, marks_of, told_in


def test_a_house_that_is_well_has_nothing_wrong(folder: Path) -> None:
    assert marks_of(told_in(folder)) == USUAL


def _aside(tx: Transaction, keys: Keys) -> None:
    raw = CANARY.encode()
    updates.put_aside(tx, keys, update_id=7, raw=raw, reason="unreadable", now=datetime.now(UTC))


def _failing(tx: Transaction, keys: Keys) -> None:
    now = datetime.now(UTC)
    duties.add(tx, keys, Duty("say:telegram", "failing", now, CANARY.encode()), now)
    tx.update(schema.duty, {"key": "failing"}, {"attempts": 6, "reason": CANARY})


def _due(tx: Transaction, keys: Keys) -> None:
    before = datetime.now(UTC) - timedelta(hours=1)
    duties.add(tx, keys, Duty("say:telegram", "due", before, b""), before)


def _late(tx: Transaction, keys: Keys) -> None:
    before = datetime.now(UTC) - timedelta(hours=2)
    tasks.ask(tx, keys, Errand(tasks.TELEPHONE, "OPERATOR:KZ"), now=before)


def _ahead(tx: Transaction, keys: Keys) -> None:
    history.note(tx, [history.Entry("desk", "probe")], now=datetime.now(UTC) + timedelta(hours=1))


def _altered_history(tx: Transaction, keys: Keys) -> None:
    row = {"id": 999_999, "actor": "x", "act": "y", "about": "", "previous": "z", "hash": "z"}
    tx.insert(tables.history, row | {"at": datetime.now(UTC)})


def _never_backed_up(tx: Transaction, keys: Keys) -> None:
    marks.drop(tx, safekeeping.BACKUP)


def _backed_up_long_ago(tx: Transaction, keys: Keys) -> None:
    marks.put(tx, safekeeping.BACKUP, datetime.now(UTC) - timedelta(days=8))


def _not_running(tx: Transaction, keys: Keys) -> None:
    marks.put(tx, ALIVE, datetime.now(UTC) - timedelta(hours=3))


Fault = Callable[[Transaction, Keys], None]


@pytest.mark.parametrize(
    "faults",
    [
        {
            _aside: ("aside", "wrong"),
            _failing: ("failing", "wrong"),
            _ahead: ("clock", "wrong"),
            _backed_up_long_ago: ("backup", "wrong"),
            _not_running: ("service", "look"),
        },
        {
            _due: ("due", "wrong"),
            _late: ("telephone", "wrong"),
            _altered_history: ("history", "wrong"),
            _never_backed_up: ("backup", "look"),
        },
    ],
    ids=["one half", "the other"],
)
def test_what_is_wrong_in_the_database_is_found(folder: Path, faults: dict[Fault, tuple[str, str]]) -> None:
    for fault in faults:
        change(folder, fault)
    told = marks_of(told_in(folder))
    found = {about: mark for about, mark in told.items() if USUAL.get(about) != mark}

    assert found | {"tasks": "look"} == dict(faults.values()) | {"tasks": "look"}


def test_a_case_that_nobody_was_told_of_is_wrong(folder: Path) -> None:
    now = datetime.now(UTC)
    house = compose.compose(told_in(folder))
    with house.database.transaction() as tx:
        enrolment.end(tx, house.keys, channel="telegram", chat="-1001", now=now)
        report = Report("probe", "web", "kk", {"age": 12, "activity": ["market"]}, "613800000")
        filing.file_report(tx, house.house.office_at(now), report, now=now)
        marks.drop(tx, safekeeping.BACKUP)
    house.database.close()
    told = marks_of(told_in(folder))

    assert [about for about, mark in told.items() if mark == "wrong"] == [
        "backup",
        "untold",
        "operator",
        "departments",
    ]


def test_the_doctor_changes_nothing_and_needs_nobody_to_stop_writing(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with closing(sqlite3.connect(folder / "cases.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert marks_of(told_in(folder)) == USUAL
        other.execute("ROLLBACK")
    after = {file.name: file.read_bytes() for file in folder.rglob("*") if file.name in before}

    assert after == before


def test_a_file_too_large_for_the_doctors_patience_is_said_to_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "PATIENCE", -1.0)
    monkeypatch.setattr(books, "_STEPS", 1)

    assert books.file_is_whole(folder / "cases.db", whole=False).mark == "look"
    assert books.file_is_whole(folder / "cases.db", whole=True).mark == "ok"


def test_the_command_prints_one_line_each_and_ends_with_1_when_something_is_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("DATABASE", f"sqlite:///{folder}/cases.db"),
        ("DIRECTORY", "directory.db"),
        ("KEYS", "keys"),
    ):
        monkeypatch.setenv(f"HOTLINE_{name}", value)
    change(folder, _failing)
    done = CliRunner().invoke(commands("check"), ["check"])
    told = CliRunner().invoke(commands("check"), ["check", "--json"])

    assert (done.exit_code, told.exit_code) == (1, 1)
    assert all(re.match(r"(ok   |look |wrong)  \S|$|\d+ wrong, ", line) for line in done.output.splitlines())
    found = json.loads(told.output)
    assert {one["about"] for one in found if one["mark"] == "wrong"} == {"failing"}
    assert CANARY not in done.output + told.output
    assert "1 × say (other)" in done.output


def test_settings_that_are_refused_are_a_finding_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_LEAD", "nobody")
    done = CliRunner().invoke(commands("check"), ["check", "--json"])

    assert done.exit_code == 1
    assert [(one["mark"], one["about"]) for one in json.loads(done.output)] == [("wrong", "settings")]


def test_every_command_that_the_doctor_advises_exists() -> None:
    program = typer.main.get_command(commands())
    known = {
        " ".join((name, *more))
        for name, command in getattr(program, "commands", {}).items()
        for more in [(), *((child,) for child in getattr(command, "commands", {}))]
    }
    literals = [
        node.value
        for file in DOCTOR.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found = re.findall(r"(?<!The )\bhotline ((?:[a-z]+ ?){1,2})", " ".join(literals))
    advised = {" ".join(words.split()) for words in found}
    unknown = {one for one in advised if one not in known and one.split()[0] not in known}

    assert (len(advised) > 8, unknown) == (True, set())
