"""The sheet with a row for each service: its template in three languages, and what comes of it."""

from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from directory import kinds
from directory.exchange import exporting, headings, listing, template
from directory.exchange.template import Blank
from directory.reading import Directory
from directory.service import Service
from tests.directory.exchange import lists

OBLAST = "610000000"


def filled(path: Path, blank: Blank, directory: Directory, **cells: object) -> Path:
    """A template whose first row after the example, or the one that stands there, has been filled in."""
    template.write(path, blank, directory.territories)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for number, column in enumerate((one for one in headings.columns() if one.wide), 1):
        if column.key in cells:
            sheet.cell(3, number).value = cells[column.key]
    book.save(path)
    return path


def brought(place: Path, path: Path) -> Service:
    """The one service that the list has brought."""
    before = lists.services(place)
    outcome = lists.take_in(place, path)
    assert outcome.journal.refusals == {}
    (found,) = (one for own, one in lists.services(place).items() if own not in before)
    return found


@pytest.mark.parametrize("language", headings.LANGUAGES)
def test_a_template_filled_in_comes_back_as_the_service_that_was_meant(
    language: str, place: Path, directory: Directory, tmp_path: Path
) -> None:
    told: dict[str, object] = {
        "number": "A-1", "name_kk": "Үміт орталығы", "name_ru": "Центр «Үміт»", "bin": 123456789012,
        "kind": kinds.get_kind("family_support_centre").names[language],
        "territory": directory.territories.full_name("614400000", language), "serves": "614400000; KZ",
        "address": "Абай к-сі, 5", "city": "Жетісай", "postal_code": "160500",
        "phone": "8 (72534) 6-00-00 доб. 3", "phone_2": "111; 150", "website": "umit.kz",
        "hours": f"{ {'kk': 'Дс-Жм', 'ru': 'Пн-Пт', 'en': 'Mon-Fri'}[language]} 09:00-18:00",
        "languages": "; ".join(headings.words("language", language)[:3]), "youngest": 7, "oldest": 17.0,
        "sex": headings.word("sex", "girls", language), "cost": headings.word("cost", "free", language),
        "without_documents": headings.word("yes_no", "yes", language),
        "referral": headings.word("referral", "by_request", language), "decided_by": "POLICE_JUV",
        "assured": date(2026, 11, 1),
    }  # fmt: skip
    path = filled(tmp_path / "list.xlsx", Blank(language), directory, **told)
    service = brought(place, path)

    assert service.names == {"kk": "Үміт орталығы", "ru": "Центр «Үміт»"}
    assert service.kinds == ("family_support_centre",)
    assert set(service.serves) == {"614400000", "KZ"}
    assert [(seat.territory, list(seat.address.values())) for seat in service.seats] == [
        ("614400000", ["Абай к-сі, 5, Жетісай"])
    ]
    assert {(one.number, one.extension) for one in service.phones} == {
        ("8 (72534) 6-00-00", "3"), ("111", ""), ("150", ""),
    }  # fmt: skip
    assert [(sorted(one.days), one.opens, one.closes) for one in service.openings] == [
        ([0, 1, 2, 3, 4], 540, 1080)
    ]
    assert service.websites == ("http://umit.kz",)
    terms = service.terms
    assert (terms.youngest, terms.oldest, terms.sex, terms.free) == (7, 17, "girls", True)
    assert (set(terms.languages), terms.without_documents) == ({"kk", "ru", "uz"}, True)
    assert (terms.referral, terms.decided_by) == ("by_request", ("POLICE_JUV",))
    assert service.assured == date(2026, 11, 1)
    assert lists.rows(place, "SELECT identifier FROM organization_identifier") == [("123456789012",)]
    assert not lists.take_in(place, path).loaded.new


def test_a_template_of_an_oblast_has_its_bodies_with_names_and_neither_phone_nor_address(
    directory: Directory, tmp_path: Path
) -> None:
    template.write(tmp_path / "list.xlsx", Blank("kk", OBLAST), directory.territories)
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    columns = [column.key for column in headings.columns() if column.wide]
    rows = [
        dict(zip(columns, row, strict=True))
        for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)
    ]
    districts = [unit for unit in directory.territories.children(OBLAST) if unit.has_services]

    assert len(rows) == 11 + 7 * len(districts)
    assert {key for row in rows for key, cell in row.items() if cell} == {
        "name_kk", "name_ru", "name_en", "kind", "territory", "serves",
    }  # fmt: skip
    assert len(book.worksheets[1]["A"]) == len(headings.explained("kk"))
    lists_of = {rule.sqref for rule in book.worksheets[0].data_validations.dataValidation}
    assert len(lists_of) == len([one for one in headings.columns() if one.wide and one.choice])


def test_what_is_known_stands_in_the_template_and_comes_back_completed(
    place: Path, directory: Directory, tmp_path: Path
) -> None:
    known = exporting.source(place, "ru")
    own = next(
        service.id
        for service in known.services.values()
        if "adaptation_centre" in service.kinds and service.seats[0].territory == "591000000"
    )  # in a town of the oblast
    path = tmp_path / "list.xlsx"
    template.write(path, Blank("ru", "590000000"), directory.territories, listing.told(known))
    book = openpyxl.load_workbook(path)
    numbers = [cell.value for cell in book.worksheets[0]["A"]]
    assert own in numbers

    before = lists.content(place)
    assert not lists.take_in(place, path).journal.refusals
    assert lists.content(place) == before
    column = [one.key for one in headings.columns() if one.wide].index("phone") + 1
    book.worksheets[0].cell(numbers.index(own) + 1, column).value = "8 (72533) 5-11-11"
    book.save(path)
    lists.take_in(place, path)

    completed = lists.services(place)[own]
    assert "8 (72533) 5-11-11" in [phone.number for phone in completed.phones]
    assert completed.names == known.services[own].names
    assert len(lists.services(place)) == len(known.services)


def test_an_untouched_template_brings_nothing_and_a_filled_row_is_called_by_kind_and_place(
    place: Path, directory: Directory, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    template.write(path, Blank("ru", OBLAST), directory.territories)
    before = lists.content(place)
    outcome = lists.take_in(place, path)

    assert (lists.content(place), outcome.journal.refusals) == (before, {})
    assert outcome.journal.left_out["example rows"] == 1

    filled(path, Blank("ru", OBLAST), directory, phone="8 (72533) 5-00-00")
    service = brought(place, path)

    assert service.names["ru"] == "Департамент по охране прав детей – Туркестанская область"
    assert set(service.names) == {"kk", "ru", "en"}


def test_the_address_of_a_home_for_victims_is_not_taken(
    place: Path, directory: Directory, tmp_path: Path
) -> None:
    told = {"name_ru": "Дом", "kind": "кризисный центр", "territory": "610000000", "address": "ул. Тайная, 5"}
    service = brought(place, filled(tmp_path / "list.xlsx", Blank("ru"), directory, **told))

    assert [(seat.territory, seat.hidden) for seat in service.seats] == [("610000000", True)]
    assert not [line for line in lists.content(place) if "Тайная" in line]


def test_what_a_cell_cannot_say_is_refused_with_its_line_and_the_row_comes_in(
    place: Path, tmp_path: Path
) -> None:
    text = (
        "Название;Вид;Район;Телефон;Принимают без документов;Кто знает\n"
        "Первая;неведомый вид;нигдеевский район;8 727 250 00 00;может быть;сосед\n"
        ";;;8 727 250 00 01;;\n"
        "=Третья;школа;;;;\n"
    )
    (tmp_path / "list.csv").write_text(text, encoding="cp1251")
    outcome = lists.take_in(place, tmp_path / "list.csv")

    assert lists.reasons(outcome) == [
        ("list.csv", 2, "service", "kind"), ("list.csv", 2, "service", "territory"),
        ("list.csv", 2, "service", "without_documents"), ("list.csv", 3, "service", "name"),
    ]  # fmt: skip
    assert outcome.loaded.new["service"] == 2
    assert outcome.journal.left_out["list.csv: column Кто знает"] == 1


def test_a_plain_list_of_organizations_with_phones_is_a_list_of_services(place: Path, tmp_path: Path) -> None:
    text = "Organization Name,Phone Number,Category\nҚамқорлық қоры,+7 701 000 11 22,public foundation\n"
    (tmp_path / "plain.csv").write_text(text, encoding="utf-8")
    service = brought(place, tmp_path / "plain.csv")

    assert (service.names, service.organization) == ({"kk": "Қамқорлық қоры"}, {"kk": "Қамқорлық қоры"})
    assert (service.kinds, service.phones[0].number) == (("public_foundation",), "+7 701 000 11 22")
