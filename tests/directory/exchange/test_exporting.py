"""What goes out comes in again as it was, and is what the standard asks for."""

import json
import shutil
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from directory.exchange import exporting
from tests.directory.exchange import lists
from tests.directory.hsds import official

RICH = {
    "id": "ac148810-d857-441c-9679-408f346de14b", "name": "=1+1", "status": "active", "minimum_age": 3.5,
    "description": "line one\nline two; with, signs \"quoted\"", "last_modified": "2026-01-01T00:00:00.000Z",
    "organization": {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Қор", "description": "Қор",
        "organization_identifiers": [
            {"id": "d4dbcebc-0802-47cb-8651-b937ac4f2f3e", "identifier_type": "BIN", "identifier": "0001"}
        ],
    },
    "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "+7 727 250 00 00", "extension": 12}],
    "schedules": [
        {"id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "freq": "WEEKLY", "byday": "MO,TU",
         "opens_at": "09:00", "closes_at": "18:00", "timezone": 5}
    ],
    "languages": [{"id": "2989d3ed-c547-48f8-8f9d-432d81c7892e", "name": "қазақ", "code": "kk"}],
    "service_at_locations": [
        {"id": "e94c9f38-1e8f-4564-91d4-d53501ab1765", "location": {
            "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "location_type": "physical", "latitude": 43.25,
            "longitude": 76.9, "external_identifier": "614400000", "external_identifier_type": "KATO",
            "addresses": [
                {"id": "74706e55-df26-4b84-80fe-ecc30b5befb4", "address_1": "Абай 1", "city": "Жетісай",
                 "state_province": "Түркістан облысы", "postal_code": "160500", "country": "KZ",
                 "address_type": "physical"}
            ],
        }}
    ],
}  # fmt: skip
ALONE = {
    "id": "0bc248fa-dc27-4650-9ba4-8f1a24ef16a2",
    "name": "No services",
    "description": "yet",
    "website": "http://a.kz",
}


@pytest.fixture
def rich(place: Path, tmp_path: Path) -> Path:
    """A directory with a service that has everything, and an organization without any."""
    lists.take_in(place, lists.document(tmp_path / "rich.json", RICH, ALONE))
    return place


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_exported_imported_and_exported_again_nothing_differs(
    form: exporting.Format, rich: Path, directory_file: Path, tmp_path: Path
) -> None:
    first = exporting.write(rich, tmp_path / "first", form)
    fresh = Path(shutil.copy(directory_file, tmp_path / "fresh.db"))
    outcome = lists.take_in(fresh, tmp_path / "first")
    second = exporting.write(fresh, tmp_path / "second", form)

    assert outcome.journal.refusals == {}
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    if form != "xlsx":
        assert lists.content(fresh) == lists.content(rich)

    again = lists.take_in(fresh, tmp_path / "first")

    assert not again.loaded.new
    assert not again.loaded.changed


def test_every_service_that_goes_out_is_valid_by_the_official_schema(rich: Path, tmp_path: Path) -> None:
    official.folder("HSDS_SCHEMAS")
    exporting.write(rich, tmp_path / "out", "hsds-json")
    services = json.loads((tmp_path / "out" / "services.json").read_text("utf-8"))
    organizations = json.loads((tmp_path / "out" / "organizations.json").read_text("utf-8"))

    assert len(services) == 53
    assert [fault for item in services for fault in official.faults("service", item)] == []
    assert [fault for item in organizations for fault in official.faults("organization", item)] == []


def test_a_spreadsheet_finds_no_formula_in_what_goes_out(rich: Path, tmp_path: Path) -> None:
    exporting.write(rich, tmp_path / "sheet", "xlsx")
    exporting.write(rich, tmp_path / "tables", "hsds-csv")
    sheet = openpyxl.load_workbook(tmp_path / "sheet" / "services.xlsx").worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]

    assert "=1+1" in cells
    assert kinds <= {"s", "n"}
    assert ",'=1+1," in (tmp_path / "tables" / "services.csv").read_text("utf-8")


def test_a_package_names_every_file_that_lies_beside_it(rich: Path, tmp_path: Path) -> None:
    files = exporting.write(rich, tmp_path / "tables", "hsds-csv")
    package = json.loads((tmp_path / "tables" / "datapackage.json").read_text("utf-8"))

    assert {one["path"] for one in package["resources"]} | {"datapackage.json"} == {
        path.name for path in files
    }


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("3.1/service_full.json", 23), ("3.1/organization_full.json", 23),
        ("3.1/service_at_location_full.json", 23),
        ("3.0/csv", 18), ("3.1/csv", 19), ("3.1/tabular.json", 18), ("ohana/data/sample-csv", 1000),
        ("ohana/data/oe.json", 582), ("ohana/invalid-fixtures", 60),
    ],
)  # fmt: skip
def test_official_examples_come_in_and_come_in_again(path: str, new: int, place: Path) -> None:
    example = official.folder("HSDS_EXAMPLES") / path
    first = lists.take_in(place, example)
    second = lists.take_in(place, example)

    assert sum(first.loaded.new.values()) >= new
    assert not second.loaded.new
    assert not second.loaded.changed
    assert second.loaded.aside == first.loaded.aside
