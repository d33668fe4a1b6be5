"""The commands for keys, step by step as docs/KEYS.md tells them, with every secret on standard input."""

import functools
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cases import errors, filing, passwords
from directory import reading
from hotline import __main__ as program
from hotline import compose, settings
from hotline.commands import prepare
from hotline.errors import CommandRefused
from store import locks
from store.errors import RecoveryKeyUnreadable
from store.locks import Limits
from tests.cases.told import DEBT, report

PASSWORD = "four words do well"
OTHER = "three other words"
HELD = "LABOUR:614400000"
READ_ONCE = functools.cache(reading.open_directory)
Command = Callable[..., str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> tuple[Path, str]:
    """A house with two cases, the second with copies that are held; and its recovery key."""
    folder = tmp_path_factory.mktemp("prepared")
    told = settings.Settings(
        database=f"sqlite:///{folder}/var/cases.db",
        directory=folder / "var/directory.db",
        keys=folder / "var/keys",
    )
    (folder / "var").mkdir()
    shutil.copy(directory_file, folder / "var")
    recovery_key = prepare.prepare(told, sample=True)
    composed = compose.compose(told)
    with composed.database.transaction() as tx:
        said = report(answers={"words": "canary"}, facts={"age": 15, "activity": ["construction"]})
        filing.file_report(tx, composed.house.office, said, now=datetime.now(UTC))
        grave = report("grave", facts=DEBT, answers={"words": "canary"})
        filing.file_report(tx, composed.house.office, grave, now=datetime.now(UTC))
    composed.database.close()
    return folder, recovery_key


@pytest.fixture
def recovery_key(prepared: tuple[Path, str]) -> str:
    return prepared[1]


@pytest.fixture
def run(prepared: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command of a house in a folder of its own; `typed` are the lines of standard input."""
    shutil.copytree(prepared[0] / "var", tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("HOTLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(reading, "open_directory", READ_ONCE)  # the same places in every folder
    quick = Limits(passes=1, memory=8192)
    monkeypatch.setattr(locks.lock, "__kwdefaults__", {"limits": quick})
    monkeypatch.setattr(locks.decoy, "__kwdefaults__", {"limits": quick})
    # `officers` hands its own default on.
    monkeypatch.setattr(passwords.make, "__kwdefaults__", {"limits": quick})
    monkeypatch.setattr(passwords.with_password, "__kwdefaults__", {"limits": quick})

    def hotline(*words: str, typed: tuple[str, ...] = ()) -> str:
        told = CliRunner().invoke(
            program.commands(), words, input="".join(f"{line}\n" for line in typed), catch_exceptions=False
        )
        assert told.exit_code == 0, told.output
        return told.output

    return hotline


def lead(run: Command) -> str:
    return str(json.loads(run("cases", "show", "1"))["lead"])


def test_from_the_first_day_to_the_day_somebody_leaves(run: Command, recovery_key: str) -> None:
    code = lead(run)
    assert "content" not in json.loads(run("cases", "show", "1"))
    run("keys", "officer", "Dana", "--role", "coordinator", typed=(PASSWORD, PASSWORD))
    run("keys", "grant", "dana", typed=(recovery_key.lower(),))
    run("keys", "officer", "aigul", "--department", code, typed=(PASSWORD, PASSWORD))
    run("keys", "officer", "berik", "--department", code, typed=(PASSWORD, PASSWORD))
    assert "waits for `hotline keys grant`" in run("keys", "list")
    run("keys", "grant", "aigul", "--by", "dana", typed=(PASSWORD,))
    run("keys", "grant", "berik", "--by", "aigul", typed=(PASSWORD,))

    told = json.loads(run("cases", "show", "1", "--officer", "berik", typed=(PASSWORD,)))
    assert told["content"]["answers"] == {"words": "canary"}

    assert "new" in run("keys", "leave", "berik", "--by", "aigul", typed=(PASSWORD,))
    with pytest.raises(errors.SignInRefused, match="name or the password"):
        run("cases", "show", "1", "--officer", "berik", typed=(PASSWORD,))
    told = json.loads(run("cases", "show", "1", "--officer", "aigul", typed=(PASSWORD,)))
    assert told["content"]["answers"] == {"words": "canary"}
    assert "left" in run("keys", "list")


def test_a_new_key_is_for_those_only_to_whom_the_one_before_was_granted(
    run: Command, recovery_key: str
) -> None:
    code = lead(run)
    for name in ("aigul", "berik", "waiting", "forgetful"):
        run("keys", "officer", name, "--department", code, typed=(PASSWORD, PASSWORD))
    for name in ("aigul", "berik", "forgetful"):
        run("keys", "grant", name, typed=(recovery_key,))
    run("keys", "password", "forgetful", "--forgotten", typed=(OTHER, OTHER))

    run("keys", "leave", "berik", "--by", "aigul", typed=(PASSWORD,))

    assert len(re.findall(r"(waiting|forgetful) +waits for", run("keys", "list"))) == 2
    for name, password in (("waiting", PASSWORD), ("forgetful", OTHER)):
        with pytest.raises(errors.NotForThisKey):
            run("cases", "show", "1", "--officer", name, typed=(password,))


def test_what_is_not_there_is_said_as_it_is(run: Command, recovery_key: str) -> None:
    code = lead(run)
    run("keys", "officer", "aigul", "--department", code, typed=(PASSWORD, PASSWORD))
    run("keys", "grant", "aigul", typed=(recovery_key,))
    with pytest.raises(CommandRefused, match="no part addition:9"):
        run("cases", "show", "1", "--officer", "aigul", "--part", "addition:9", typed=(PASSWORD,))
    with pytest.raises(CommandRefused, match="one of: helped"):
        run("cases", "close", "1", "--outcome", "done")
    assert code in run("cases", "list")

    run("cases", "erase", "1", "--reason", "subject_request")
    with pytest.raises(CommandRefused, match="is erased"):
        run("cases", "show", "1", "--officer", "aigul", typed=(PASSWORD,))


def test_a_password_is_changed_or_replaced_when_it_was_forgotten(run: Command, recovery_key: str) -> None:
    code = lead(run)
    run("keys", "officer", "aigul", "--department", code, typed=(PASSWORD, PASSWORD))
    run("keys", "grant", "aigul", typed=(recovery_key,))

    run("keys", "password", "aigul", typed=(PASSWORD, OTHER, OTHER))
    assert "content" in run("cases", "show", "1", "--officer", "aigul", typed=(OTHER,))
    run("keys", "password", "aigul", "--forgotten", typed=(PASSWORD, PASSWORD))
    with pytest.raises(errors.NotForThisKey):
        run("cases", "show", "1", "--officer", "aigul", typed=(PASSWORD,))
    run("keys", "grant", "aigul", typed=(recovery_key,))
    assert "content" in run("cases", "show", "1", "--officer", "aigul", typed=(PASSWORD,))


def test_a_department_without_people_and_a_lost_recovery_key(run: Command, recovery_key: str) -> None:
    code = lead(run)
    run("keys", "officer", "gone", "--department", code, typed=(PASSWORD, PASSWORD))

    assert "in charge" in run("keys", "recover", code, "new", typed=(recovery_key, PASSWORD, PASSWORD))
    assert "content" in run("cases", "show", "1", "--officer", "new", typed=(PASSWORD,))

    run("keys", "officer", "dana", "--role", "coordinator", typed=(PASSWORD, PASSWORD))
    run("keys", "grant", "dana", typed=(recovery_key,))
    again = run("keys", "recover", "--new-recovery-key", "--by", "dana", typed=(PASSWORD,))
    newer = re.search(r"AGE-SECRET-KEY-1\w+", again)
    assert newer
    with pytest.raises(errors.RecoveryKeyWrong, match="newer one"):
        run("keys", "rotate", code, typed=(recovery_key,))
    assert "parts of cases" in run("keys", "rotate", code, typed=(newer[0],))
    assert "content" in run("cases", "show", "1", "--officer", "new", typed=(PASSWORD,))


def test_whoever_takes_over_a_desk_without_people_is_an_operator_and_reads_every_case(
    run: Command, recovery_key: str
) -> None:
    run("keys", "officer", "gone", "--role", "operator", typed=(PASSWORD, PASSWORD))
    run("keys", "recover", "OPERATOR:KZ", "new", typed=(recovery_key, PASSWORD, PASSWORD))

    assert re.search(r"OPERATOR:KZ +operator +new +reads cases", run("keys", "list"))
    assert "content" in run("cases", "show", "1", "--officer", "new", typed=(PASSWORD,))


def test_a_held_copy_is_released_by_a_coordinator_and_read_without_a_word_of_the_reporter(
    run: Command, recovery_key: str
) -> None:
    run("keys", "officer", "dana", "--role", "coordinator", typed=(PASSWORD, PASSWORD))
    run("keys", "officer", "held", "--department", HELD, typed=(PASSWORD, PASSWORD))
    for name in ("dana", "held"):
        run("keys", "grant", name, typed=(recovery_key,))
    with pytest.raises(errors.NotTheirCase):
        run("cases", "show", "2", "--officer", "held", typed=(PASSWORD,))

    assert "is being told" in run("cases", "release", "2", HELD, "--officer", "dana", typed=(PASSWORD,))

    told = json.loads(run("cases", "show", "2", "--officer", "held", typed=(PASSWORD,)))
    assert (told["content"]["facts"]["age"], "answers" in told["content"]) == (16, False)
    with pytest.raises(errors.ReleaseRefused):
        run("cases", "release", "2", "OMBUDS:KZ", "--officer", "dana", typed=(PASSWORD,))


def test_a_backup_opens_in_another_folder_with_the_key_on_paper_alone(
    run: Command, recovery_key: str, tmp_path: Path
) -> None:
    run("keys", "officer", "aigul", "--department", lead(run), typed=(PASSWORD, PASSWORD))
    run("keys", "grant", "aigul", typed=(recovery_key,))
    run("backup", "b.age")

    assert "The backup is good" in run("restore", "b.age", "--check", typed=(recovery_key,))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.age", "var"]
    with pytest.raises(CommandRefused, match="nothing is overwritten"):
        run("restore", "b.age", typed=(recovery_key,))
    with pytest.raises(RecoveryKeyUnreadable):
        run("restore", "b.age", "--check", typed=("AGE-SECRET-KEY-1" + recovery_key[16:][::-1],))
    (tmp_path / "var").rename(tmp_path / "burnt")
    assert "Cases 2" in run("restore", "b.age", typed=(recovery_key,))
    told = run("cases", "show", "1", "--officer", "aigul", typed=(PASSWORD,))
    assert json.loads(told)["content"]["answers"] == {"words": "canary"}


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("keys", "officer", "x", "--department", "NO:1"), (), "no department NO:1"),
        (("keys", "officer", "x", "--role", "coordinator"), ("a", "b"), "differ"),
        (("keys", "officer", "x", "--role", "coordinator"), ("short", "short"), "12 characters"),
        (("keys", "officer", "x", "--role", "coordinator"), (), "standard input"),
        (("keys", "grant", "nobody"), (), "nobody of this name"),
        (("keys", "rotate", "NO:1"), (), "no key of NO:1"),
        (("keys", "recover"), (), "Either CODE and NAME"),
        (("restore", "b.age"), (), "no file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Command, words: tuple[str, ...], typed: tuple[str, ...], said: str
) -> None:
    with pytest.raises((CommandRefused, errors.KeyringError), match=said):
        run(*words, typed=typed)


def test_an_editor_needs_no_key_and_nobody_works_where_there_is_no_place(
    run: Command, recovery_key: str
) -> None:
    told = ("keys", "officer", "saule", "--role", "editor", "--territory")
    with pytest.raises(CommandRefused, match="no territory 1"):
        run(*told, "1", typed=(PASSWORD, PASSWORD))
    assert "needs no key" in run(*told, "610000000", typed=(PASSWORD, PASSWORD))
    assert "needs no key" in run("keys", "list")
    assert "left" in run("keys", "leave", "saule", typed=(recovery_key,))


@pytest.mark.parametrize(
    ("role", "more", "ways"),
    [
        ("officer", ("--department", "POLICE_JUV:610000000"), ["Desk", "Telegram"]),
        ("coordinator", ("--territory", "610000000"), ["Desk"]),
        ("admin", (), ["Desk"]),
    ],
)
def test_an_invitation_is_a_link_to_the_desk_and_an_officers_to_the_bot_too(
    run: Command, role: str, more: tuple[str, ...], ways: list[str]
) -> None:
    said = run("people", "invite", "--role", role, *more).splitlines()

    assert [line.partition(":")[0] for line in said] == ways
    assert re.fullmatch(r"Desk: http://127\.0\.0\.1:8080/desk/welcome/[\w-]{32}", said[0])


def test_teachers_and_monitors_are_invited_to_the_chat_alone(run: Command) -> None:
    school = run("people", "school", "Мектеп 5", "--territory", "614400000").strip()
    for who in (("teacher", "--school", school), ("monitor", "--territory", "614400000")):
        said = run("people", "invite", "--role", *who, "--bot", "a_bot").splitlines()
        found = re.fullmatch(r"Telegram: https://t\.me/a_bot\?start=inv_([\w-]+)", said[0])
        assert found is not None
        assert said[1:] == [f"Web chat: http://127.0.0.1:8080/?start=inv_{found[1]}"]
    with pytest.raises(CommandRefused, match="needs --school"):
        run("people", "invite", "--role", "teacher", "--territory", "614400000")
    with pytest.raises(CommandRefused, match="needs --territory"):
        run("people", "invite", "--role", "monitor")
    with pytest.raises(CommandRefused, match="no territory"):
        run("people", "school", "Мектеп 6", "--territory", "1")


def test_nobody_is_invited_as_what_does_not_exist_or_without_a_department(run: Command) -> None:
    with pytest.raises(CommandRefused, match="cannot be invited"):
        run("people", "invite", "--role", "king")
    with pytest.raises(CommandRefused, match="needs --department"):
        run("people", "invite", "--role", "officer")
