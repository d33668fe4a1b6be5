"""Rows ↔ the nested JSON objects of HSDS 3.1: a service with its organization, places and phones inside.

What is unknown is left out: nothing is null and nothing empty. A foreign key is left out where the object's
place in the document already says it, and is filled in again from there.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from directory.errors import Misshapen
from directory.hsds import facts
from directory.hsds.shape import Nest, Row, Rows, Table
from directory.hsds.tables import TABLES

Json = dict[str, Any]

#: Foreign keys that a place in a document says: of an object inside an object, in either direction.
_SAID_BY_PLACE = frozenset(
    (nest.table if nest.form == "many" else table.name, nest.key)
    for table in TABLES.values()
    for nest in table.nests
    if nest.form != "linked"
)
_KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    name: tuple(
        (column.name, column.references)
        for column in table.columns
        if column.references and (name, column.name) in _SAID_BY_PLACE
    )
    for name, table in TABLES.items()
}


class Nester:
    """Rows of the standard, ready to be put into one another; rows keep their order.

    As in the official schemas no object holds one of a kind in which it stands: the organization of a
    service has no services.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = {name: {str(row["id"]): row for row in rows.get(name, ())} for name in TABLES}
        self._inside: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for table in TABLES.values():
            for nest in table.nests:
                if nest.form != "one" and (nest.table, nest.key) not in self._inside:
                    self._inside[nest.table, nest.key] = self._grouped(nest)

    def full(self, table: str, row_id: str) -> Json:
        """The object with all that stands inside of it; `table` is service, organization, location …

        Raises:
            KeyError: there is no such row.
        """
        placed: list[tuple[str, Json]] = []
        whole = self._grow(TABLES[table], self._rows[table][row_id], (), placed)
        _leave_out_keys(placed)
        return whole

    def brief(self, table: str, row_id: str) -> Json:
        """The object's own fields and, by their own fields, the single objects that it points to.

        Raises:
            KeyError: there is no such row.
        """
        row = self._rows[table][row_id]
        item = _fields(TABLES[table], row)
        for nest in TABLES[table].nests:
            target = self._rows[nest.table].get(str(row.get(nest.key))) if nest.form == "one" else None
            if target is not None:
                item[nest.field] = _fields(TABLES[nest.table], target)
                del item[nest.key]
        return item

    def all_full(self, table: str) -> Iterator[Json]:
        """Every row of the table as a full object."""
        return (self.full(table, row_id) for row_id in self._rows[table])

    def _grouped(self, nest: Nest) -> dict[str, list[Row]]:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows[nest.table].values():
            if row.get(nest.key):
                grouped[str(row[nest.key])].append(row)
        return dict(grouped)

    def _grow(self, table: Table, row: Row, above: tuple[str, ...], placed: list[tuple[str, Json]]) -> Json:
        item = _fields(table, row)
        placed.append((table.name, item))
        above = (*above, table.name)
        for nest in table.nests:
            if nest.table not in above:
                inside = [
                    self._grow(TABLES[nest.table], found, above, placed) for found in self._found(nest, row)
                ]
                if inside:
                    item[nest.field] = inside[0] if nest.form == "one" else inside
                if nest.form == "linked":
                    for found in inside:
                        del found[nest.key]
        return item

    def _found(self, nest: Nest, row: Row) -> list[Row]:
        if nest.form == "one":
            target = self._rows[nest.table].get(str(row.get(nest.key)))
            return [] if target is None else [target]
        return self._inside[nest.table, nest.key].get(str(row["id"]), [])


def flatten(table: str, whole: Json) -> Rows:
    """The rows that a nested object holds, with the foreign keys that their places say.

    An object that stands in several places is one row. One without an id gets the same id each time. Values
    stay as they are; properties that the standard does not know are passed over.

    Raises:
        Misshapen: a list, or an object, stands where the standard has the other.
    """
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    _fell(TABLES[table], whole, {}, found)
    return {name: list(rows.values()) for name, rows in found.items()}


def _fell(table: Table, item: object, told: Row, found: dict[str, dict[str, Row]]) -> str:
    if not isinstance(item, dict):
        raise Misshapen(table.name)
    row = {name: item[name] for name in table.names if not _is_empty(item.get(name))} | told
    row["id"] = own = str(row.get("id") or _identifier(table, item, told))
    found[table.name].setdefault(own, {}).update(row)
    for nest in table.nests:
        inside = item.get(nest.field)
        if _is_empty(inside):
            continue
        if nest.form == "one":
            found[table.name][own][nest.key] = _fell(TABLES[nest.table], inside, {}, found)
            continue
        if not isinstance(inside, list):
            raise Misshapen(f"{table.name}.{nest.field}")
        for each in inside:
            _fell(TABLES[nest.table], each, _told(nest, table, own, each), found)
    return own


def _told(nest: Nest, table: Table, own: str, item: object) -> Row:
    """What an object's place says of it."""
    told: Row = {nest.key: own}
    if nest.entity and not (isinstance(item, dict) and item.get(nest.entity)):
        told[nest.entity] = table.name
    return told


def _identifier(table: Table, item: Json, told: Row) -> str:
    return facts.identifier(table.name, json.dumps([told, item], sort_keys=True, default=str))


def _fields(table: Table, row: Row) -> Json:
    return {name: _plain(row[name]) for name in table.names if not _is_empty(row.get(name))}


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _leave_out_keys(placed: list[tuple[str, Json]]) -> None:
    present = {(name, item["id"]) for name, item in placed}
    for name, item in placed:
        for key, references in _KEYS[name]:
            if key in item and (references, item[key]) in present:
                del item[key]
