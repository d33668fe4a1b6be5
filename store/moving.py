"""All that one database keeps, put into another: from SQLite to PostgreSQL, or into a file for a backup.

Rows are carried as they are, sealed values stay sealed. What has arrived is counted and hashed on both sides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, select, tuple_

from store.errors import MoveRefused
from store.schema import counter, metadata
from store.transaction import Transaction

PAGE = 500
_MODULUS = 2**256
_encoder = msgspec.json.Encoder()
_COUNTERS = select(counter)


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and the sum of their hashes, in whatever order they lie."""

    table: str
    rows: int
    digest: str  # 64 hexadecimal digits


def move(source: Transaction, target: Transaction) -> list[Content]:
    """Put every row of `source` into the empty tables of `target`; gives what is in each table then.

    Raises:
        MoveRefused: the target has rows already, or something arrived otherwise than it left.
    """
    for tx in (source, target):
        tx.take_time()
    for table in metadata.sorted_tables:
        if target.rows(select(table).limit(1)):
            raise MoveRefused(
                f"The table {table.name} of the new database is not empty: nothing was moved. Empty it "
                "(dropdb and createdb), or, if all was moved before, set HOTLINE_DATABASE and serve."
            )
    for table in metadata.sorted_tables:
        if table is not counter:
            for number, row in enumerate(_rows(source, table), 1):
                target.insert(table, dict(row))
                if number % PAGE == 0:
                    target.flush()
            target.flush()
            with target.counting() as series:
                series.go_on_after(table)
    _move_numbers(source, target)
    return [_arrived(source, target, table) for table in metadata.sorted_tables]


def contents(tx: Transaction) -> list[Content]:
    """Give what every table holds, in the order of their dependencies."""
    return [_content(tx, table) for table in metadata.sorted_tables]


def _arrived(source: Transaction, target: Transaction, table: Table) -> Content:
    """Give what a table of the target holds, having compared it with the source.

    Both are read side by side: a server cuts off whoever lets it wait for half a minute in a transaction.
    """
    rows, digest, difference = 0, 0, 0
    for left, there in zip_longest(_hashes(source, table), _hashes(target, table), fillvalue=0):
        rows += 1
        digest += there
        difference += left - there
    if difference % _MODULUS:
        raise MoveRefused(f"The table {table.name} arrived otherwise than it left: nothing was moved.")
    return _summed(table, rows, digest)


def _content(tx: Transaction, table: Table) -> Content:
    hashes = list(_hashes(tx, table))
    return _summed(table, len(hashes), sum(hashes))


def _summed(table: Table, rows: int, digest: int) -> Content:
    return Content(table.name, rows, f"{digest % _MODULUS:064x}")


def _hashes(tx: Transaction, table: Table) -> Iterator[int]:
    """Give the hash of every row, in whatever order this database has them."""
    told = ({"name": name, "value": last} for name, last in _numbers(tx).items())
    for row in told if table is counter else _rows(tx, table):
        value = _encoder.encode([row[column.name] for column in table.columns])
        yield int.from_bytes(sha256(value).digest(), "big")


def _rows(tx: Transaction, table: Table) -> Iterator[Mapping[Any, Any]]:
    """Give all rows, page by page in the order of their keys."""
    key = list(table.primary_key)
    first = select(table).order_by(*key).limit(PAGE)
    after = first.where(
        tuple_(*key) > tuple_(*[bindparam(f"last_{column.name}", type_=column.type) for column in key])
    )
    page = tx.rows(first)
    while page:
        yield from page
        last = {f"last_{column.name}": page[-1][column.name] for column in key}
        page = tx.rows(after, last) if len(page) == PAGE else []


def _numbers(tx: Transaction) -> dict[str, int]:
    """Give all counters, wherever this database keeps them."""
    with tx.counting() as series:
        counted = series.last()
    return {row["name"]: row["value"] for row in tx.rows(_COUNTERS)} | counted


def _move_numbers(source: Transaction, target: Transaction) -> None:
    for name, last in _numbers(source).items():
        with target.counting() as series:
            is_counted = series.count_on(name, last)
        if not is_counted:
            target.insert(counter, {"name": name, "value": last})
    target.flush()
