"""Which rows of a directory file came with the program, and which people have brought in."""

import hashlib
import json
from collections.abc import Mapping
from sqlite3 import Connection

from sqlite_utils import Database

from directory.hsds import beside, tables
from directory.hsds.shape import Row, Table

Key = tuple[str, ...]

#: Tables that lists and people change, with the columns that tell their rows apart.
TABLES: Mapping[str, tuple[Table, Key]] = {
    table.name: (table, beside.KEYS.get(table.name, ("id",)))
    for table in (*tables.TABLES.values(), *beside.TABLES.values())
}


def remember(database: Database) -> None:
    """Write down what stands in the file now as what came with the program, in the table `shipped`."""
    database.table("shipped").insert_all(
        {"entity": name, "row": "|".join(key), "digest": digest(row)}
        for name in TABLES
        for key, row in rows(database.conn, name).items()
    )


def rows_of_people(connection: Connection) -> dict[str, dict[Key, Row]]:
    """The rows of a file, by table and key, that are not as they came with the program."""
    is_told = has_table(connection, "shipped")
    known = set(connection.execute("SELECT entity, row, digest FROM shipped")) if is_told else set()
    return {
        name: {
            key: row
            for key, row in rows(connection, name).items()
            if (name, "|".join(key), digest(row)) not in known
        }
        for name in TABLES
        if has_table(connection, name)
    }


def rows(connection: Connection, name: str) -> dict[Key, Row]:
    """The rows of a table by their keys, without what is not told, and without columns of other versions."""
    table, key = TABLES[name]
    # nosemgrep: sql-from-pieces – names of tables are constants of our own
    cursor = connection.execute(f"SELECT * FROM {name}")  # nosec B608
    columns = [one[0] for one in cursor.description]
    known = frozenset(table.names)
    told = (
        {
            column: value
            for column, value in zip(columns, values, strict=True)
            if column in known and value is not None
        }
        for values in cursor
    )
    return {tuple(str(row.get(column) or "") for column in key): row for row in told}


def has_table(connection: Connection, name: str) -> bool:
    """Whether the file has a table of this name."""
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(asked, (name,)).fetchone() is not None


def digest(row: Row) -> str:
    """What tells a row from any other that says something else."""
    told = json.dumps(dict(sorted(row.items())), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
