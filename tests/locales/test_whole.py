"""Everything that anybody reads is in five languages: the very sentence, not one of another language."""

import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from locales import catalogue, checking, extraction, glossary, languages
from locales.texts import Text

ROOMS = ("hotline", "bot", "web", "conversations", "cases", "directory", "store", "locales")
BRACES = re.compile(r"\{[^{}]*\}")
SAME = {"number.one", "number.range", "mark.set", "review.line", "ans.no", "svc.km", "dossier.on_day"} | {
    f"desk.role.{role}" for role in ("operator", "admin")
}
"""Sentences that may equal the English: nothing to translate, or the same word."""


@cache
def sources() -> Iterable[Text]:
    """Read every sentence of the sources, once for all tests."""
    return tuple(extraction.in_house())


@cache
def sentences(language: str) -> dict[Text, str]:
    """Read what a catalogue says of itself, without any other language behind it."""
    with (catalogue.FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        entries = [one for one in read_po(source) if isinstance(one.id, str) and one.id and not one.fuzzy]
    return {Text(one.context or "", str(one.id)): str(one.string or "") for one in entries}


@pytest.mark.parametrize("language", languages.CODES)
def test_every_sentence_of_the_sources_is_translated_itself(language: str) -> None:
    own = sentences(language)
    missing = [text.context for text in sources() if not own.get(text)]

    assert missing == []
    assert checking.untranslated(catalogue.FOLDER, language) == 0


@pytest.mark.parametrize("language", [code for code in languages.CODES if code != "en"])
def test_no_sentence_is_left_in_english(language: str) -> None:
    own = sentences(language)
    copied = {
        text.context
        for text in sources()
        if own[text] == text.english and any(map(str.isalpha, BRACES.sub("", text.english)))
    }

    assert copied - SAME == set()


@pytest.mark.parametrize(("language", "other"), [("kk", "ru"), ("uz", "ru"), ("ky", "ru")])
def test_hardly_a_whole_sentence_is_the_same_in_two_languages(language: str, other: str) -> None:
    one, two = sentences(language), sentences(other)
    same = [text.context for text in sources() if one[text] == two[text] and " " in one[text].strip()]

    assert set(same) - SAME == set()


@pytest.mark.parametrize("language", languages.CODES)
def test_a_number_sign_is_never_parted_from_its_number_nor_the_desk_named_as_a_workplace(
    language: str,
) -> None:
    own = sentences(language)
    parted = [text.context for text, told in own.items() if "№ {" in told]

    assert parted == []
    assert (
        own[Text("desk.title", "Desk")].casefold()
        not in own[Text("fact.sector_kind", "Kind of workplace")].casefold()
    )


def test_an_english_sentence_changed_without_refreshing_is_refused(tmp_path: Path) -> None:
    for room in ROOMS:
        wanted = shutil.ignore_patterns("__pycache__", "*.mo", "data", "static", "*.db")
        shutil.copytree(extraction.HOUSE / room, tmp_path / room, ignore=wanted)
    menu = tmp_path / "conversations" / "menu.py"
    menu.write_text(menu.read_text("utf-8").replace('"Check my report"', '"Look at my report"'), "utf-8")
    lines = checking.problems(tmp_path, tmp_path / "locales", glossary.read())

    assert any(line.startswith("menu.status: ") and "“Look at my report”" in line for line in lines)
    assert "messages.pot is stale: run `python -m locales.upkeep extract update`" in lines
