"""The translation memory refuses what contradicts itself."""

from pathlib import Path

import pytest

from locales import errors, glossary
from locales.texts import Text

HEAD = "key,en,ru,kk,uz,ky,note\n"


def save(folder: Path, rows: str) -> Path:
    file = folder / "glossary.csv"
    file.write_text(HEAD + rows, encoding="utf-8-sig")
    return file


def test_a_sentence_is_remembered_by_key_and_english(tmp_path: Path) -> None:
    memory = glossary.read(save(tmp_path, 'nav.skip,Skip,Пропустить,"Өткізу, ия",,,a button\n'))

    assert memory.translation(Text("nav.skip", "Skip"), "kk") == "Өткізу, ия"
    assert memory.translation(Text("nav.skip", "Skip"), "uz") == ""
    assert memory.translation(Text("nav.skip", "Skip it"), "kk") == ""
    assert memory.translation(Text("nav.other", "Skip"), "kk") == ""


def test_counted_nouns_take_their_forms(tmp_path: Path) -> None:
    rows = "n.days.one,{n} day,{n} день,{n} күн,{n} kun,{n} күн,\nn.days.few,,{n} дня,,,,\n"
    rows += "n.days.many,,{n} дней,,,,\nn.days.other,{n} days,{n} дня,{n} күн,{n} kun,{n} күн,\n"
    noun = glossary.read(save(tmp_path, rows)).plurals["n.days"]

    assert (noun.one, noun.other) == ("{n} day", "{n} days")
    assert noun.forms["ru"] == ("{n} день", "{n} дня", "{n} дней")
    assert noun.forms["kk"] == ("{n} күн", "{n} күн")


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("a.b,A,,,,,\na.b,A,,,,,\n", "Row 3: a.b is there twice"),
        ("a.b,,А,,,,\n", "Row 2: a.b has no English"),
        ("a.b,A,,,,\n", "Row 2 has 6 cells"),
        ("n.days.one,{n} day,{n} день,{n} күн,{n} kun,{n} күн,\n", "n.days needs one, other in kk"),
        ('a.b,"A,,,,,\n', "Line 2"),
    ],
)
def test_a_broken_glossary_is_named(rows: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(errors.GlossaryBroken, match=complaint):
        glossary.read(save(tmp_path, rows))


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text("key,english\na.b,A\n", encoding="utf-8")

    with pytest.raises(errors.GlossaryBroken, match="The first line must be"):
        glossary.read(file)
