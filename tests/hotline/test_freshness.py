"""The editor's commands: corrections, re-checks, who made sure, words, what was looked for in vain."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cases import history
from cases import schema as tables
from cases.services import checks, corrections, lookups, outcomes
from cases.services.errors import UnknownCheck
from cases.services.lookups import LookUp
from directory import reading
from directory.errors import UnknownNeed, UnknownService
from hotline.commands import editing, freshness
from hotline.errors import CommandRefused
from locales import daytime
from store.seal import Keys
from store.transaction import Transaction
from tests.hotline.infirmary import change, marks_of, told_in

NOW = datetime.now(UTC)
SECRET = "новый номер 87015550101\x1b[2J"


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOTLINE_DATABASE", f"sqlite:///{folder}/cases.db")
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(folder / "directory.db"))
    monkeypatch.setenv("HOTLINE_KEYS", str(folder / "keys"))
    return folder


def first(folder: Path) -> str:
    with reading.connected(folder / "directory.db") as database:
        return str(database.execute("SELECT min(id) FROM service").fetchone()[0])


def assured(folder: Path) -> str | None:
    """The day on which somebody made sure of the first service."""
    with reading.connected(folder / "directory.db") as database:
        day: str | None = database.execute("SELECT assured_date FROM service ORDER BY id").fetchone()[0]
        return day


def tell(folder: Path, *, days_ago: int = 0) -> None:
    """One correction, and two people who found the phone dead."""
    service, when = first(folder), NOW - timedelta(days=days_ago)

    def told(tx: Transaction, keys: Keys) -> None:
        corrections.tell(tx, keys, service, "phone", SECRET, account="web:1", now=when)
        for account in ("web:1", "web:2"):
            outcomes.tell(tx, keys, service, "dead_phone", role="public", account=account, now=when)

    change(folder, told)


def acts(folder: Path) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []

    def read(tx: Transaction, keys: Keys) -> None:
        assert history.verify(tx) is None
        rows = tx.rows(tables.history.select().order_by(tables.history.c.id))
        found.extend((row["actor"], row["act"], row["about"]) for row in rows if ":" in row["about"])

    change(folder, read)
    return found


def test_a_correction_is_listed_and_decided_and_the_history_says_by_whom(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(here)
    freshness.corrections()
    listed = capsys.readouterr().out
    freshness.corrections(as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    freshness.correction(row["number"], "accept")
    said = capsys.readouterr().out

    assert "новый номер 87015550101 [2J" in listed  # nothing that a terminal would obey
    assert (row["what"], row["service"], row["words"]) == ("phone", first(here), SECRET)
    assert f"hotline directory verify {first(here)}" in said
    assert ("editor", "correction 1 accepted", f"service:{first(here)}") in acts(here)
    freshness.corrections()
    assert capsys.readouterr().out == "No correction is open.\n"


def test_a_check_that_is_done_stands_in_both_databases(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(here)
    freshness.checks()
    listed = capsys.readouterr().out
    freshness.check(1, "done", outcome="right")

    assert first(here) in listed
    assert "(dead_phone 2)" in listed
    assert assured(here) == daytime.day(NOW).isoformat()
    assert ("editor", "re-check 1 done: right", f"service:{first(here)}") in acts(here)
    capsys.readouterr()
    freshness.checks()
    assert capsys.readouterr().out == "No service is to be looked at again.\n"


def test_a_check_of_a_service_that_is_gone_is_done_as_well(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(tx: Transaction, keys: Keys) -> None:
        checks.ask(tx, "gone", "dead_phone", now=NOW)

    change(here, ask)
    freshness.check(1, "done", outcome="closed")

    assert "no such service any more" in capsys.readouterr().out
    with pytest.raises(UnknownCheck):
        freshness.check(1, "done", outcome="closed")


def test_who_verifies_a_service_ends_its_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell(here)
    freshness.verify(first(here), outcome="right", by_role="coordinator")
    freshness.verify(first(here), outcome="right", by_role="coordinator")

    said = capsys.readouterr().out
    assert said.splitlines() == [
        "Verified: right.",
        "A re-check of it is done with this.",
        "That stands there already.",
    ]
    with reading.connected(here / "directory.db") as database:
        rows = database.execute("SELECT service_id, by_role, outcome FROM verification").fetchall()
    assert rows == [(first(here), "coordinator", "right")]


def test_what_monitors_reached_is_taken_over_by_an_editor_once(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def reached(tx: Transaction, keys: Keys) -> None:
        for role, service in (("monitor", first(here)), ("monitor", "gone"), ("public", "other")):
            outcomes.tell(tx, keys, service, "reached", role=role, account="web:1", now=NOW)

    change(here, reached)
    freshness.checks()
    assert "Monitors have reached 1 services" in capsys.readouterr().out

    for _ in range(2):
        freshness.verify(reached=True)
    assert capsys.readouterr().out.splitlines() == [
        "1 services are verified by monitors.",
        "0 services are verified by monitors.",
    ]
    assert assured(here) == daytime.day(NOW).isoformat()


def test_what_cannot_be_is_refused_in_words(here: Path) -> None:
    tomorrow = daytime.here(NOW) + timedelta(days=1)
    with pytest.raises(CommandRefused, match="--reached"):
        freshness.verify()
    with pytest.raises(CommandRefused, match="a day that has been"):
        freshness.verify(first(here), on=tomorrow)
    with pytest.raises(CommandRefused, match="--outcome is one of"):
        freshness.verify(first(here), outcome="fine")
    with pytest.raises(CommandRefused, match="--by-role is one of"):
        freshness.verify(first(here), by_role="Айгүл")
    with pytest.raises(UnknownService):
        freshness.verify("nobody")
    with pytest.raises(CommandRefused, match="accept"):
        freshness.correction(1, "yes")
    with pytest.raises(UnknownNeed):
        editing.add_words("негде ночевать", "need:nothing")
    with pytest.raises(CommandRefused, match="need:CODE"):
        editing.add_words("негде ночевать", "shelter")


def test_words_are_added_listed_and_removed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        editing.add_words("  выгнали   из дома ", "need:shelter", by_role="coordinator")
    editing.list_words(as_json=True)
    *said, listed = capsys.readouterr().out.split("\n", 2)
    editing.remove_words("выгнали из дома")

    assert said == ["Added.", "That is known already."]
    (row,) = json.loads(listed)
    assert (row["words"], row["meaning"], row["by"]) == ("выгнали из дома", "need:shelter", "coordinator")
    assert capsys.readouterr().out == "Removed: 1.\n"
    assert ("coordinator", "word added", "need:shelter") in acts(here)


def test_what_was_looked_for_in_vain_is_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def searched(tx: Transaction, keys: Keys) -> None:
        for words in ("Выгнали из дома", "выгнали из дома", "логопед"):
            sought = LookUp(words, "", "614400000", "ru", "none")
            lookups.note(tx, keys, sought, lambda word: False, now=NOW)

    change(here, searched)
    editing.lookups(as_json=True)
    rows = json.loads(capsys.readouterr().out)
    editing.lookups()
    lines = capsys.readouterr().out.splitlines()

    assert [(row["words"], row["many"], row["territory"]) for row in rows] == [
        ("выгнали из дома", 2, "614400000"),
        ("логопед", 1, "614400000"),
    ]
    assert lines[0].split()[:3] == ["2", "none", "ru"]
    assert "Мактааральский район" in lines[0]


def test_the_doctor_says_what_waits_for_the_editor(here: Path) -> None:
    tell(here, days_ago=9)

    assert {"corrections", "rechecks"} <= marks_of(told_in(here)).keys()
    change(here, lambda tx, keys: _decide(tx))
    assert {"corrections", "rechecks"}.isdisjoint(marks_of(told_in(here)))


def _decide(tx: Transaction) -> None:
    corrections.decide(tx, 1, "refused", by="editor", now=NOW)
    checks.done(tx, 1, "right", by="editor", now=NOW)
