"""Rows that wait to be written, grouped so that each group goes to the database in one call.

Within a table the order of the rows is kept. A row may join an earlier group of its own shape only if no
later group touches its table or a table it refers to; a delete joins only the last group.
"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Table

from store.statements import Shape, Values


class Pending:
    """The write-behind queue of one transaction."""

    __slots__ = ("_groups", "_latest", "_places")

    def __init__(self) -> None:
        self._groups: list[tuple[Shape, list[Values]]] = []
        self._places: dict[Shape, int] = {}
        self._latest: dict[Table, int] = {}  # table → the last group that touches it

    def __bool__(self) -> bool:
        return bool(self._groups)

    def add(self, shape: Shape, values: Values) -> None:
        place = self._places.get(shape)
        if place is None or not self._may_join(shape, place):
            place = self._places[shape] = self._latest[shape.table] = len(self._groups)
            self._groups.append((shape, []))
        self._groups[place][1].append(values)

    def touches(self, tables: Iterable[Table]) -> bool:
        """Tell whether a row of one of these tables waits."""
        return not self._latest.keys().isdisjoint(tables)

    def take(self) -> list[tuple[Shape, list[Values]]]:
        """All groups, in the order in which they are to be written; the queue is empty afterwards."""
        groups = self._groups
        self.clear()
        return groups

    def clear(self) -> None:
        self._groups, self._places, self._latest = [], {}, {}

    def _may_join(self, shape: Shape, place: int) -> bool:
        if place == len(self._groups) - 1:
            return True
        if shape.kind == "delete" or self._latest[shape.table] > place:
            return False
        latest = self._latest
        return not any(latest.get(table, -1) > place for table in _referred(shape.table))


@cache
def _referred(table: Table) -> tuple[Table, ...]:
    """The tables to which rows of this one refer: asked for every row."""
    return tuple({key.column.table for key in table.foreign_keys})
