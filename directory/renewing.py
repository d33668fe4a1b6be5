"""A directory file of an earlier version made anew: what people have brought in stays, ours is renewed.

The file is written from the data of this version; then come the departments and services that stood in it.
A row that came with the program and that nobody has touched since gives way to what comes with this version.
"""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from directory import reading, shipped, version, writing
from directory.hsds import facts
from directory.hsds.shape import Row
from directory.shipped import Key

#: Words of our own taxonomies: those of this version count.
_OURS = frozenset({"taxonomy", "taxonomy_term"})
_WAITING = "orphan"


def renew_directory(path: Path) -> bool:
    """Make a directory file of an earlier version anew; gives whether it was one.

    Departments, services and all that hangs on them, translations, verifications, sources and rows that wait
    stay as they are. A file of this version, or of a later one, is left as it is.

    Raises:
        DirectoryDamaged: the file is no database, or no directory.
    """
    with reading.connected(path) as old:
        found = old.execute("PRAGMA user_version").fetchone()[0]
        if not version.WITHOUT_SERVICES <= found < version.NUMBER:
            return False
        departments = list(reading.departments_in(old))
        kept, waiting = shipped.rows_of_people(old), _waiting_in(old)
    writing.make_with(path, lambda territories: departments, lambda database: _keep(database, kept, waiting))
    return True


def _waiting_in(old: sqlite3.Connection) -> list[dict[str, object]]:
    if not shipped.has_table(old, _WAITING):
        return []
    cursor = old.execute("SELECT * FROM orphan")
    columns = [one[0] for one in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def _keep(database: Database, kept: dict[str, dict[Key, Row]], waiting: list[dict[str, object]]) -> None:
    """Put the rows into the new file, over those that came with it."""
    terms = {""} | {
        key[0] for key in (*shipped.rows(database.conn, "taxonomy_term"), *kept.get("taxonomy_term", {}))
    }
    for name, rows in kept.items():
        table, key = shipped.TABLES[name]
        there = shipped.rows(database.conn, name)
        joined = (
            {**there.get(own, {}), **row} for own, row in rows.items() if _stays(name, row, own in there)
        )
        marked = (row for row in joined if str(row.get("taxonomy_term_id", "")) in terms)
        database.table(name).upsert_all(
            ({column: row.get(column) for column in table.names} for row in marked), pk=key
        )
    if waiting:
        database.table(_WAITING).insert_all(waiting, pk=("entity", "row", "field"))


def _stays(name: str, row: Row, is_there: bool) -> bool:
    """Whether the row is not a word of our own taxonomies, which this version says anew."""
    if name == "taxonomy_term":
        return row.get("taxonomy") not in facts.TAXONOMIES
    is_ours = name == "taxonomy" or (name == "translation" and row.get("entity") in _OURS)
    return not (is_ours and is_there)
