"""Rows become the nested objects of the standard and come back as they were."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from directory.errors import Misshapen
from directory.hsds import facts, nesting, seed
from directory.hsds.shape import Column, Row, Rows, Table
from directory.hsds.tables import TABLES
from directory.reading import Directory
from tests.directory.hsds import official

_TEXT = st.text("абв xyz\n", min_size=1, max_size=4)
_NUMBER = st.integers(-3, 100) | st.sampled_from([0.5, 43.25])


@pytest.mark.parametrize("document", official.DOCUMENTS)
def test_an_official_example_comes_back_as_it_was(document: str) -> None:
    path = official.folder("HSDS_EXAMPLES") / "3.1" / f"{document}_full.json"
    example = json.loads(path.read_text("utf-8"))
    rows = nesting.flatten(document, example)

    assert nesting.Nester(rows).full(document, example["id"]) == example


def test_what_the_official_examples_say_of_places_is_in_the_rows() -> None:
    example = json.loads((official.folder("HSDS_EXAMPLES") / "3.1" / "service_full.json").read_text("utf-8"))
    rows = nesting.flatten("service", example)
    phone = rows["phone"][0]

    assert rows["service"][0]["organization_id"] == rows["organization"][0]["id"]
    assert phone["service_id"] == example["id"]
    assert phone["contact_id"] == rows["contact"][0]["id"]
    assert phone["location_id"] == rows["location"][0]["id"]
    assert rows["attribute"][0]["link_id"] == example["id"]


@pytest.mark.parametrize("document", official.DOCUMENTS)
def test_the_named_services_are_valid_documents(document: str, directory: Directory) -> None:
    nester = nesting.Nester(_merged(facts.taxonomies(), seed.rows(directory.territories)))
    faults = [fault for item in nester.all_full(document) for fault in official.faults(document, item)]

    assert faults == []


def test_the_schema_would_see_a_null(directory: Directory) -> None:
    nester = nesting.Nester(_merged(facts.taxonomies(), seed.rows(directory.territories)))
    item = next(nester.all_full("service")) | {"description": None}

    assert official.faults("service", item) == ["['description']: None is not of type 'string'"]


@st.composite
def some_rows(draw: DrawFn) -> Rows:
    """Rows of all tables that point at one another in any way that the standard allows."""
    rows: Rows = {}
    for table in TABLES.values():
        number = draw(st.integers(1 if table.name == "service" else 0, 2))
        ids = [f"{table.name}-{each}" for each in range(number)]
        rows[table.name] = [draw(_row(table, own, rows)) for own in ids]
    return rows


@settings(max_examples=25)
@given(some_rows())
def test_any_rows_that_stand_in_a_document_come_back_as_they_were(rows: Rows) -> None:
    nester = nesting.Nester(rows)
    known = {(name, row["id"]): row for name, found in rows.items() for row in found}

    for document in official.DOCUMENTS:
        for item in nester.all_full(document):
            _assert_nothing_is_empty(item)
            back = nesting.flatten(document, json.loads(json.dumps(item)))
            assert [(name, row) for name, found in back.items() for row in found] == [
                (name, known[name, row["id"]]) for name, found in back.items() for row in found
            ]
            ordered = {name: sorted(found, key=lambda row: str(row["id"])) for name, found in back.items()}
            assert nesting.Nester(ordered).full(document, item["id"]) == item


def test_unknown_and_empty_is_left_out_and_whole_numbers_are_whole() -> None:
    row: Row = {
        "id": "s",
        "name": "x",
        "status": "active",
        "description": "",
        "url": None,
        "minimum_age": 7.0,
    }

    (item,) = nesting.Nester({"service": [row]}).all_full("service")

    assert json.dumps(item) == '{"id": "s", "name": "x", "status": "active", "minimum_age": 7}'


def test_a_foreign_key_is_left_out_where_its_place_says_it_and_stays_where_nothing_does() -> None:
    rows: Rows = {
        "organization": [{"id": "o", "name": "O", "description": "d", "parent_organization_id": "above"}],
        "service": [
            {"id": "s", "organization_id": "o", "program_id": "gone", "name": "S", "status": "active"}
        ],
        "phone": [{"id": "p", "service_id": "s", "location_id": "elsewhere", "number": "111"}],
        "attribute": [{"id": "a", "link_id": "s", "link_entity": "service", "taxonomy_term_id": "gone"}],
    }

    assert nesting.Nester(rows).full("service", "s") == {
        "id": "s", "program_id": "gone", "name": "S", "status": "active",
        "phones": [{"id": "p", "location_id": "elsewhere", "number": "111"}],
        "organization": {"id": "o", "name": "O", "description": "d", "parent_organization_id": "above"},
        "attributes": [{"id": "a", "link_entity": "service", "taxonomy_term_id": "gone"}],
    }  # fmt: skip


def test_a_list_shows_the_single_objects_of_an_item_and_no_lists() -> None:
    rows: Rows = {
        "organization": [{"id": "o", "name": "O", "description": "d"}],
        "service": [
            {"id": "s", "organization_id": "o", "program_id": "gone", "name": "S", "status": "active"}
        ],
        "phone": [{"id": "p", "service_id": "s", "organization_id": "o", "number": "111"}],
    }

    assert nesting.Nester(rows).brief("service", "s") == {
        "id": "s", "program_id": "gone", "name": "S", "status": "active",
        "organization": {"id": "o", "name": "O", "description": "d"},
    }  # fmt: skip


def test_an_object_without_an_id_gets_the_same_one_each_time_and_its_twin_another() -> None:
    hours = {"freq": "WEEKLY", "byday": "MO"}
    item = {"id": "s", "name": "S", "status": "active", "schedules": [hours, hours | {"byday": "TU"}]}

    first, again = nesting.flatten("service", item), nesting.flatten("service", item)

    assert first == again
    assert len({row["id"] for row in first["schedule"]}) == 2


@pytest.mark.parametrize(
    "item",
    [
        [],
        {"id": "s", "phones": {"number": "111"}},
        {"id": "s", "phones": ["111"]},
        {"id": "s", "organization": ["o"]},
    ],
)
def test_a_list_in_the_place_of_an_object_is_refused(item: Any) -> None:
    with pytest.raises(Misshapen):
        nesting.flatten("service", item)


def _row(table: Table, own: str, before: Rows) -> SearchStrategy[Row]:
    fields = {column.name: _value(column, before) for column in table.columns if column.name != "id"}
    for hanging, key in (("attribute", "link_id"), ("metadata", "resource_id")):
        if table.name == hanging:
            fields[key] = _one_of(["organization", "service", "location", "phone", "taxonomy_term"], before)
    return st.fixed_dictionaries(fields).map(
        lambda row: {"id": own} | {name: value for name, value in row.items() if value is not None}
    )


def _value(column: Column, before: Rows) -> SearchStrategy[object]:
    if column.references:
        return _one_of([column.references], before)
    if column.kind == "number":
        return st.none() | _NUMBER
    return _TEXT if column.required else st.none() | _TEXT


def _one_of(names: list[str], before: Rows) -> SearchStrategy[object]:
    ids = [str(row["id"]) for name in names for row in before.get(name, ())]
    return st.sampled_from([None, "elsewhere", *ids])


def _assert_nothing_is_empty(item: object) -> None:
    assert item not in (None, "", [], {})
    for inner in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        _assert_nothing_is_empty(inner)


def _merged(*parts: Rows) -> Rows:
    names = {name for rows in parts for name in rows}
    return {name: [row for rows in parts for row in rows.get(name, ())] for name in names}
