"""Rows that wait to be written, grouped so that each group goes to the database in one call.

Within a table the order of the rows is kept. A row may join an earlier group of its own shape only if no
later group touches its table or a table it refers to; a delete joins only the last group.
"""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Table

from store.statements import Kind, Shape, Values

Likeness = tuple[Kind, Table, tuple[str, ...], tuple[str, ...]]
"""What a `Shape` is made of, and equal to it: a bare tuple takes a fifth of the time, for every row."""


class Pending:
    """The write-behind queue of one transaction."""

    __slots__ = ("_groups", "_open", "_tables")

    def __init__(self) -> None:
        self._groups: list[tuple[Shape, list[Values]]] = []
        self._open: dict[Likeness, list[Values]] = {}  # the rows of the groups that others may join
        self._tables: set[Table] = set()

    def __bool__(self) -> bool:
        return bool(self._groups)

    def add(self, like: Likeness, values: Values) -> None:
        rows = self._open.get(like)
        if rows is None:
            rows = self._begin(Shape(*like))
        rows.append(values)

    def touches(self, tables: Collection[Table]) -> bool:
        """Tell whether a row of one of these tables waits."""
        return not self._tables.isdisjoint(tables)

    def take(self) -> list[tuple[Shape, list[Values]]]:
        """All groups, in the order in which they are to be written; the queue is empty afterwards."""
        groups = self._groups
        self.clear()
        return groups

    def clear(self) -> None:
        self._groups, self._open, self._tables = [], {}, set()

    def _begin(self, shape: Shape) -> list[Values]:
        """Begin a group; those that must stay behind it are joined by nobody any more."""
        for kind, table, columns, key in list(self._open):
            if kind == "delete" or shape.table is table or shape.table in _referred(table):
                del self._open[kind, table, columns, key]
        rows: list[Values] = []
        self._groups.append((shape, rows))
        self._open[shape] = rows
        self._tables.add(shape.table)
        return rows


@cache
def _referred(table: Table) -> frozenset[Table]:
    """The tables to which rows of this one refer."""
    return frozenset(key.column.table for key in table.foreign_keys)
