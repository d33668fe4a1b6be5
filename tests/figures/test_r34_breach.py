"""R34: after a breach, who did what when is on the table in ten minutes: the law gives one working day."""

import csv
import functools
import io
import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from cases import filing, history
from cases.history import Entry
from directory import reading
from hotline import __main__ as program
from hotline import compose, restoring, settings
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.errors import CommandRefused
from tests.cases.told import report

ROWS = 500_000  # a hundred thousand cases
LONGEST = 600.0
CANARY = "канарейка"
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)

READ_ONCE = functools.cache(reading.open_directory)
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare.prepare(restoring.within(settings.Settings(), folder / "var"), sample=False)
    return folder


@pytest.fixture
def house(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Composed:
    for name in [name for name in os.environ if name.startswith("HOTLINE_")]:
        monkeypatch.delenv(name)
    shutil.copytree(prepared / "var", tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    directory = READ_ONCE(prepared / "var/directory.db")
    monkeypatch.setattr(reading, "open_directory", lambda path: directory)
    return compose.compose(settings.Settings())


@pytest.fixture
def ask(house: Composed) -> Ask:
    def run(*words: str) -> Result:
        return CliRunner().invoke(program.commands(), ["cases", "history", *words], catch_exceptions=False)

    return run


def test_who_did_what_when_is_exported_in_time(
    house: Composed, ask: Ask, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    many = so_many(ROWS, briefly=2000)
    with house.database.transaction() as tx:
        told = report(answers={"words": CANARY}, territory="")
        filing.file_report(tx, house.house.office, told, now=BEGIN)
        acts = (Entry("POLICE_JUV:614400000", "opened", number % 1000 + 1) for number in range(many))
        history.note(tx, list(acts), now=BEGIN + timedelta(days=1))
    begun = time.monotonic()
    done = ask("--csv")
    seconds = time.monotonic() - begun
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    figure(f"R34: {len(rows)} rows of history exported and verified in {seconds:.1f} s of {LONGEST:.0f}")

    assert (done.exit_code, len([row for row in rows if row["act"] == "opened"])) == (0, many)
    assert {row["who"] for row in rows if row["act"] == "opened"} == {"POLICE_JUV:614400000"}
    assert rows[-1]["act"] == "history exported"
    assert "the history is whole" in done.stderr
    assert CANARY not in done.output
    assert many < ROWS or seconds < LONGEST  # a part of them says nothing of the whole


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ((), [1, 2, 3]),
        (("--since", "2026-11-02"), [2, 3]),
        (("--until", "2026-11-02"), [1, 2]),
        (("--since", "2026-11-02T05:00+05:00", "--until", "2026-11-03T00:00"), [2]),
        (("--case", "3"), [3]),
    ],
)
def test_a_span_and_a_case_are_chosen(
    house: Composed, ask: Ask, words: tuple[str, ...], days: list[int]
) -> None:
    with house.database.transaction() as tx:
        for day in (1, 2, 3):
            history.note(tx, [Entry("desk", "opened", day)], now=BEGIN + timedelta(days=day - 1))
    told = json.loads(ask("--json", *words).stdout)

    assert [row["case"] for row in told if row["act"] == "opened"] == days


def test_that_it_was_asked_for_stands_in_the_history(ask: Ask) -> None:
    ask("--case", "7")
    told = json.loads(ask("--json").stdout)

    assert [(row["who"], row["case"]) for row in told] == [("desk", 7), ("desk", None)]


def test_a_history_that_was_altered_is_exported_and_said_to_be_broken(house: Composed, ask: Ask) -> None:
    with house.database.transaction() as tx:
        history.note(tx, [Entry("desk", "opened", 1)], now=BEGIN)
    with house.database.transaction() as tx:
        tx.execute(text("DROP TRIGGER history_is_not_changed"))
        tx.execute(text("UPDATE history SET actor = 'nobody' WHERE id = 1"))
    done = ask()

    assert (done.exit_code, "THE HISTORY IS BROKEN at row 1" in done.stderr) == (1, True)
    assert "nobody" in done.stdout


def test_a_day_that_is_none_is_refused(ask: Ask) -> None:
    with pytest.raises(CommandRefused, match="write 2026-11-23"):
        ask("--since", "yesterday")
