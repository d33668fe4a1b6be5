"""The doctor names every fault that was put in, what to do about it, and changes nothing."""

import ast
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
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
from hotline.__main__ import app
from hotline.alarm import ALIVE
from hotline.commands import prepare, safekeeping
from hotline.doctor import books, configuration, examination
from hotline.settings import Settings
from store import database as databases
from store import duties, marks, schema, seal, updates
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction
from tests.doubles.telegram import TOKEN, Telegram

DOCTOR = Path(examination.__file__).parent
CANARY = "Canary, a child of Turkistan"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that is well: the operator has a chat, it was backed up, and it serves."""
    folder, now = tmp_path_factory.mktemp("prepared"), datetime.now(UTC)
    prepare.prepare(told_in(folder), sample=True)

    def well(tx: Transaction, keys: Keys) -> None:
        chat = {"channel": "telegram", "chat": "-1001", "language": "kk"}
        enrolment.enrol(tx, keys, department="OPERATOR:KZ", **chat, now=now)
        marks.put(tx, safekeeping.BACKUP, now)
        marks.put(tx, ALIVE, now)

    change(folder, well)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    there = tmp_path / "house"
    shutil.copytree(prepared, there)
    monkeypatch.chdir(there)
    return there


def told_in(folder: Path, **more: object) -> Settings:
    there = {"database": f"sqlite:///{folder}/cases.db", "directory": folder / "directory.db"}
    return Settings(**{**there, "keys": folder / "keys", **more})  # type: ignore[arg-type]


def change(folder: Path, unit: Callable[[Transaction, Keys], None]) -> None:
    database = databases.open_database(f"sqlite:///{folder}/cases.db")
    try:
        with database.transaction() as tx:
            unit(tx, seal.load_keys(folder / "keys"))
    finally:
        database.close()


def marks_of(told: Settings, *, now: datetime | None = None) -> dict[str, str]:
    """Every finding that is not ok, by its code."""
    found = examination.examine(told, now or datetime.now(UTC))
    return {one.about: one.mark for one in found if one.mark != "ok"}


USUAL = {
    "alarms": "look",
    "regions": "look",
    "coordinator": "look",
    "readers": "look",
    "telegram": "look",
} | {
    "languages": "look",
    "legal_paths": "look",
}
"""What the doctor says of a house with nobody but the operator, and no token."""


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


def _no_key(folder: Path) -> None:
    (folder / "keys/index.key").unlink()


def _open_key(folder: Path) -> None:
    (folder / "keys/service.key").chmod(0o644)


def _foreign_keys(folder: Path) -> None:
    for name in ("service.key", "index.key"):
        (folder / "keys" / name).unlink()
    seal.make_keys(folder / "keys")


def _open_database(folder: Path) -> None:
    (folder / "cases.db").chmod(0o644)


def _damaged(folder: Path) -> None:
    with (folder / "cases.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 8))


def _of_an_older_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "cases.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'store_0001' WHERE version_num LIKE 'store%'")


def _no_database(folder: Path) -> None:
    for file in folder.glob("cases.db*"):
        file.unlink()


def _no_directory(folder: Path) -> None:
    (folder / "directory.db").unlink()


def _no_good_directory(folder: Path) -> None:
    (folder / "directory.db").write_bytes(os.urandom(10_000))


def _open_env(folder: Path) -> None:
    (folder / ".env").write_text("HOTLINE_LEAD=akimat\n")
    (folder / ".env").chmod(0o644)


@pytest.mark.parametrize(
    ("fault", "about"),
    [
        (_no_key, "keys"),
        (_open_key, "key_rights"),
        (_foreign_keys, "keys_match"),
        (_open_database, "database_rights"),
        (_damaged, "integrity"),
        (_of_an_older_version, "migrations"),
        (_no_database, "database"),
        (_no_directory, "directory"),
        (_no_good_directory, "directory"),
        (_open_env, "env_file"),
    ],
)
def test_what_is_wrong_with_the_files_is_found(
    folder: Path, fault: Callable[[Path], None], about: str
) -> None:
    fault(folder)

    assert marks_of(told_in(folder))[about] == "wrong"


@pytest.mark.parametrize(
    ("more", "about", "mark"),
    [
        ({"public_url": "http://hotline.example"}, "public_url", "wrong"),
        ({"public_url": "hotline.example"}, "public_url", "wrong"),
        ({"public_url": "https://hotline.example"}, "public_url", "ok"),
        ({"public_url": "http://127.0.0.1:8080"}, "public_url", "ok"),
        ({"listen": "0.0.0.0:8080"}, "listen", "look"),
        ({"listen": ""}, "doors", "wrong"),
        ({"webhook_url": "https://hotline.example:8080/hook"}, "webhook", "wrong"),
        ({"webhook_url": "https://hotline.example/hook"}, "webhook", "wrong"),
        ({"webhook_url": "https://hotline.example:8443/hook", "bot_token": TOKEN}, "webhook", "ok"),
        ({"webhook_url": "https://hotline.example:8444/hook", "bot_token": TOKEN}, "webhook", "wrong"),
        ({"smtp_url": "smtp://127.0.0.1", "admin_email": "a@hotline.example"}, "alarms", "ok"),
    ],
)
def test_settings_that_make_no_sense_together_are_found(
    folder: Path, more: dict[str, str], about: str, mark: str
) -> None:
    told = told_in(folder, **{"webhook_secret": "x" * 32, **more})

    assert {one.about: one.mark for one in configuration.findings(told)}[about] == mark


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server


def test_telegram_is_asked_who_we_are_and_for_no_update(folder: Path, telegram: Telegram) -> None:
    told = told_in(folder, bot_token=TOKEN, telegram_url=telegram.url)

    assert marks_of(told) == {about: mark for about, mark in USUAL.items() if about != "telegram"}
    assert telegram.polls == 0


def test_a_wrong_token_and_a_telegram_out_of_reach_are_wrong(folder: Path, telegram: Telegram) -> None:
    wrong = told_in(folder, bot_token="7000000001:wrongwrongwrong", telegram_url=telegram.url)
    away = told_in(folder, bot_token=TOKEN, telegram_url="http://127.0.0.1:9")

    for told in (wrong, away):
        found = list(examination.examine(told, datetime.now(UTC)))
        assert {one.about: one.mark for one in found}["telegram"] == "wrong"
        assert told.bot_token.get_secret_value() not in str(found)


def test_a_webhook_that_the_settings_do_not_know_is_told(folder: Path, telegram: Telegram) -> None:
    secret, hook = "x" * 32, "http://127.0.0.1:1/hook"
    told = told_in(
        folder, bot_token=TOKEN, telegram_url=telegram.url, webhook_url=hook, webhook_secret=secret
    )

    assert marks_of(told)["telegram_webhook"] == "look"


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
    done = CliRunner().invoke(app, ["check"])
    told = CliRunner().invoke(app, ["check", "--json"])

    assert (done.exit_code, told.exit_code) == (1, 1)
    assert all(re.match(r"(ok   |look |wrong)  \S|$|\d+ wrong, ", line) for line in done.output.splitlines())
    found = json.loads(told.output)
    assert {one["about"] for one in found if one["mark"] == "wrong"} == {"failing"}
    assert CANARY not in done.output + told.output
    assert "1 × say (other)" in done.output


def test_settings_that_are_refused_are_a_finding_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_LEAD", "nobody")
    done = CliRunner().invoke(app, ["check", "--json"])

    assert done.exit_code == 1
    assert [(one["mark"], one["about"]) for one in json.loads(done.output)] == [("wrong", "settings")]


def test_every_command_that_the_doctor_advises_exists() -> None:
    program = typer.main.get_command(app)
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
