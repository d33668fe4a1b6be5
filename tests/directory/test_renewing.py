"""A directory file of an earlier version is made anew, and nothing that people brought in is lost."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from directory import reading, renewing, shipped, version
from directory.errors import DirectoryDamaged
from directory.exchange import importing
from directory.exchange.importing import Wanted
from directory.hsds import facts

MANY = 100


@pytest.fixture
def path(directory_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(directory_file, tmp_path / "directory.db"))


def changed(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as old:
        old.executescript(script)


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query).fetchall()


def documents() -> Iterator[dict[str, object]]:
    for number in range(MANY):
        yield {
            "id": f"s{number}", "name": f"Қызмет {number}", "status": "active", "description": "Көмек",
            "phones": [{"id": f"p{number}", "number": f"+7 701 000 {number:04}"}],
            "attributes": [{"id": f"m{number}", "taxonomy_term_id": facts.term("need:psych")}],
        }  # fmt: skip


def beside() -> Iterator[dict[str, object]]:
    for number in range(MANY):
        own: dict[str, object] = {"entity": "service", "entity_id": f"s{number}"}
        yield own | {"field": "name", "language": "ru", "text": f"Услуга {number}", "origin": "human"}
        yield {"id": f"v{number}", "service_id": f"s{number}", "on_day": "2026-11-01", "by_role": "editor",
               "outcome": "right"}  # fmt: skip


def brought_in(path: Path, folder: Path) -> None:
    for name, told in (("services", documents()), ("beside", beside())):
        (folder / f"{name}.json").write_text(json.dumps(list(told), ensure_ascii=False), "utf-8")
    (folder / "phones.csv").write_text("id,service_id,number\nlate,nobody,111\n", "utf-8")
    paths = tuple(folder / name for name in ("services.json", "beside.json", "phones.csv"))
    importing.take_in(Wanted(path, paths, "a list"))


def test_what_people_brought_in_or_touched_stays_and_the_rest_of_ours_gives_way(
    path: Path, tmp_path: Path
) -> None:
    brought_in(path, tmp_path)
    services = dict(reading.open_directory(path).services)
    tables = ("phone", "attribute", "translation", "verification", "source", "orphan", "department")
    before = {name: asked(path, f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4") for name in tables}
    gone, kept = "11111111-1111-5111-8111-111111111111", "22222222-2222-5222-8222-222222222222"
    own = next(iter(asked(path, "SELECT id FROM service WHERE name NOT LIKE 'Қызмет%'")))[0]
    came = shipped.digest({"id": gone, "name": "Бұрынғы", "status": "active"})
    changed(
        path,
        # the version before brought two more services, an editor touched one of them, and one of ours
        f"INSERT INTO service (id, name, status) VALUES ('{gone}', 'Бұрынғы', 'active');"
        f"INSERT INTO service (id, name, status) VALUES ('{kept}', 'Бұрынғы', 'active');"
        f"INSERT INTO shipped VALUES ('service', '{gone}', '{came}'), ('service', '{kept}', 'another');"
        f"UPDATE service SET alert = 'An editor was here' WHERE id = '{own}';"
        "UPDATE taxonomy_term SET name = 'Words of yesterday';"
        f"PRAGMA user_version = {version.NUMBER - 1}",
    )
    with pytest.raises(DirectoryDamaged):
        reading.open_directory(path)

    assert renewing.renew_directory(path)
    assert not renewing.renew_directory(path)

    found = dict(reading.open_directory(path).services)
    assert found.pop(kept).names == {"kk": "Бұрынғы"}
    assert found == services
    assert len(services) == MANY + 52
    assert {name: asked(path, f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4") for name in tables} == before
    assert (len(before["verification"]), len(before["orphan"])) == (MANY, 1)
    assert asked(path, f"SELECT alert FROM service WHERE id = '{own}'") == [("An editor was here",)]
    assert asked(path, "SELECT count(*) FROM taxonomy_term WHERE name = 'Words of yesterday'") == [(0,)]


def test_a_file_from_before_services_gets_them_and_keeps_its_departments(path: Path) -> None:
    changed(
        path,
        "DROP VIEW service_card; DROP TABLE service_area; DROP TABLE shipped;"
        "ALTER TABLE department DROP COLUMN phone;"
        "DELETE FROM service; DELETE FROM attribute;"
        "DELETE FROM department WHERE code <> 'OPERATOR:KZ';"
        "INSERT INTO department (code, body, territory, name_kk, name_ru, name_en)"
        " VALUES ('EDU_LOC:614400000', 'EDU_LOC', '614400000', 'Б', 'О', 'E');"
        f"PRAGMA user_version = {version.WITHOUT_SERVICES}",
    )

    assert renewing.renew_directory(path)
    opened = reading.open_directory(path)
    assert [unit.code for unit in opened.departments.all()] == ["EDU_LOC:614400000", "OPERATOR:KZ"]
    assert opened.departments.get("EDU_LOC:614400000").name("ru") == "О"
    assert len(opened.services) == 52


def test_what_is_no_directory_is_not_renewed(tmp_path: Path) -> None:
    empty, rubbish = tmp_path / "empty.db", tmp_path / "rubbish.db"
    empty.write_bytes(b"")
    rubbish.write_bytes(b"no database at all " * 100)

    assert not renewing.renew_directory(empty)
    with pytest.raises(DirectoryDamaged):
        renewing.renew_directory(rubbish)
    assert (empty.read_bytes(), rubbish.read_bytes()) == (b"", b"no database at all " * 100)


def test_a_file_of_a_later_version_is_left_alone(path: Path) -> None:
    changed(path, f"PRAGMA user_version = {version.NUMBER + 1}")

    assert not renewing.renew_directory(path)
