"""Two columns with one heading: no value is lost without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.directory.exchange import lists

ROWS = (
    ("№", "Название", "Вид", "Телефон", "Телефон", "Сайт", "Сайт"),
    ("1", "Центр", "школа", "8 727 250 00 00", "8 727 250 00 01", "https://a.kz", "https://b.kz"),
    ("2", "Школа", "школа", "8 727 250 00 02", "8 727 250 00 02", "https://a.kz", ""),
)


def _csv(path: Path) -> Path:
    path = path.with_suffix(".csv")
    path.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    return path


def _xlsx(path: Path) -> Path:
    path = path.with_suffix(".xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(ROWS):
            for number, cell in enumerate(row):
                digits = cell.replace(" ", "")
                if number == 4 and line == 1:
                    sheet.write_number(line, number, float(digits))  # a number, as spreadsheets like it
                else:
                    sheet.write_string(line, number, cell)
    return path


@pytest.mark.parametrize("write", [_csv, _xlsx])
def test_of_two_columns_called_phone_both_are_kept_and_of_two_sites_one_is_told(
    place: Path, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    outcome = lists.take_in(place, path := write(tmp_path / "list"))

    numbers = lists.rows(place, "SELECT number FROM phone JOIN service s ON s.id = service_id"
                                " WHERE s.name IN ('Центр', 'Школа') ORDER BY number")  # fmt: skip
    assert sorted("".join(str(one).split()) for (one,) in numbers) == [
        "87272500000", "87272500001", "87272500002",
    ]  # fmt: skip
    assert lists.reasons(outcome) == [(path.name, 2, "service", "website")]
    assert "«Сайт»" in next(iter(outcome.journal.refusals)).reason
    assert lists.rows(place, "SELECT url FROM service WHERE name = 'Центр'") == [("https://a.kz",)]


def test_columns_that_mean_the_same_are_one_list(place: Path, tmp_path: Path) -> None:
    text = "Название;Вид;Телефон;Phone;Помощь;Needs\nЦентр;школа;111;112;psych;legal\n"
    outcome = lists.take_in(place, lists.written(tmp_path / "list", services=text))

    (found,) = (one for one in lists.services(place).values() if "Центр" in one.names.values())
    assert [phone.number for phone in found.phones] == ["111", "112"]
    assert set(found.needs) == {"psych", "legal"}
    assert outcome.journal.refusals == {}


def test_a_table_of_the_standard_with_a_column_twice_says_which_value_is_lost(
    place: Path, tmp_path: Path
) -> None:
    text = "id,name,organization_id,Name,status,status\n1,Aa,,Bb,active,\n2,Cc,,Cc,active,inactive\n"
    outcome = lists.take_in(place, lists.written(tmp_path / "list", services=text))

    assert lists.reasons(outcome) == [("services.csv", 2, "service", "name"),
                                      ("services.csv", 3, "service", "status")]  # fmt: skip
    assert lists.rows(place, "SELECT name, status FROM service WHERE name IN ('Aa', 'Cc')") == [
        ("Aa", "active"), ("Cc", "active"),
    ]  # fmt: skip
