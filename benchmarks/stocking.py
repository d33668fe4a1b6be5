"""Many services out of the few of the sample: their rows are copied, with ids of their own.

What belongs to a service is copied with it: who offers it, where, its phones and hours, all its words.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

_OF_A_SERVICE = (
    "organization", "service", "location", "service_at_location", "phone", "address", "schedule",
    "service_area", "cost_option", "attribute", "translation", "source",
)  # fmt: skip


def stock(path: Path, services: int) -> int:
    """Have at least so many services in this directory file; gives how many there are now."""
    with closing(sqlite3.connect(path)) as connection, connection:
        few = connection.execute("SELECT count(*) FROM service").fetchone()[0]
        rows = {table: _rows(connection, table) for table in _OF_A_SERVICE}
        ids = frozenset(row["id"] for found in rows.values() for row in found if "id" in row)
        for turn in range(1, -(-services // few)):
            for table, found in rows.items():
                copies = (_copied(row, ids, turn) for row in found)
                new = [copy for row, copy in zip(found, copies, strict=True) if copy != row]
                _insert(connection, table, new)
        return int(connection.execute("SELECT count(*) FROM service").fetchone()[0])


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _copied(row: Mapping[str, object], ids: frozenset[object], turn: int) -> dict[str, object]:
    """Give the row with the ids of what is copied changed; a row of something else stays as it is."""
    return {name: f"{value}-{turn}" if value in ids else value for name, value in row.items()}


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
