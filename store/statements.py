"""Statements written once: the SQL for a table and its columns, and how values become what the driver takes.

A prepared statement costs the hot path one dictionary look-up; compiling it costs about 200 µs, once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import Dialect, Table, bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.dml import UpdateBase

from store import lookup
from store.lookup import Asked, Lookup

Kind = Literal["insert", "insert_once", "upsert", "update", "delete"]
Values = tuple[object, ...]


class Shape(NamedTuple):
    """What a queued row looks like: rows of one shape go to the database together."""

    kind: Kind
    table: Table
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled statement; `order` says where each of its parameters stands in a queued row."""

    sql: str
    order: tuple[int, ...] | None  # None: as they stand
    processors: tuple[tuple[int, Callable[[Any], Any]], ...]

    def parameters(self, rows: Iterable[Values]) -> list[Values]:
        if self.order is not None:
            rows = [tuple([row[place] for place in self.order]) for row in rows]
        if not self.processors:
            return list(rows)
        return [self._processed(row) for row in rows]

    def _processed(self, row: Values) -> Values:
        values = list(row)
        for place, process in self.processors:
            values[place] = process(values[place])
        return tuple(values)


class Statements:
    """The prepared statements of one database."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._prepared: dict[Shape, Prepared] = {}
        self._asked: dict[tuple[Lookup, tuple[tuple[str, int], ...]], Asked] = {}

    def prepared(self, shape: Shape) -> Prepared:
        found = self._prepared.get(shape)
        if found is None:
            found = self._prepared[shape] = self._prepare(shape)
        return found

    def asked(self, wanted: Lookup, values: Mapping[str, object]) -> Asked:
        key = wanted, lookup.room(values)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = lookup.prepare(wanted, self._dialect, values, key[1])
        return found

    def insertion(self, table: Table) -> Any:
        """An insert that knows ON CONFLICT, in the words of this database."""
        return (sqlite_insert if self._dialect.name == "sqlite" else postgresql_insert)(table)

    def _prepare(self, shape: Shape) -> Prepared:
        compiled = self._statement(shape).compile(dialect=self._dialect, column_keys=list(shape.columns))
        names = [*shape.columns, *(_key_name(name) for name in shape.key)]
        columns = [shape.table.c[name] for name in (*shape.columns, *shape.key)]
        order = tuple(names.index(name) for name in compiled.positiontup or ())
        processors = []
        for place, source in enumerate(order):
            process = columns[source].type.dialect_impl(self._dialect).bind_processor(self._dialect)
            if process is not None:
                processors.append((place, process))
        return Prepared(
            sql=str(compiled),
            order=None if order == tuple(range(len(names))) else order,
            processors=tuple(processors),
        )

    def _statement(self, shape: Shape) -> UpdateBase:
        table = shape.table
        if shape.kind == "update":
            return update(table).where(*_conditions(table, shape.key))
        if shape.kind == "delete":
            return delete(table).where(*_conditions(table, shape.key))
        insertion = self.insertion(table)
        if shape.kind == "insert":
            return insertion  # type: ignore[no-any-return]
        if shape.kind == "insert_once":
            return insertion.on_conflict_do_nothing()  # type: ignore[no-any-return]
        return _upsert(insertion, table, shape.columns)


def _upsert(insertion: Any, table: Table, columns: Sequence[str]) -> UpdateBase:
    key = [column.name for column in table.primary_key]
    changed = {name: insertion.excluded[name] for name in columns if name not in key}
    if not changed:
        return insertion.on_conflict_do_nothing(index_elements=key)  # type: ignore[no-any-return]
    return insertion.on_conflict_do_update(index_elements=key, set_=changed)  # type: ignore[no-any-return]


def _conditions(table: Table, key: Sequence[str]) -> list[Any]:
    return [table.c[name] == bindparam(_key_name(name), type_=table.c[name].type) for name in key]


def _key_name(name: str) -> str:
    return f"key__{name}"  # a name of its own: a column can be both changed and part of the key
