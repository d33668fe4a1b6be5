"""`hotline directory gaps` tells a coordinator what to collect first."""

import json
from pathlib import Path

import pytest

from directory import kinds
from directory.errors import UnknownTerritory
from hotline.commands import gaps
from hotline.errors import CommandRefused

JAMBYL_OBLAST, ZHETISU_OBLAST, MAKTAARAL = "310000000", "330000000", "614400000"


@pytest.fixture(autouse=True)
def the_directory(directory_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(directory_file))


def test_every_need_that_is_lacking_has_a_line_the_most_lacking_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gaps.gaps()

    *lines, last = capsys.readouterr().out.splitlines()
    missing = [int(line.split()[1]) for line in lines]
    assert {line.split()[0] for line in lines} <= set(kinds.all_needs())
    assert missing == sorted(missing, reverse=True)
    assert "--oblast" in last


def test_of_an_oblast_it_names_the_districts_and_who_could_answer(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(oblast=ZHETISU_OBLAST)

    text = capsys.readouterr().out
    lines = text[text.index("protection ") :].splitlines()
    assert "Талдыкорган" not in lines[1]  # has a crisis centre
    assert lines[2] == "    there is one elsewhere in the oblast"
    assert lines[3].startswith(f"    could answer: POLICE_JUV:{ZHETISU_OBLAST} ")
    assert "in every district" in text
    assert "legal" not in text.split()  # the bar association serves the whole oblast


def test_another_program_gets_every_need_and_district(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(oblast=JAMBYL_OBLAST, as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert {row["oblast"] for row in found} == {JAMBYL_OBLAST}
    assert {*found[0]} == {"need", "district", "beyond", "body", "department", "district_name", "oblast"}


def test_what_is_no_oblast_is_refused() -> None:
    with pytest.raises(CommandRefused, match="is no oblast"):
        gaps.gaps(oblast=MAKTAARAL)
    with pytest.raises(UnknownTerritory):
        gaps.gaps(oblast="35")
