"""What a catalogue says, and what it falls back on."""

import os
from pathlib import Path

import pytest

from locales import catalogue, compiling, errors, languages
from locales.texts import Text
from tests.locales.conftest import SaveCatalogues

PLACE = Text("place.is", "Place: {place}")
KEY = ("place.is", "Place: {place}")
SKIP = Text("nav.skip", "Skip")


def test_a_text_is_said_in_its_language_and_filled_in(save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read("kk", save_catalogues(kk={KEY: "Орны: {place}"}))

    assert words.say(PLACE, place="Шымкент") == "Орны: Шымкент"
    assert words.language == "kk"


@pytest.mark.parametrize("language", ["kk", "uz", "ky"])
def test_a_missing_translation_falls_back_to_russian(language: str, save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read(language, save_catalogues(ru={KEY: "Место: {place}"}))

    assert words.say(PLACE, place="Абай") == "Место: Абай"


@pytest.mark.parametrize("language", languages.CODES)
def test_where_nobody_translated_the_english_is_said(language: str, save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read(language, save_catalogues())

    assert words.say(PLACE, place="Abay") == "Place: Abay"


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{plase}",
        "{place",
        "place}",
        "{}",
        "{0}",
        "{place.x}",
        "{place!r}",
        "{place:>9}",
        "{place} {n}",
        "{place[0]}",
    ],
)
def test_a_damaged_placeholder_falls_back_along_the_chain(
    damaged: str, save_catalogues: SaveCatalogues
) -> None:
    folder = save_catalogues(kk={KEY: f"Орны: {damaged}"}, ru={KEY: "Место: {place}"})

    assert catalogue.read("kk", folder).say(PLACE, place="Абай") == "Место: Абай"


def test_a_translation_equal_to_the_english_is_a_translation(save_catalogues: SaveCatalogues) -> None:
    folder = save_catalogues(uz={("nav.skip", "Skip"): "Skip"}, ru={("nav.skip", "Skip"): "Пропустить"})

    assert catalogue.read("uz", folder).say(SKIP) == "Skip"


def test_a_missing_value_gives_the_unfilled_english(save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read("kk", save_catalogues(kk={KEY: "Орны: {place}"}))

    assert words.say(PLACE) == "Place: {place}"
    assert words.say(PLACE, plase="Абай") == "Place: {place}"


@pytest.mark.parametrize("english", ["{", "}", "{}", "{0}", "{a.b}", "{a!z}", "{a:q}", "100 {", ""])
def test_saying_never_raises_whatever_the_english(english: str, save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read("kk", save_catalogues())

    assert words.say(Text("odd.text", english), a="value") == english


def test_values_are_plain_text(save_catalogues: SaveCatalogues) -> None:
    words = catalogue.read("kk", save_catalogues(kk={KEY: "Орны: {place}"}))

    assert words.say(PLACE, place="<b>{place}</b> & *x*") == "Орны: <b>{place}</b> & *x*"


def test_the_same_english_is_told_apart_by_its_key(save_catalogues: SaveCatalogues) -> None:
    folder = save_catalogues(ru={("lbl.work", "Work"): "Работа", ("t.work", "Work"): "Из-за работы"})
    words = catalogue.read("ru", folder)

    assert [words.say(Text("lbl.work", "Work")), words.say(Text("t.work", "Work"))] == [
        "Работа",
        "Из-за работы",
    ]


def test_a_fuzzy_translation_is_not_said(save_catalogues: SaveCatalogues) -> None:
    folder = save_catalogues(ru={("nav.skip", "Skip"): "Прыгать"})
    file = folder / "ru" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text("utf-8").replace("msgctxt", "#, fuzzy\nmsgctxt"), "utf-8")

    assert catalogue.read("ru", folder).say(SKIP) == "Skip"


def test_a_newer_compiled_catalogue_is_preferred_and_an_older_one_is_not(
    save_catalogues: SaveCatalogues,
) -> None:
    folder = save_catalogues(ru={("nav.skip", "Skip"): "Старое"})
    source = folder / "ru" / "LC_MESSAGES" / "messages.po"
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(compiling.compiled(source.read_bytes()))
    save_catalogues(ru={("nav.skip", "Skip"): "Новое"})
    made = compiled.stat().st_mtime

    os.utime(source, (made - 10, made - 10))
    assert catalogue.read("ru", folder).say(SKIP) == "Старое"
    os.utime(source, (made + 10, made + 10))
    assert catalogue.read("ru", folder).say(SKIP) == "Новое"


def test_a_compiled_catalogue_is_enough(save_catalogues: SaveCatalogues) -> None:
    folder = save_catalogues(ru={("nav.skip", "Skip"): "Пропустить"})
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        source.with_suffix(".mo").write_bytes(compiling.compiled(source.read_bytes()))
        source.unlink()

    assert catalogue.read("kk", folder).say(SKIP) == "Пропустить"


def test_a_missing_catalogue_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(errors.CatalogueMissing, match=r"kk.LC_MESSAGES.messages\.po"):
        catalogue.read("kk", tmp_path)


def test_a_language_that_is_not_ours_is_refused() -> None:
    with pytest.raises(errors.UnknownLanguage, match="de"):
        catalogue.load("de")


def test_a_catalogue_is_read_once() -> None:
    assert catalogue.load("kk") is catalogue.load("kk")


def test_everywhere_gives_each_of_our_languages() -> None:
    said = catalogue.everywhere(Text("no.such", "Skip {n}"), n=1)

    assert said == dict.fromkeys(languages.CODES, "Skip 1")
