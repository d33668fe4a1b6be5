"""Faults of sentences and catalogues are found, and the house's own have none."""

from pathlib import Path

import pytest

from locales import catalogue, checking, extraction, glossary, languages, upkeep
from locales.glossary import Entry, Glossary
from locales.texts import Text

SKIP = Text("nav.skip", "Skip")
SENTENCES = {"kk": "Өткізу", "ru": "Пропустить", "en": "Skip", "uz": "", "ky": ""}
MEMORY = Glossary({"nav.skip": Entry(SKIP, SENTENCES)}, {})


def test_the_catalogues_of_the_house_are_whole_and_sound() -> None:
    assert checking.problems(extraction.HOUSE, catalogue.FOLDER, glossary.read()) == []


def test_every_sentence_of_the_glossary_is_whole_in_kazakh_russian_and_english() -> None:
    missing = [
        f"{code} {key}"
        for key, entry in glossary.read().entries.items()
        for code in checking.WHOLE
        if not entry.sentences[code]
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "{place}де"),
        ("ky", "{place}-да"),
        ("uz", "{place}da"),
        ("en", "{place}s"),
        ("kk", "№{place}ші"),
        ("kk", "{place}’де"),
        ("kk", "«{place}»де"),
        ("uz", "{place}ʼda"),
        ("ky", "«{place}»-да"),
    ],
)
def test_an_ending_glued_to_a_placeholder_is_a_fault(language: str, sentence: str) -> None:
    assert list(checking.faults(language, "x.y", "At {place}", sentence)) == [
        "something is glued to a placeholder"
    ]


def test_a_word_glued_before_a_placeholder_is_a_fault() -> None:
    assert list(checking.faults("ru", "x.y", "At {place}", "в{place}")) == [
        "something is glued to a placeholder"
    ]


@pytest.mark.parametrize("sentence", ["Орны: {place}.", "«{place}»", "{place} (ауыл)", "{place}–{place}"])
def test_a_free_placeholder_is_no_fault(sentence: str) -> None:
    assert list(checking.faults("kk", "x.y", "At {place}", sentence)) == []


@pytest.mark.parametrize("sentence", ["Орны", "Орны: {plase}", "Орны: {place} {n}"])
def test_other_placeholders_than_the_english_are_a_fault(sentence: str) -> None:
    assert list(checking.faults("kk", "x.y", "At {place}", sentence)) == [
        "placeholders differ from the English"
    ]


@pytest.mark.parametrize("sentence", ["Орны: {place", "Орны: {place!r}", "Орны: { place }"])
def test_a_damaged_placeholder_is_a_fault(sentence: str) -> None:
    assert list(checking.faults("kk", "x.y", "At {place}", sentence)) == ["damaged placeholder"]


@pytest.mark.parametrize(
    ("language", "sentence", "letters"),
    [
        ("ru", "Пропуcтить", "c"),  # a Latin c
        ("kk", "Өткiзу", "i"),  # a Latin i
        ("uz", "Oʻtkаzish", "а"),  # a Cyrillic а
        ("en", "Skiр", "р"),  # a Cyrillic р
        ("ru", "Өткізу", "і ө"),
        ("ky", "Өткізу", "і"),
        ("kk", "Skipping", "g i k n p s"),
    ],
)
def test_letters_of_another_alphabet_are_a_fault(language: str, sentence: str, letters: str) -> None:
    expected = f"letters of another alphabet in “{sentence}”: {letters}"

    assert list(checking.faults(language, "x.y", "Skip", sentence)) == [expected]


def test_a_latin_name_that_the_english_has_is_no_fault() -> None:
    english, kazakh = "Your Telegram name", "Telegram-дағы атыңыз"

    assert list(checking.faults("kk", "x.y", english, kazakh)) == []


@pytest.mark.parametrize("apostrophe", "'’‘`")
def test_a_wrong_apostrophe_in_uzbek_is_a_fault(apostrophe: str) -> None:
    assert list(checking.faults("uz", "x.y", "Skip", f"O{apostrophe}tkazish"))
    assert not list(checking.faults("uz", "x.y", "Skip", "Oʻtkazish"))


def test_a_button_of_61_characters_is_a_fault() -> None:
    long = "ы" * 61

    assert list(checking.faults("ru", "nav.skip", "Skip", long)) == ["61 characters, at most 60 fit"]
    assert list(checking.faults("ru", "nav.skip", "Skip", long[:60])) == []
    assert list(checking.faults("ru", "q.what", "Skip", long)) == []
    assert list(checking.faults("ru", "bot.short", "Skip", long * 2)) == ["122 characters, at most 120 fit"]


def house(folder: Path, source: str = 'Text("nav.skip", "Skip")') -> Path:
    (folder / "bot").mkdir(exist_ok=True)
    (folder / "bot" / "__init__.py").write_text(source)
    return folder


def write_catalogues(folder: Path, memory: Glossary) -> None:
    template = upkeep.template(extraction.in_house(folder), memory)
    (folder / "messages.pot").write_bytes(template)
    for code in languages.CODES:
        file = folder / code / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(upkeep.updated(template, b"", code, memory))


def test_current_catalogues_have_no_problems(tmp_path: Path) -> None:
    write_catalogues(house(tmp_path), MEMORY)

    assert checking.problems(tmp_path, tmp_path, MEMORY) == []
    assert [checking.untranslated(tmp_path, code) for code in ("kk", "uz")] == [0, 1]


def test_a_stale_template_is_found(tmp_path: Path) -> None:
    write_catalogues(house(tmp_path), MEMORY)
    house(tmp_path, "")
    lines = checking.problems(tmp_path, tmp_path, MEMORY)

    assert lines[0] == "messages.pot is stale: run `python -m locales.upkeep extract update`"
    assert len(lines) == 1 + len(languages.CODES)


def test_a_text_that_the_glossary_lacks_is_found(tmp_path: Path) -> None:
    write_catalogues(house(tmp_path, 'Text("nav.hop", "Hop")'), MEMORY)
    lines = checking.problems(tmp_path, tmp_path, MEMORY)

    assert lines == ["nav.hop: not in glossary.csv; add it in five languages (bot/__init__.py)"]


def test_other_english_than_the_glossary_is_found(tmp_path: Path) -> None:
    write_catalogues(house(tmp_path, 'Text("nav.skip", "Skip it")'), MEMORY)
    lines = checking.problems(tmp_path, tmp_path, MEMORY)

    assert lines == ["nav.skip: bot/__init__.py says “Skip it”, the glossary “Skip”"]


def test_a_missing_kazakh_sentence_is_a_problem_and_a_missing_uzbek_one_is_not(tmp_path: Path) -> None:
    memory = Glossary({"nav.skip": Entry(SKIP, SENTENCES | {"kk": ""})}, {})
    write_catalogues(house(tmp_path), memory)

    assert checking.problems(tmp_path, tmp_path, memory) == ["kk nav.skip: not translated"]


def test_a_translators_slip_is_found(tmp_path: Path) -> None:
    write_catalogues(house(tmp_path), MEMORY)
    file = tmp_path / "ru" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text("utf-8").replace("Пропустить", "Пропустить {n}"), "utf-8")

    assert "ru nav.skip: placeholders differ from the English" in checking.problems(
        tmp_path, tmp_path, MEMORY
    )


def test_missing_catalogues_are_found(tmp_path: Path) -> None:
    lines = checking.problems(house(tmp_path), tmp_path, MEMORY)

    assert [line.split(":")[0] for line in lines] == ["messages.pot is stale", *languages.CODES]
