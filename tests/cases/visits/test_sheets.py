"""A visit without network: a sheet is filled in anywhere, read back, and nothing that can be read is lost."""

import io
import re
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from cases.visits import drafts, errors, form
from cases.visits.sheets import filling, plain, reading, xlsform
from cases.visits.sheets.sheet import Sheet
from store.database import Database
from store.seal import Keys
from tests.cases.told import NOW
from tests.cases.visits import filled

TODAY = date(2026, 11, 23)
SHEET = """# version = 0
[visit]
x_found = иә
x_prevention = Түсіндірілді,
  бірнеше жолда

[child]
q1 = Айым
q2 = 13
q3 = Қыз
q14b: 10-13
x_activity = Хлопок, petrol
[child]
q3 = мужской
q19b = Выявлено
"""


def _faults(sheet: Sheet) -> list[tuple[int, str]]:
    return [(line, one.code) for line, one in sheet.faults]


def test_a_sheet_is_read_in_words_of_any_language() -> None:
    sheet = plain.read(SHEET, TODAY)

    assert sheet.visit == {"x_found": "yes", "x_prevention": "Түсіндірілді,\nбірнеше жолда"}
    assert sheet.children[0] == {
        "q1": "Айым",
        "q2": "13",
        "q3": "female",
        "q14b": "10-13",
        "x_activity": ["cotton", "petrol"],
    }
    assert sheet.children[1] == {"q3": "male", "q19b": "found"}
    assert sheet.faults == ()


def test_each_line_that_cannot_be_read_is_named_and_the_others_are_kept() -> None:
    visit, child = "[visit]\nx_found = yes\nsomething else\nq3 = male\n", "[child]\nq3 = male\n"
    sheet = plain.read(f"{visit}{child}q99 = 1\nq3 = female\nq14b = -2\n", TODAY)

    assert _faults(sheet) == [
        (3, "not_a_line"),
        (4, "other_part"),
        (7, "unknown_question"),
        (8, "answered_twice"),
        (9, "negative"),
    ]
    assert sheet.visit == {"x_found": "yes"}
    assert sheet.children == ({"q3": "male", "q14b": "-2"},)


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz", "ky"])
def test_an_empty_sheet_asks_every_question_and_answers_none(language: str) -> None:
    text = plain.written(language)
    sheet = plain.read(text, TODAY)

    assert re.findall(r"^(\w+) =$", text, re.MULTILINE) == [
        one.id for one in (*form.of_visit(), *form.of_child())
    ]
    assert (sheet.count, sheet.faults) == (0, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_sheet_is_read_however_it_was_saved(encoding: str) -> None:
    text = "[child]\r\nq1 = Ермек Иванов\r\nq3 = Мужской\r\n"

    assert reading.read(text.encode(encoding), TODAY).children == ({"q1": "Ермек Иванов", "q3": "male"},)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"class,pupil\n7,A\n", b"<html></html>", b"<a"])
def test_what_is_no_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(errors.SheetUnreadable):
        reading.read(data, TODAY)


@pytest.mark.parametrize("language", ["kk", "en"])
def test_an_empty_sheet_of_our_own_is_called_empty_and_not_another_file(language: str) -> None:
    with pytest.raises(errors.SheetUnreadable) as refused:
        reading.read(plain.written(language).encode(), TODAY)

    assert [(line, one.code) for line, one in refused.value.faults] == [(0, "not_filled_in")]


def test_a_sheet_of_hundreds_of_children_keeps_nobody_waiting() -> None:
    told = "[child]\nq3 = male\n"
    assert len(reading.read((told * reading.MOST_CHILDREN).encode(), TODAY).children) == reading.MOST_CHILDREN
    with pytest.raises(errors.SheetUnreadable):
        reading.read((told * (reading.MOST_CHILDREN + 1)).encode(), TODAY)


def test_a_sheet_fills_a_visit_and_comes_back_the_same(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.begun(tx, keys, "aigul")
        done = filling.fill(tx, keys, draft, "aigul", plain.read(SHEET, TODAY), now=NOW)

        assert (done.answers, done.conflicts, done.draft.content.children) == (9, (), (1, 2))
        printed = plain.written("kk", done.draft.content, done.draft.version)
        again = plain.read(printed, TODAY)
        assert (again.seen, again.faults) == (done.draft.version, ())
        filling.fill(tx, keys, done.draft, "aigul", again, now=NOW)
        after = drafts.get(tx, keys, draft.token, "aigul").content
        assert [after.values(one) for one in (0, 1, 2)] == [
            done.draft.content.values(one) for one in (0, 1, 2)
        ]


def test_a_sheet_overwrites_nothing_that_was_changed_since_it_was_printed(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {"q14b": "8"})
        printed = plain.read(f"# version = {draft.version}\n[child]\nq14b = 11\nq14c = 2\n", TODAY)
        filled.answer(tx, keys, draft, 1, {"q14b": "9"})
        done = filling.fill(tx, keys, draft, "aigul", printed, now=NOW)

        [(child, question, conflict)] = done.conflicts
        assert (child, question, conflict.yours, conflict.typed_by_them) == (1, "q14b", "11", "9")
        assert done.draft.content.values(1)["q14c"] == 2


def test_what_a_collecting_program_sends_is_read() -> None:
    document = """<?xml version="1.0"?><data id="kz-form1-2026.1" xmlns="http://opendatakit.org/submissions">
      <meta><instanceID>uuid:1</instanceID></meta><visit><x_found>yes</x_found></visit>
      <child><s1><q1>Айым</q1><q3>female</q3></s1><s5><x_activity>cotton petrol</x_activity></s5></child>
      <child><s1><q3>boy</q3></s1></child></data>"""
    sheet = reading.read(document.encode(), TODAY)

    assert sheet.visit == {"x_found": "yes"}
    assert sheet.children[0] == {"q1": "Айым", "q3": "female", "x_activity": ["cotton", "petrol"]}
    assert [one.code for _, one in sheet.faults] == ["not_a_choice"]


def test_a_document_that_declares_types_of_its_own_is_not_even_parsed() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha">]><data><visit><x_found>&b;</x_found></visit></data>'

    with pytest.raises(errors.SheetUnreadable):
        reading.read(bomb, TODAY)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    path: Path = tmp_path_factory.mktemp("form") / "visit.xlsx"
    xlsform.write(path)
    sheets = {}
    for page in openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets:
        head, *rows = page.iter_rows(values_only=True)
        sheets[page.title] = [{str(k): str(v or "") for k, v in zip(head, row, strict=True)} for row in rows]
    return sheets


def test_the_xlsform_asks_every_question_once_in_three_languages(book: dict) -> None:
    asked = [row for row in book["survey"] if form.question(row["name"])]

    assert sorted(row["name"] for row in asked) == sorted(one.id for one in form.questions())
    assert all(row[f"label::{name}"] for row in asked for name in xlsform.LANGUAGES.values())


def test_groups_and_the_repeat_of_the_xlsform_are_closed_in_their_order(book: dict) -> None:
    opened: list[str] = []
    for kind in (row["type"] for row in book["survey"]):
        if kind.startswith("begin_"):
            opened.append(kind.removeprefix("begin_"))
        elif kind.startswith("end_"):
            assert opened.pop() == kind.removeprefix("end_")
    assert opened == []


def test_every_list_and_every_question_that_the_xlsform_refers_to_is_there(book: dict) -> None:
    names = {row["name"] for row in book["survey"]}
    options = {(row["list_name"], row["name"]) for row in book["choices"]}
    sets = {
        row["name"]: row["type"].split()[1] for row in book["survey"] if row["type"].startswith("select_")
    }
    told = re.findall(r"\$\{(\w+)\} = '(\w+)'", " ".join(row["relevant"] for row in book["survey"]))

    assert len(options) == len(book["choices"])
    assert set(sets.values()) == {one for one, _ in options}
    assert all(question in names and (sets[question], code) in options for question, code in told)


def test_the_settings_of_the_xlsform_name_it_with_its_version(book: dict) -> None:
    [settings] = book["settings"]

    assert (settings["form_id"], settings["default_language"]) == (form.version(), "Қазақша (kk)")


def test_a_child_under_a_heading_of_ones_own_language_is_a_child_and_never_goes_into_the_one_before() -> None:
    told = "[Выезд]\nх_found = да.\n[child]\nq3 = female.\n[Ребёнок 2]\nx_age = 16\n"
    told += "[Айгүл]\nx_age = 9\n[3-бала]\nx_age = 12\n"
    read = plain.read(told, TODAY)

    assert read.visit == {"x_found": "yes"}
    assert read.children == ({"q3": "female"}, {"x_age": "16"}, {"x_age": "12"})
    assert [(line, one.code) for line, one in read.faults] == [(7, "not_a_heading")]
