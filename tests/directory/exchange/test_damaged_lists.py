"""What no file should hold stops no other file, and is said in words."""

import io
import zipfile
from pathlib import Path

import pytest

from directory.errors import ListUnreadable
from directory.exchange import template
from directory.exchange.template import Blank
from directory.reading import open_directory
from tests.directory.exchange import lists

WHOLE = '{"id": "1", "name": "Бүтін", "status": "active"}'
_CIRCLE = 300


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 100_000 + "]" * 100_000, "too deeply"),
        (
            '{"name":"a","services":[{"name":"b","organization":' * _CIRCLE + "{}" + "}]}" * _CIRCLE,
            "too deeply",
        ),
        (f'{{"name": "a", "status": "active", "minimum_age": {"9" * 5000}}}', "too many digits"),
        ('{"name": "a", "services": [], "year_incorporated": 1e30}', "out of bounds"),
    ],
)
def test_json_that_no_program_can_hold_is_refused(place: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    (tmp_path / "b.json").write_text(WHOLE, "utf-8")

    outcome = lists.take_in(place, tmp_path / "a.json", tmp_path / "b.json")

    assert [one.reason for one in outcome.journal.refusals if told in one.reason]
    assert lists.rows(place, "SELECT count(*) FROM service WHERE name = 'Бүтін'") == [(1,)]


def test_half_a_letter_becomes_a_question_mark(place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(WHOLE.replace("Бүтін", "Бүтін \\ud800 \\ud83d\\ude00"), "utf-8")

    lists.take_in(place, tmp_path / "a.json")

    assert lists.rows(place, "SELECT count(*) FROM service WHERE name = 'Бүтін ? 😀'") == [(1,)]


def test_an_archive_with_damaged_content_is_refused_in_words(place: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("services.csv", "id,name,status\n" + "1,a,active\n" * 50)
    data = bytearray(archive.read_bytes())
    begin = data.index(b"services.csv") + len("services.csv")
    data[begin : begin + 12] = b"\xff" * 12
    archive.write_bytes(data)

    with pytest.raises(ListUnreadable, match=r"a\.zip"):
        lists.take_in(place, archive)


def test_a_damaged_sheet_is_refused_in_words(place: Path, tmp_path: Path) -> None:
    template.write(tmp_path / "a.xlsx", Blank("ru"), open_directory(place).territories)
    cut = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as whole, zipfile.ZipFile(cut, "w") as package:
        for name in whole.namelist():
            data = whole.read(name)
            package.writestr(name, data[: len(data) // 2] if "sheet1.xml" in name else data)
    (tmp_path / "a.xlsx").write_bytes(cut.getvalue())

    outcome = lists.take_in(place, tmp_path / "a.xlsx")

    assert [one.reason for one in outcome.journal.refusals if "this XLSX is damaged" in one.reason]
