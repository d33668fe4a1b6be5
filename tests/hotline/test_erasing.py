"""`hotline cases erase`: for a reason that is known, once, and with one line for everything else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cases import history, schema
from hotline import compose, logs, settings
from hotline.commands import cases, prepare
from hotline.errors import CommandRefused
from tests.cases import told

Erase = Callable[[int, str], str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> Path:
    """An installation with one case."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "var").mkdir()
    shutil.copy(directory_file, folder / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        prepare.prepare(settings.read(), sample=False)
        database = compose.open_database(settings.read())
        with database.transaction() as tx:
            tx.insert(schema.case, told.plain_case(1))
            part = {"case_number": 1, "part": "report", "body": b"Qanareika" * 100}
            tx.insert(schema.sealed_part, part)
        database.close()
    return folder


@pytest.fixture
def erase(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Erase:
    """The command, in a copy of the installation."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "configure", lambda level: None)  # it would outlive the runner's own stderr

    def run(number: int, reason: str) -> str:
        done = CliRunner().invoke(cases.app, ["erase", str(number), "--reason", reason])
        if done.exception:
            raise done.exception
        return done.output

    return run


def test_a_case_is_erased_once_with_its_reason_in_the_history(erase: Erase, tmp_path: Path) -> None:
    assert erase(1, "subject_request") == "Case 1 is erased.\n"
    assert erase(1, "court_order") == "Case 1 was erased before.\n"

    database = compose.open_database(settings.read())
    with database.reading() as tx:
        assert [row["act"] for row in history.of_case(tx, 1)] == ["erased: subject_request"]
    database.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Qanareika" in path.read_bytes() for path in files)


def test_a_reason_that_is_none_of_ours_erases_nothing(erase: Erase) -> None:
    with pytest.raises(CommandRefused, match="subject_request"):
        erase(1, "tidiness")


def test_a_case_that_is_not_there_is_said(erase: Erase) -> None:
    with pytest.raises(CommandRefused, match="no case 7"):
        erase(7, "court_order")
