"""The tables say what the official schemas say, and directory.db has them as they say."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from directory.hsds import beside
from directory.hsds.shape import Table
from directory.hsds.tables import TABLES
from tests.directory.hsds import official

#: In JSON a capacity has its unit inside of it, which is required there and is our `unit_id`.
INSIDE = {"service_capacity": {"unit"}}


@pytest.fixture(scope="module")
def objects() -> Mapping[str, list[Mapping[str, Any]]]:
    """Every object that the official schemas describe, by its name."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for document in official.DOCUMENTS:
        for name, described in _objects(official.schema(document), document):
            found.setdefault(name, []).append(described)
    return found


def test_all_objects_of_the_standard_are_there(objects: Mapping[str, object]) -> None:
    assert set(TABLES) == set(objects)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_says_what_the_schema_says(
    table: Table, objects: Mapping[str, list[Mapping[str, Any]]]
) -> None:
    described = objects[table.name]
    fields = {name: field for one in described for name, field in one["properties"].items()}
    required = {name for one in described for name in one.get("required", ())} - INSIDE.get(table.name, set())
    in_csv = {name for one in described for name in one.get("tabular_required", ())}

    assert set(table.names) == {name for name, field in fields.items() if _plain(field)}
    assert {nest.field for nest in table.nests} == {
        name for name, field in fields.items() if not _plain(field)
    }
    assert set(table.needed) == required
    assert {column.name for column in table.columns if column.required == "csv"} == in_csv
    for column in table.columns:
        field = fields[column.name]
        assert (column.kind == "number") == (field["type"] == "number")
        assert (column.kind in ("uuid", "uri", "email", "datetime")) == ("format" in field)
        assert list(column.choices) == field.get("enum", [])


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_what_points_somewhere_points_to_a_table_that_stands_before_it(table: Table) -> None:
    order = list(TABLES)

    for column in table.columns:
        if column.references:
            assert order.index(column.references) <= order.index(table.name)
    for nest in table.nests:
        holder = table if nest.form == "one" else TABLES[nest.table]
        column_found = holder.column(nest.key)
        assert column_found is not None
        assert column_found.references in ("", nest.table if nest.form == "one" else table.name)


@pytest.mark.parametrize("table", [*TABLES.values(), *beside.TABLES.values()], ids=lambda table: table.name)
def test_the_file_has_the_table_strict_with_its_foreign_keys(table: Table, directory_file: Path) -> None:
    with closing(sqlite3.connect(directory_file)) as database:
        columns = {name: (kind, bool(not_null)) for _, name, kind, not_null, *_ in _info(database, table)}
        keys = {
            (row[3], row[2], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({table.name})")
        }
        strict = database.execute(
            "SELECT strict FROM pragma_table_list WHERE name = ?", [table.name]
        ).fetchone()

    assert strict == (1,)
    assert keys == {(one.name, one.references, "id") for one in table.columns if one.references}
    assert {name for name, (_, not_null) in columns.items() if not_null} == set(table.needed)
    assert {name: kind for name, (kind, _) in columns.items()} == {
        one.name: "REAL" if one.kind == "number" else "TEXT" for one in table.columns
    }


def test_who_opens_the_file_by_hand_sees_one_line_for_each_service(directory_file: Path) -> None:
    with closing(sqlite3.connect(directory_file)) as database:
        database.row_factory = sqlite3.Row
        cards = [dict(row) for row in database.execute("SELECT * FROM service_card")]
    children = next(card for card in cards if card["phones"] == "111")
    bar = next(card for card in cards if card["phones"] == "8 (7282) 24-40-33")

    assert len(cards) == 52
    needs = ["Protection from violence", "A psychologist", "Explain the law to parents and employers"]
    assert children["needs"].split("; ") == needs
    assert (bar["territory"], bar["confidence"], bar["needs"]) == ("область Жетісу", "high", "Legal help")


def _info(database: sqlite3.Connection, table: Table) -> list[tuple[Any, ...]]:
    return database.execute(f"PRAGMA table_info({table.name})").fetchall()


def _objects(described: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield described.get("name", name), described
    for field, inner in described["properties"].items():
        if not _plain(inner):
            yield from _objects(inner.get("items", inner), field)


def _plain(field: Mapping[str, Any]) -> bool:
    return "properties" not in field.get("items", field)
