"""The plain rows that these tests write and look at again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

from sqlalchemy import text

from store.database import Database
from store.schema import update_seen
from store.transaction import Transaction

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def write(transaction: Transaction, *numbers: int) -> None:
    """Queue one row for each number."""
    for number in numbers:
        transaction.insert(update_seen, {"update_id": number, "seen_at": NOW})


def writing(*numbers: int) -> Callable[[Transaction], None]:
    """A unit of work that writes these rows."""
    return lambda transaction: write(transaction, *numbers)


def kept(database: Database) -> list[int]:
    """The numbers that are on the disk, read by a connection of its own, in the order of writing."""
    if not database.is_shared:
        return numbers_in(database.path)
    with database.reading() as transaction:  # xmin and ctid: in the order of transactions, and within them
        order = text("SELECT update_id FROM update_seen ORDER BY xmin::text::bigint, ctid")
        return [row["update_id"] for row in transaction.rows(order)]


def numbers_in(path: Path) -> list[int]:
    """The numbers in a database file."""
    connection = connect(path)
    try:
        return [
            number for (number,) in connection.execute("SELECT update_id FROM update_seen ORDER BY rowid")
        ]
    finally:
        connection.close()
