"""Who is meant by an id of a list: the UUID of a row, and the table that a column points to."""

import json
import re
from collections.abc import Mapping

from directory.exchange.record import Record
from directory.hsds import beside, facts, tables
from directory.hsds.shape import Column, Table

_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")

#: Every table that an import fills: those of the standard, then those of our own beside it.
ALL: Mapping[str, Table] = {**tables.TABLES, **beside.TABLES}
#: Columns that point to a row of a table which another column names.
_NAMED_BY = {
    ("attribute", "link_id"): "link_entity",
    ("metadata", "resource_id"): "resource_type",
    ("translation", "entity_id"): "entity",
    ("source", "entity_id"): "entity",
}
_ENTITIES = frozenset(_NAMED_BY.values())


def is_uuid(own: str) -> bool:
    """Whether an id of a list is a UUID, in any of the ways to write one."""
    return bool(_UUID.fullmatch(own.lower().strip("{}")))


def uuid_of(source: str, table: str, own: object) -> str:
    """The UUID of a row that `source` calls `own`: that itself if it is one, else always the same."""
    text = str(int(own) if isinstance(own, float) and own.is_integer() else own).strip()
    low = text.lower().strip("{}")
    if _UUID.fullmatch(low):
        return low if "-" in low else f"{low[:8]}-{low[8:12]}-{low[12:16]}-{low[16:20]}-{low[20:]}"
    return facts.identifier(source, table, text)


def id_of(record: Record) -> str:
    """The UUID of a record's row; without an id it follows from what the record says."""
    own = record.values.get("id")
    if own is not None and str(own).strip():
        return uuid_of(record.origin.source, record.table, own)
    told = {name: str(value).strip() for name, value in record.values.items() if value is not None}
    content = json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)
    return facts.identifier(record.origin.source, record.table, "without an id", content)


def key_of(table: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """What tells this row of a table from the others."""
    return tuple(str(row.get(name) or "") for name in key_columns(table))


def key_columns(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a table from one another."""
    return beside.KEYS.get(table, ("id",))


def points_to(table: str, column: Column, row: Mapping[str, object]) -> str:
    """The table whose row the column's value is the id of; "" if it is no id, or nobody knows the table."""
    if column.references:
        return column.references
    named = _NAMED_BY.get((table, column.name))
    return table_named(row.get(named)) if named else ""


def is_pointer(table: str, column: Column) -> bool:
    """Whether the column holds the id of another row."""
    return bool(column.references) or (table, column.name) in _NAMED_BY


def is_name_of_table(column: Column) -> bool:
    """Whether the column names a table."""
    return column.name in _ENTITIES


def table_named(value: object) -> str:
    """The table of that name, singular or plural; "" if there is none."""
    name = str(value or "").strip().casefold().replace(" ", "_")
    for candidate in (name, name.removesuffix("s"), name.removesuffix("es"), f"{name.removesuffix('ies')}y"):
        if candidate in ALL:
            return candidate
    return ""
