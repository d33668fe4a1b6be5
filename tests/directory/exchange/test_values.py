"""Values as people and programs write them become what the standard asks for, or are doubted."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.exchange import (
    cells,
    gathering,
    hsds_csv,
    identity,
    mending,
    moments,
    numbers,
    values,
    worktimes,
)
from directory.exchange.doubt import Doubt
from directory.exchange.journal import Journal
from directory.exchange.renames import rename_for
from directory.hsds import tables
from directory.hsds.shape import Column
from directory.service import Opening

WEEK = frozenset(range(5))


def column(table: str, name: str) -> Column:
    found = tables.TABLES[table].column(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("table", "name", "written", "expected"),
    [
        ("service", "url", "example.kz/help", "http://example.kz/help"),
        ("service", "url", "HTTPS://Example.KZ/Бет?a=b", "https://example.kz/%D0%91%D0%B5%D1%82?a=b"),
        ("service", "url", "http://көмек.қаз", "http://xn--e1ajbg87f.xn--80ao21a"),
        ("service", "email", "mailto:info@example.kz", "info@example.kz"),
        ("service", "minimum_age", "3,5", 3.5),
        ("service", "minimum_age", 7.0, 7),
        ("service", "status", "Temporarily_Closed", "temporarily closed"),
        ("service", "status", "   ", None),
        ("service", "description", "one\\ntwo\\r\\nthree", "one\ntwo\nthree"),
        ("service", "assured_date", "31.12.2025", "2025-12-31"),
        ("service", "assured_date", "12/31/2025", "2025-12-31"),
        ("service", "assured_date", "December 24, 2014", "2014-12-24"),
        ("service", "last_modified", "2023-03-15 10:30:45", "2023-03-15T10:30:45Z"),
        ("service", "last_modified", "2023-03-15T10:30:45.123Z", "2023-03-15T10:30:45.123Z"),
        ("schedule", "opens_at", "9:00am", "09:00"),
        ("schedule", "opens_at", "12 p.m.", "12:00"),
        ("schedule", "closes_at", "3pm", "15:00"),
        ("schedule", "closes_at", "24:00", "23:59"),
        ("schedule", "closes_at", "18:00:00+05:00", "18:00+05:00"),
        ("schedule", "byday", "Monday", "MO"),
        ("schedule", "byday", "Пн-Ср, Жм", "MO,TU,WE,FR"),
        ("schedule", "byday", "Sat–Mon", "SA,SU,MO"),
        ("address", "country", "Қазақстан", "KZ"),
        ("address", "country", "   ", None),
        ("address", "postal_code", 110000.0, "110000"),
        ("location", "latitude", "43,25", 43.25),
    ],
)  # fmt: skip
def test_a_value_is_read_as_it_was_meant(table: str, name: str, written: object, expected: object) -> None:
    assert values.clean(column(table, name), written)[0] == expected


@pytest.mark.parametrize(
    ("table", "name", "written"),
    [
        ("service", "url", "javascript:alert(1)"),
        ("service", "url", "see our page"),
        ("service", "url", "a.kz, b.kz"),
        ("service", "email", "a@example.kz; b@example.kz"),
        ("service", "minimum_age", "three"),
        ("service", "minimum_age", float("nan")),
        ("service", "status", "open"),
        ("service", "name", ["a", "list"]),
        ("service", "assured_date", "1/2/14"),
        ("service", "assured_date", "13/27/2014"),
        ("schedule", "opens_at", "25:00"),
        ("schedule", "opens_at", "0am"),
        ("schedule", "byday", "someday"),
        ("location", "latitude", 100),
        ("address", "country", "far away"),
    ],
)
def test_what_cannot_be_that_is_doubted(table: str, name: str, written: object) -> None:
    with pytest.raises(Doubt):
        values.clean(column(table, name), written)


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("peopleGÇÖs help", "people’s help"),
        ("РџРѕРјРѕС‰СЊ РґРµС‚СЏРј", "Помощь детям"),
        ("Ð\x9fÐ¾Ð¼Ð¾Ñ\x89Ñ\x8c", "Помощь"),
        ("СССР, РСФСР – Россия", "СССР, РСФСР – Россия"),
        ("Қазақстан балалары", "Қазақстан балалары"),
        ("café – naïve", "café – naïve"),
        ("'=1+1", "=1+1"),
        ("NULL", ""),
    ],
)
def test_text_read_in_a_wrong_encoding_is_mended_and_right_text_is_left_alone(
    spoilt: str, meant: str
) -> None:
    assert mending.mended(spoilt)[0] == meant


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("305-573-4200 x57471", ("305-573-4200", "57471")),
        ("+7 (727) 250-00-00 доб. 12", ("+7 (727) 250-00-00", "12")),
        ("8 7172 70 00 00, ішкі 5", ("8 7172 70 00 00", "5")),
        ('"+44 1234 234567"', ("+44 1234 234567", "")),
        ("111", ("111", "")),
    ],
)
def test_an_extension_is_taken_off_a_number(written: str, parted: tuple[str, str]) -> None:
    assert numbers.parted(written) == parted
    assert numbers.parted(numbers.joined(*parted)) == parted


def test_two_spellings_of_a_number_are_one_and_short_numbers_are_nobodys() -> None:
    assert numbers.key("8 (727) 250-00-00") == numbers.key("+7 727 2500000 ext. 4")
    assert numbers.key("116 16") == numbers.key("111") == ""


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_hours_are_written_as_they_are_read(language: str) -> None:
    openings = (
        Opening(WEEK, 540, 780),
        Opening(WEEK, 840, 1080),
        Opening(frozenset({5, 6}), 600, 1440),
    )

    assert worktimes.read(worktimes.written(openings, language)) == openings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24/7 (per source)", (Opening(frozenset(range(7)), 0, 1440),)),
        ("Пн-Пт: 9-18", (Opening(WEEK, 540, 1080),)),
        ("ежедневно 10.00–22.00", (Opening(frozenset(range(7)), 600, 1320),)),
        ("Fri 22:00-02:00", (Opening(frozenset({4}), 1320, 1440), Opening(frozenset({5}), 0, 120))),
    ],
)
def test_hours_are_read_in_three_languages(text: str, expected: tuple[Opening, ...]) -> None:
    assert worktimes.read(text) == expected


@pytest.mark.parametrize(
    "text", ["by appointment", "Mon-Fri", "9-18", "Mon 9-25", "Mon 09:00-18:00 except May"]
)
def test_hours_that_say_something_else_are_doubted(text: str) -> None:
    with pytest.raises(Doubt):
        worktimes.read(text)


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@SUM(1)", "'@SUM(1)"), ("-2+3+cmd|'x'!A0", "'-2+3+cmd|'x'!A0"),
        ("+7 (727) 250-00-00", "+7 (727) 250-00-00"), (5, 5), ("plain", "plain"),
    ],
)  # fmt: skip
def test_a_formula_is_guarded_and_a_number_is_not(cell: object, guarded: object) -> None:
    assert cells.harmless(cell) == guarded
    if isinstance(cell, str):
        assert mending.mended(str(guarded))[0] == cell


CELLS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)
COLUMNS = [(table.name, one) for table in identity.ALL.values() for one in table.columns]


@given(st.sampled_from(COLUMNS), CELLS)
@example(next(one for one in COLUMNS if one[1].name == "name"), math.nan)
def test_any_cell_is_a_value_or_a_doubt_and_a_value_is_read_again_as_itself(
    place: tuple[str, Column], cell: object
) -> None:
    try:
        value, _ = values.clean(place[1], cell)
    except Doubt:
        return

    assert value is None or values.clean(place[1], value)[0] == value


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(identity.ALL)),
    st.lists(st.dictionaries(st.sampled_from(sorted({one.name for _, one in COLUMNS})), CELLS), max_size=3),
)
def test_no_row_breaks_the_gathering(table: str, rows: list[dict[str, object]]) -> None:
    rename = rename_for(table, [])
    assert rename is not None or table == "taxonomy"
    if rename is not None:
        found = hsds_csv.records(enumerate(rows), ("a.csv", "a list"), rename, Journal())
        gathered = gathering.gather(found, Journal())

        assert all(rows or not found for found in gathered.rows.values())


def test_days_of_spreadsheets_are_days() -> None:
    from datetime import datetime, time

    assert moments.day(datetime(2026, 3, 1, 12)) == "2026-03-01"  # noqa: DTZ001 – as a spreadsheet gives it
    assert moments.clock(time(9, 5)) == "09:05"
