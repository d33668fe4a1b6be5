"""What directory.db holds already: rows by table and key, and the orphans that wait beside them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from directory.exchange import identity
from directory.exchange.record import Origin
from directory.hsds.shape import Row

Key = tuple[str, ...]

_ORPHANS = "orphan"
_ORPHAN_COLUMNS = {
    "entity": str, "row": str, "field": str, "wanted": str, "content": str, "is_part": int,
    "file": str, "line": int, "source": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row, or with `is_part` some fields of one, kept aside: its `field` asks for what is not there."""

    table: str
    content: Row
    field: str
    wanted: str
    origin: Origin
    is_part: bool = False


def rows(database: Database) -> dict[str, dict[Key, Row]]:
    """Every row of every table of the exchange, without what is not told in it."""
    found: dict[str, dict[Key, Row]] = {}
    for table in identity.ALL:
        told = (
            {name: value for name, value in row.items() if value is not None}
            for row in database.table(table).rows
        )
        found[table] = {identity.key_of(table, row): row for row in told}
    return found


def write(database: Database, table: str, changed: Iterable[Row]) -> None:
    """Put rows in, or over those with the same keys, whole."""
    names = identity.ALL[table].names
    key = identity.key_columns(table)
    database.table(table).upsert_all(({name: row.get(name) for name in names} for row in changed), pk=key)


def remove(database: Database, table: str, keys: Iterable[Key]) -> None:
    """Take rows out by their keys."""
    for key in keys:
        database.table(table).delete(key)


def orphans(database: Database) -> list[Orphan]:
    """Those that wait."""
    if not database.table(_ORPHANS).exists():
        return []
    return [_orphan(row) for row in database.table(_ORPHANS).rows]


def write_orphans(database: Database, waiting: Iterable[Orphan]) -> None:
    """Let these wait, and no others."""
    table = database.table(_ORPHANS)
    if not table.exists():
        table.create(
            _ORPHAN_COLUMNS, pk=("entity", "row", "field"), not_null=set(_ORPHAN_COLUMNS), strict=True
        )
    table.delete_where()
    table.insert_all(
        (
            {
                "entity": one.table, "row": "|".join(identity.key_of(one.table, one.content)),
                "field": one.field, "wanted": one.wanted,
                "content": json.dumps(one.content, ensure_ascii=False), "is_part": int(one.is_part),
                "file": one.origin.file, "line": one.origin.line, "source": one.origin.source,
            }
            for one in waiting
        ),
        replace=True,
    )  # fmt: skip


def _orphan(row: Mapping[str, object]) -> Orphan:
    origin = Origin(str(row["file"]), int(str(row["line"])), str(row["source"]))
    content = json.loads(str(row["content"]))
    told = (str(row["entity"]), content, str(row["field"]), str(row["wanted"]))
    return Orphan(*told, origin, bool(row["is_part"]))
