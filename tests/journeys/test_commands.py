"""Commands by hand: what they print, and one clear line when something is missing."""

import json
import os
from pathlib import Path

import pytest

from conversations import sentences
from locales import catalogue
from tests.doubles.telegram import TOKEN, Telegram
from tests.journeys.conftest import Hotline

VECTORS = Path(__file__).parents[1] / "cases" / "assessment_cases.json"


def test_assess_gives_every_vector_right(hotline: Hotline) -> None:
    answers = hotline.json("assess", str(VECTORS))
    for vector, answer in zip(json.loads(VECTORS.read_text()), answers, strict=True):
        expected = {name: value for name, value in vector.items() if name != "input"}
        for name in ("fires", "possible", "copies"):
            if name in expected:
                expected[name] = sorted(expected[name])

        assert {name: answer[name] for name in expected} == expected


def test_assess_names_what_it_does_not_know(hotline: Hotline, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"agge": 12}')
    done = hotline.run("assess", str(path))

    assert done.returncode == 2
    assert "agge" in done.stderr
    assert "age" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz", "ky"])
def test_walk_goes_from_the_first_question_to_sent(hotline: Hotline, language: str) -> None:
    if language == "kk":
        (hotline.folder / "directory.db").unlink()  # then it makes one for itself
    send = catalogue.load(language).say(sentences.WORDS["send"])
    done = hotline.run("walk", "citizen_report", "--lang", language, given=f"5\n@40.77,68.32\n{send}\n")

    assert done.returncode == 0
    assert "send\n" in done.stdout
    assert "def test_walk(walk):" in done.stdout


def test_walk_draws_the_script(hotline: Hotline) -> None:
    assert hotline.run("walk", "citizen_report", "--draw").stdout.startswith("flowchart TD\n")


def test_before_init_every_command_says_what_to_do(tmp_path: Path) -> None:
    done = Hotline(tmp_path).run("cases", "list")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "hotline init" in done.stderr


def test_a_missing_key_file_is_named(hotline: Hotline) -> None:
    (hotline.folder / "keys" / "service.key").unlink()
    for words in (("cases", "list"), ("init",)):
        done = hotline.run(*words)

        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "service.key" in done.stderr


def test_an_unknown_setting_names_the_nearest(hotline: Hotline) -> None:
    hotline.settings["HOTLINE_LISEN"] = "x"
    done = hotline.run("cases", "list")

    assert done.returncode == 2
    assert done.stderr.strip() == "There is no setting HOTLINE_LISEN. Did you mean HOTLINE_LISTEN?"


def test_init_twice_changes_nothing(hotline: Hotline) -> None:
    before = (hotline.folder / "directory.db").read_bytes()
    done = hotline.run("init", "--sample")

    assert done.returncode == 0
    assert (hotline.folder / "directory.db").read_bytes() == before


def test_an_unknown_department_names_the_nearest(hotline: Hotline) -> None:
    done = hotline.run("departments", "enrol", "POLICE_JV:610000000", "--telegram-chat", "-5")

    assert done.returncode == 2
    assert "Did you mean POLICE_JUV:610000000?" in done.stderr


def test_a_wrong_token_ends_with_one_clear_line(hotline: Hotline, telegram: Telegram) -> None:
    hotline.settings |= {"HOTLINE_BOT_TOKEN": "1:wrong", "HOTLINE_TELEGRAM_URL": telegram.url}
    done = hotline.run("serve")

    assert done.returncode == 2
    assert "HOTLINE_BOT_TOKEN" in done.stderr.splitlines()[-1]
    assert "1:wrong" not in done.stderr + done.stdout


def test_while_telegram_is_out_of_reach_health_says_so_and_the_web_chat_works(hotline: Hotline) -> None:
    hotline.settings |= {"HOTLINE_BOT_TOKEN": TOKEN, "HOTLINE_TELEGRAM_URL": "http://127.0.0.1:9"}
    hotline.serve()
    told = hotline.wait_until(lambda status, told: status == 503)

    assert told["telegram"] == "unreachable"
    assert told["database"] == "ok"
    assert TOKEN not in hotline.log()


def test_two_servers_on_one_database_are_refused(hotline: Hotline) -> None:
    hotline.serve()
    hotline.wait_until(lambda status, told: status == 200)
    second = Hotline(hotline.folder, dict(hotline.settings), port=0)
    done = second.run("serve")

    assert done.returncode == 2
    assert "Another process serves" in done.stderr


def test_check_says_what_is_to_be_mended(hotline: Hotline) -> None:
    done = hotline.run("check")

    assert done.returncode == 1
    assert "wrong  departments" in done.stdout
    assert "awaiting a native reader: Oʻzbekcha, Кыргызча" in done.stdout
    assert os.environ.get("HOME", "/root") not in done.stderr
