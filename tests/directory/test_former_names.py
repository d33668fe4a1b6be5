"""Names borne before: kept with their day, found in any spelling, out and in again, never brought back."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from directory import reading
from directory.editing import changing, fields, former, history, sheet
from directory.editing.changing import New, Wanted
from directory.editing.errors import Refused
from directory.exchange import exporting, importing
from directory.exchange.importing import Wanted as Brought
from directory.search import finding
from directory.search.asked import Asked
from directory.service import Former

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OWN, SISTER = "0a0a0a0a-0000-4000-8000-000000000001", "0a0a0a0a-0000-4000-8000-000000000002"
OLD, NEW, DAY = "Фонд «Әлемсәуле»", "Фонд «Мейірім»", date(2026, 9, 1)
VALUES = {"name.ru": "Помощь детям", "kinds": "ngo", "needs": "shelter", "territory": "101000000"}
RENAMED = {"organization.ru": NEW, "organization.kk": "", "organization_former": f"{OLD} – 2026-09-01"}


def values(file: Path, own: str) -> dict[str, str]:
    with reading.connected(file) as database:
        return fields.read_all(sheet.sheet(database, own, NOW.date()))


def change(file: Path, own: str, new: dict[str, str]) -> None:
    wanted = Wanted(own, new, values(file, own))
    changing.change(file, wanted, "editor", now=NOW, entrust=lambda withheld: None)


@pytest.fixture(scope="module")
def file(directory_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organization of two services that was renamed; one of them was renamed, too."""
    path = Path(shutil.copy(directory_file, tmp_path_factory.mktemp("renamed") / "directory.db"))
    for own in (OWN, SISTER):
        changing.begin(path, New(own, OLD, VALUES), "editor", now=NOW, entrust=lambda withheld: None)
    change(path, OWN, RENAMED)
    change(path, OWN, {"name.ru": "Опора", "former": "Помощь детям – 01.10.2026"})
    return path


def test_a_former_name_stays_with_its_day_on_every_service_of_the_organization(file: Path) -> None:
    services = reading.open_directory(file).services

    for own in (OWN, SISTER):
        assert services[own].organization == {"ru": NEW}
        assert services[own].naming.of_organization == (Former(OLD, DAY),)
    assert services[OWN].naming.former == (Former("Помощь детям", date(2026, 10, 1)),)
    with reading.connected(file) as database:
        told = [(one.field, one.before, one.after) for one in history.of(database, SISTER)]
    assert ("organization_former", "", f"{OLD} – 2026-09-01") in told


def test_a_former_name_is_found_in_any_spelling(file: Path) -> None:
    finder = finding.finder_of(reading.open_directory(file))
    for typed in ("алемсауле", "alemsaule", "Әлемсәуле"):
        assert {hit.service.id for hit in finder.find(Asked(typed, limit=9), NOW).hits} >= {OWN, SISTER}, (
            typed
        )


def test_former_names_go_out_and_come_in_with_the_standard(
    file: Path, directory_file: Path, tmp_path: Path
) -> None:
    out = exporting.write(file, tmp_path / "out", "hsds-json")
    mine = [one for one in json.loads(out[0].read_text("utf-8")) if one["id"] in (OWN, SISTER)]
    assert {one["organization"]["alternate_name"] for one in mine} == {OLD}
    into = Path(shutil.copy(directory_file, tmp_path / "other.db"))
    (tmp_path / "services.json").write_text(json.dumps(mine, ensure_ascii=False), "utf-8")
    importing.take_in(Brought(into, (tmp_path / "services.json",), "another house"))

    assert (
        reading.open_directory(into).services[OWN].naming == reading.open_directory(file).services[OWN].naming
    )


def test_a_list_that_still_has_the_former_name_does_not_bring_it_back(file: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(file, tmp_path / "directory.db"))
    above = {"id": above_it(file), "name": OLD, "description": "Помощь"}
    late = {"id": OWN, "name": "Помощь детям", "status": "active", "organization": above}
    (tmp_path / "services.json").write_text(json.dumps([late], ensure_ascii=False), "utf-8")
    importing.take_in(Brought(file, (tmp_path / "services.json",), "a late list"))

    now = reading.open_directory(file).services[OWN]
    assert (now.names["ru"], now.organization) == ("Опора", {"ru": NEW})


def above_it(file: Path) -> str:
    with reading.connected(file) as database:
        return str(database.execute("SELECT organization_id FROM service WHERE id = ?", (OWN,)).fetchone()[0])


@pytest.mark.parametrize("told", ["Фонд – 31.02.2026", "Фонд – 01.12.2026", "Фонд – 2026"])
def test_a_day_that_is_none_or_not_yet_is_refused(told: str) -> None:
    after = sheet.Sheet(OWN, {"service": [{"id": OWN, "name": "Опора"}]}, NOW.date())
    with pytest.raises(Refused):
        former.write(after, "former", former.told(told))
