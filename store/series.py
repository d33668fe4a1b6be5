"""Series of numbers: 1, 2, 3 … counted in a table, or by the database itself where it does that better."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Table

from store.ground import Ground
from store.schema import counter

_COUNT = (  # asked of SQLite alone, straight: SQLAlchemy would put it together anew each time
    "INSERT INTO counter (name, value) VALUES (?, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
)


class Series:
    """The series as one transaction sees them. What is counted in the table is saved when it is flushed."""

    __slots__ = ("_connection", "_given", "_ground", "_unsaved")

    def __init__(self, connection: Connection, ground: Ground) -> None:
        self._connection = connection
        self._ground = ground
        self._given: dict[str, int] = {}
        self._unsaved: set[str] = set()

    def next(self, name: str, reserve: int = 1) -> int:
        """Give the next number; `reserve` of them may be taken at once where the database counts."""
        number = self._ground.next_number(self._connection, name, reserve)
        if number is not None:
            return number
        if name in self._given:
            self._given[name] += 1
            self._unsaved.add(name)
        else:
            self._given[name] = self._first(name)
        return self._given[name]

    def save(self, update: Callable[[Table, dict[str, object], dict[str, object]], Any]) -> None:
        """Hand over what the table does not know yet."""
        for name in sorted(self._unsaved):
            update(counter, {"name": name}, {"value": self._given[name]})
        self._unsaved.clear()

    def given(self) -> dict[str, int]:
        """Give what was given so far, to come `back` to when a savepoint is undone."""
        return dict(self._given)

    def back(self, given: dict[str, int]) -> None:
        """Be as it was."""
        self._given = given
        self._unsaved.clear()

    def last(self) -> dict[str, int]:
        """Give the last number of every series that the database counts by itself."""
        return self._ground.numbers(self._connection)

    def count_on(self, name: str, last: int) -> bool:
        """Have a series go on after this number; False: this database does not count it by itself."""
        return self._ground.count_on(self._connection, name, last)

    def go_on_after(self, table: Table) -> None:
        """Have the numbers that the database gives to new rows begin after those that are there."""
        self._ground.go_on_after(self._connection, table)

    def _first(self, name: str) -> int:
        with closing(self._connection.connection.cursor()) as cursor:
            cursor.execute(_COUNT, (name,))
            return int(cursor.fetchall()[0][0])
