"""Three services that say of themselves what the named ones do not, beside them in a directory of its own."""

import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from directory import reading
from directory.hsds import areas, facts
from directory.search import finding
from web.api.library import Library

ASTANA, NEAR_ASTANA = (51.13, 71.43), (51.2, 71.5)
MAKTAARAL = "614400000"
OWNER = facts.identifier("test", "organization")
GIRLS, BOYS, INFANTS = (facts.identifier("test", name) for name in ("girls", "boys", "infants"))
MARKS: Mapping[str, tuple[str, ...]] = {
    GIRLS: ("profile:girls_only", "profile:direct", "need:education"),
    BOYS: ("profile:boys_only", "profile:without_documents", "profile:by_request", "kind:crisis_centre"),
    INFANTS: ("need:medical",),
}
FIELDS = {
    GIRLS: {"name": "Б: Приют для девочек", "minimum_age": 7, "maximum_age": 17,
            "last_modified": "2026-11-01T00:00:00Z"},
    BOYS: {"name": "А: Центр для мальчиков", "minimum_age": 7, "assured_date": "2026-11-20"},
    INFANTS: {"name": "В: Дом ребёнка", "minimum_age": 0, "maximum_age": 6},
}  # fmt: skip


def library(directory_file: Path, folder: Path) -> Library:
    """The library over both."""
    path = folder / "told.db"
    shutil.copy(directory_file, path)
    with sqlite3.connect(path) as database:
        tell(database)
    finder = finding.finder_of(reading.open_directory(path))
    return Library(path, lambda: finder)


def tell(database: sqlite3.Connection) -> None:
    put(database, "organization", {"id": OWNER, "name": "Фонд", "description": "Фонд"})
    for own, fields in FIELDS.items():
        put(database, "service", {"id": own, "organization_id": OWNER, "status": "active", **fields})
        for mark in MARKS[own]:
            put(database, "attribute", facts.mark("service", own, mark))
    for own, point, code in ((GIRLS, ASTANA, "kk"), (BOYS, NEAR_ASTANA, "ru")):
        place = {"id": own, "location_type": "physical", "latitude": point[0], "longitude": point[1]}
        put(database, "location", place)
        put(database, "service_at_location", {"id": own, "service_id": own, "location_id": own})
        put(database, "language", {"id": own, "service_id": own, "code": code})
    put(database, "service_area", areas.served(INFANTS, MAKTAARAL, "Мактаарал"))
    put(database, "cost_option", {"id": GIRLS, "service_id": GIRLS, "amount": 0})
    put(database, "cost_option", {"id": BOYS, "service_id": BOYS, "amount": 500})
    hours = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "18:00"}
    put(database, "schedule", {"id": BOYS, "service_id": BOYS, **hours})


def put(database: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", dict(row))
