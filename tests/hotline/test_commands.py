"""Commands with silly input: one line, exit code 2, never a traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotline import compose, settings
from hotline.commands import prepare
from hotline.doctor import examination
from hotline.errors import NotPrepared, SettingRefused
from store.errors import DatabaseRefused, KeyWrong
from store.seal import make_keys
from tests.architecture import tree
from tests.doubles import hosts
from tests.doubles import program as programs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> Path:
    made = tmp_path_factory.mktemp("house")
    with_places(made, directory_file)
    assert hotline(made, "init", "--sample").returncode == 0
    return made


def with_places(folder: Path, directory_file: Path) -> None:
    """Put the directory there that `hotline init` would make: it takes seconds."""
    (folder / "var").mkdir()
    shutil.copy(directory_file, folder / "var")


def hotline(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    environment = {**clean, "PYTHONPATH": hosts.PYTHONPATH, **more}
    return programs.program().run(words, folder, environment, given="", limit=60)


@pytest.mark.parametrize(
    "words",
    [
        ("cases", "show", "99999999999999999999999"),
        ("cases", "list", "--limit", "99999999999999999999999"),
        ("assess", "deep.json"),
        ("departments", "enrol", "OPERATOR:KZ", "--telegram-chat", "²"),
    ],
)
def test_silly_input_is_answered_in_one_line(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "deep.json").write_text("[" * 100_000)

    done = hotline(folder, *words)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr[-500:]


def test_a_slip_at_the_terminal_names_the_help_that_shows_how(folder: Path) -> None:
    done = hotline(folder, "cases", "close", "1")

    assert done.returncode == 2
    assert done.stderr.endswith(" --help` shows how it is called.\n")
    assert len(done.stderr.splitlines()) == 1


def test_the_help_of_a_command_goes_without_the_house() -> None:
    asked = "import sys; import hotline.commands.forms; print('hotline.compose' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=tree.ROOT, capture_output=True, text=True)

    assert done.stdout.strip() == "False"


def test_an_env_file_that_is_no_text_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00HOTLINE_LOG=info\n")

    with pytest.raises(SettingRefused, match=r"\.env cannot be read"):
        settings.read()


def test_in_another_folder_it_is_said_where_was_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else somebody in the wrong folder would set up a second house."""
    monkeypatch.chdir(tmp_path)
    told = settings.Settings()
    [database] = [one for one in examination.examine(told, datetime.now(UTC)) if one.about == "database"]

    with pytest.raises(NotPrepared) as refused:
        compose.compose(told)
    for said in (str(refused.value), database.text):
        assert str(tmp_path / "var/cases.db") in said
        assert "folder" in said


def test_the_recovery_key_is_shown_when_it_is_kept_and_never_again(
    tmp_path: Path, directory_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes after may fail for want of room: then the key must have been seen already."""
    monkeypatch.chdir(tmp_path)
    with_places(tmp_path, directory_file)
    told, shown = settings.Settings(), list[tuple[str, bool]]()

    def show(key: str) -> None:
        with closing(sqlite3.connect(tmp_path / "var/cases.db")) as beside:
            kept = beside.execute("SELECT count(*) FROM holder_key WHERE holder = 'RECOVERY'").fetchone()
        shown.append((key, bool(kept[0])))

    made = prepare.prepare(told, sample=False, shown=show)
    again = prepare.prepare(told, sample=False, shown=show)

    assert shown == [(made, True)]
    assert again == ""


def test_keys_of_another_database_are_refused_at_the_start(
    tmp_path: Path, directory_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with_places(tmp_path, directory_file)
    told = settings.Settings()
    prepare.prepare(told, sample=False)
    make_keys(tmp_path / "others")
    wrong = told.model_copy(update={"keys": tmp_path / "others"})

    compose.compose(told).database.close()
    with pytest.raises(KeyWrong):
        compose.compose(wrong)
    with pytest.raises(KeyWrong):
        prepare.prepare(wrong, sample=False)


def test_an_address_of_another_kind_is_refused_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = settings.Settings(database="mysql://somebody:secret@host/cases")

    with pytest.raises(DatabaseRefused) as refused:
        compose.compose(told)
    assert "secret" not in str(refused.value)
