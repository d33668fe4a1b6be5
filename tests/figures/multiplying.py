"""A house with very many cases, made from a few that were really filed; each has seals of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import msgspec

from cases import filing, history, keyring, parts
from hotline.compose import Composed
from store import seal
from tests.cases.told import COTTON, DEBT, MAKTAARAL, VILLAGE, report

PATTERNS = 6  # cases that are really filed; every further one looks like one of them
CHUNK = 1000
COPIED = ("case", "report", "part_key", "receipt", "forwarding", "task", "duty")
OWN = {"origin", "lookup", "token"}  # columns in which no two rows are the same
ACTS = ("filed", "told", "acknowledged")


def multiply(house: Composed, private: bytes, many: int) -> None:
    """Fill an empty house with so many cases."""
    now = datetime.now(UTC)
    with house.database.transaction() as tx:
        for turn in range(PATTERNS):
            facts, territory = (DEBT, VILLAGE) if turn % 3 == 0 else (COTTON, MAKTAARAL)
            told = report(str(turn), facts=facts, territory=territory, answers={"words": "said " * 40})
            filing.file_report(tx, house.house.office, told, now=now)
    with closing(sqlite3.connect(house.database.path)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = ON")
        for table in COPIED:
            _copy(raw, table, many)
        for name in ("case", "forwarding", "task"):
            last = raw.execute(
                f'SELECT max({"number" if name == "case" else "id"}) FROM "{name}"'
            ).fetchone()[0]
            raw.execute("UPDATE counter SET value = ? WHERE name = ?", (last, name))
        raw.executemany("INSERT INTO sealed_part VALUES (?, ?, ?)", _sealed(house, private, many))
    for first in range(PATTERNS + 1, many + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, many + 1))
        with house.database.transaction() as tx:
            history.note(tx, [history.Entry("service", act, one) for one in numbers for act in ACTS], now=now)
    house.database.empty_log()


def _copy(raw: sqlite3.Connection, table: str, many: int) -> None:
    number = "number" if table == "case" else "case_number"
    if table == "duty":
        number = "CAST(substr(key, instr(key, ':') + 1) AS INTEGER)"
    columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
    values = {name: f'"{name}"' for name in columns} | {"id": "NULL", number: "v", "key": '"key"'}
    values |= {name: f"\"{name}\" || '-' || v" for name in OWN & set(columns)}
    if table == "duty":
        values["key"] = "substr(key, 1, instr(key, ':')) || v"
    raw.execute(
        f"WITH RECURSIVE n(v) AS (VALUES({PATTERNS + 1}) UNION ALL SELECT v + 1 FROM n WHERE v < {many}) "
        f'INSERT INTO "{table}" SELECT {", ".join(values[name] for name in columns)} '
        f'FROM n JOIN "{table}" ON {number} = 1 + v % {PATTERNS}'
    )


def _sealed(house: Composed, private: bytes, many: int) -> Iterator[tuple[int, str, bytes]]:
    """Give the parts of every further case, sealed for it alone under the key of its pattern."""
    with house.database.reading() as tx:
        by = keyring.with_recovery_key(tx, private)
        patterns = {
            number: [
                (
                    part,
                    parts.open_key(tx, by, number, part),
                    msgspec.json.encode(parts.read(tx, by, number, part)),
                )
                for part in parts.names(tx, number)
            ]
            for number in range(1, PATTERNS + 1)
        }
    for number in range(PATTERNS + 1, many + 1):
        for part, key, told in patterns[1 + number % PATTERNS]:
            yield number, part, seal.seal_part(key, told, f"case:{number}:{part}")
