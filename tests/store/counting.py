"""How much work a look at the database is, counted and not timed: the steps of SQLite's own machine."""

import sqlite3
from collections.abc import Callable
from typing import Any

from store.transaction import Transaction


def steps(transaction: Transaction, deed: Callable[[Transaction], object]) -> int:
    """Count what SQLite's machine does for a deed, the second time: then nothing is prepared any more."""
    deed(transaction)
    driver: Any = transaction._connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    driver.set_progress_handler(step, 1)
    deed(transaction)
    driver.set_progress_handler(None, 0)
    assert taken
    return taken
