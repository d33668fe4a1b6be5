"""`hotline directory` at the terminal: search, place, stale, template, as somebody types them."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # no types there
import pytest
from typer.testing import CliRunner, Result

from directory.errors import UnknownKind, UnknownNeed, UnknownTerritory
from hotline.commands import directory as commands
from hotline.errors import CommandRefused
from locales import daytime
from tests.doubles import hosts
from tests.doubles import program as programs
from tests.web.api import told as services

MAKTAARAL, TURKISTAN_OBLAST, ZHETISU_OBLAST = "614400000", "610000000", "330000000"


@pytest.fixture(autouse=True)
def the_directory(directory_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(directory_file))


def typed(*words: str) -> Result:
    return CliRunner().invoke(commands.app, list(words))


def said(*words: str) -> list[str]:
    result = typed(*words)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def told(*words: str) -> Any:
    return json.loads("\n".join(said(*words, "--json")))


def refused(*words: str) -> str:
    result = typed(*words)
    assert isinstance(result.exception, CommandRefused)
    return str(result.exception)


def test_a_search_shows_services_with_a_phone_or_that_it_is_unknown_and_why() -> None:
    lines = said("search", "приют Талдыкорган", "--limit", "3")

    assert lines[0].startswith("For ")
    assert len(lines) == 5
    assert all("[" in line and (": phone unknown" in line or "+7" in line) for line in lines[1:4])
    assert lines[4].startswith("3 of ")


def test_filters_of_a_search_and_its_json_say_the_same_services() -> None:
    words = ("search", "--need", "shelter", "--territory", MAKTAARAL, "--age", "9", "--limit", "50")
    found, lines = told(*words), said(*words)

    assert found["territory"] == MAKTAARAL
    assert 0 < len(found["hits"]) <= found["total"]
    assert [line.rsplit(" ", 1)[1] for line in lines[1:]] == [hit["id"] for hit in found["hits"]]
    assert all({"need", "age"} & {*hit["reasons"], *hit["unsure"]} for hit in found["hits"])


def test_near_a_point_the_nearest_come_first_and_say_how_far_they_are(
    directory_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(services.library(directory_file, tmp_path).path))

    first, second, *_ = said("search", "--near", "51.13,71.43", "--lang", "kk")
    assert first.endswith(services.GIRLS)
    assert second.endswith(services.BOYS)
    assert " 0.0 km: " in first
    assert " 9.2 km: " in second


def test_words_that_name_several_places_are_asked_back() -> None:
    lines = said("search", "приют Октябрь")

    assert lines[0] == "Which place is meant? Choose it by --territory:"
    assert len(lines) > 2
    assert all(line.split()[0].isdigit() for line in lines[1:])


@pytest.mark.parametrize("words", [("zzzz qqqq",), ("--age", "119", "--kind", "school")])
def test_a_search_in_vain_ends_with_111(words: tuple[str, ...]) -> None:
    assert said("search", *words)[-1] == "No service fits. The contact centre 111 answers day and night."


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--lang", "de"), "'de' is none of"), (("--near", "51"), "--near is"),
        (("--near", "a,b"), "--near is"), (("--near", "91,0"), "--near lies"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused_in_a_sentence(words: tuple[str, ...], why: str) -> None:
    assert why in refused("search", "school", *words)


def test_codes_that_nobody_knows_are_refused() -> None:
    for option, error in (
        ("--kind", UnknownKind),
        ("--need", UnknownNeed),
        ("--territory", UnknownTerritory),
    ):
        assert isinstance(typed("search", "school", option, "nothing").exception, error)
    assert typed("search", "x", "--age", "121").exit_code == 2
    assert typed("search", "x", "--limit", "0").exit_code == 2


def test_a_place_is_shown_with_its_code_and_its_district() -> None:
    [first, *_] = said("place", "Мактаарал ауданы")
    within = told("place", "Жибек жолы", "--within", TURKISTAN_OBLAST)

    assert first.split()[0] == MAKTAARAL
    assert within
    assert all(row["code"].startswith("61") for row in within)
    assert set(within[0]) >= {"code", "score", "alias", "name"}


def test_an_old_name_is_marked_and_a_place_that_is_none_is_said_to_be_none() -> None:
    assert "(another name)" in said("place", "Целиноград", "--limit", "1")[0]
    assert said("place", "!!!") == ["No place resembles this. Try its name alone, or its district."]


def test_services_that_nobody_verified_are_listed_with_the_day_and_counted(
    directory_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = services.library(directory_file, tmp_path).path  # of these one was verified in November 2026
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(path))
    verified = (daytime.day(datetime.now(UTC)) - date(2026, 11, 20)).days

    *lines, last = said("stale", "--days", str(max(0, verified - 1)))
    *fewer, _ = said("stale", "--days", str(max(0, verified) + 1))

    total = int(last.split(" of ")[1].split()[0])
    assert last == f"{len(lines)} of {total} services: not verified for {max(0, verified - 1)} days."
    assert {line.split()[1] for line in lines} >= {line.split()[1] for line in fewer}
    assert services.BOYS not in " ".join(fewer)
    assert services.GIRLS in " ".join(fewer)
    assert typed("stale", "--days", "-1").exit_code == 2


def test_a_template_opens_with_headings_and_the_bodies_of_the_oblast(tmp_path: Path) -> None:
    [path] = said("template", "blank.xlsx", "--lang", "kk")
    [filled] = said("template", "filled.xlsx", "--lang", "kk", "--oblast", ZHETISU_OBLAST)

    blank_rows, filled_rows = (rows(tmp_path / name) for name in (path, filled))
    assert blank_rows[0] == filled_rows[0]
    assert len([cell for cell in blank_rows[0] if cell]) > 10
    assert len(filled_rows) > len(blank_rows)


def test_a_template_of_no_oblast_is_refused_with_the_oblasts_there_are() -> None:
    assert f"{ZHETISU_OBLAST} " in refused("template", "x.xlsx", "--oblast", MAKTAARAL)
    assert "kk, ru, en" in refused("template", "x.xlsx", "--lang", "de")


def rows(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]


def test_the_program_itself_says_a_refusal_in_one_line(directory_file: Path, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    environment = {**clean, "PYTHONPATH": hosts.PYTHONPATH, "HOTLINE_DIRECTORY": str(directory_file)}
    words = ("directory", "search", "school", "--near", "x")
    done = programs.program().run(words, tmp_path, environment, given="", limit=60)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
