"""Many cases out of a few: rows of really filed cases are copied in bulk, with numbers and keys of their own.

What is copied of a case: its row, report, sealed parts and their keys, receipt, forwardings, history, links,
the open duty that will erase it (its payload, sealed for another, does not open: nothing is due that soon)
and, where nobody has acknowledged it, the one that watches its deadline. Filed they were over three years.
Not copied, because housekeeping lets it go however many cases there are: settled duties and seen updates (7
days), drafts and what was said to whom (days), the square kilometres of reports (14 days). Nothing is erased,
though half of the content would be by then: the size on the disk is the largest that it can be.
The hashes of the copied history are those of its pattern; nobody follows the chain here.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

_FRESH = "lower(hex(randomblob(16)))"
_OF_CASE = "CAST(substr(key, length(kind) + 2) AS INTEGER)"  # "escalate:7", "erase:case:7"
_COPIED = {  # by table, the columns that have a value of their own in a copy
    "case": {"number": "number + :up", "filed_at": "filed_at + :later"},
    "report": {"origin": _FRESH, "case_number": "case_number + :up", "filed_at": "filed_at + :later"},
    "sealed_part": {"case_number": "case_number + :up"},
    "part_key": {"case_number": "case_number + :up"},
    "receipt": {"lookup": _FRESH, "case_number": "case_number + :up"},
    "forwarding": {"id": "id + :forwardings", "case_number": "case_number + :up", "token": _FRESH},
    "history": {"id": "NULL", "case_number": "case_number + :up"},
    "link": {"case_number": "case_number + :up", "other": "other + :up"},
    "duty": {"id": "NULL", "key": f"kind || ':' || ({_OF_CASE} + :up)"},
}
_PATTERN = {  # by table, the rows that belong to the few; in the others all do
    "history": "case_number IS NOT NULL",
    "duty": "settled_at IS NULL AND (kind = 'erase:case' OR kind = 'escalate' AND "
    f"""{_OF_CASE} IN (SELECT number FROM "case" WHERE state = 'received'))""",
}
_SPAN = 3 * 365 * 24 * 3600 * 1000  # milliseconds


def multiply(path: Path, few: int, many: int) -> None:
    """Make `many` cases out of the first `few`, which are all that there are. Nobody else has it open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is written twice; if it breaks, so be it
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")  # 256 MiB
        connection.execute("BEGIN IMMEDIATE")
        _make_patterns(connection, few)
        forwardings = connection.execute("SELECT max(id) FROM forwarding").fetchone()[0]
        copies = many // few
        for number in range(1, copies):
            told = {
                "up": few * number,
                "later": _SPAN * number // copies,
                "forwardings": forwardings * number,
            }
            for table, own in _COPIED.items():
                _copy(connection, table, own, told)
        counted = {"case": few * copies, "forwarding": forwardings * copies}
        connection.executemany(
            "UPDATE counter SET value = ? WHERE name = ?", [(n, t) for t, n in counted.items()]
        )
        connection.execute(
            "UPDATE counter SET value = (SELECT max(id) FROM history) WHERE name = 'reached:planned:entry'"
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


def _make_patterns(connection: sqlite3.Connection, few: int) -> None:
    """Keep the rows of the few apart, three years old."""
    told = {"few": few, "span": _SPAN}
    connection.execute('UPDATE "case" SET filed_at = filed_at - :span', told)
    connection.execute("UPDATE report SET filed_at = filed_at - :span", told)
    for table in _COPIED:
        wanted = _PATTERN.get(table, "TRUE")
        connection.execute(
            f'CREATE TEMP TABLE pattern_{table} AS SELECT * FROM main."{table}" WHERE {wanted}'
        )


def _copy(connection: sqlite3.Connection, table: str, own: dict[str, str], told: dict[str, int]) -> None:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    names = ", ".join(f'"{one}"' for one in columns)
    values = ", ".join(own.get(one, f'"{one}"') for one in columns)
    used = {name: value for name, value in told.items() if f":{name}" in values}
    connection.execute(f'INSERT INTO main."{table}" ({names}) SELECT {values} FROM pattern_{table}', used)
