"""Look-ups: questions to the database that are put together once, in a module, and asked for every report.

SQLAlchemy's way from a statement to its rows costs 20 to 80 µs of CPU besides what the database does itself;
a look-up, compiled once for a database, costs 2 to 6.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Dialect, Select, Table
from sqlalchemy.sql import visitors

Row = dict[str, Any]
Process = Callable[[Any], Any]


class Lookup:
    """A statement that reads, with bound parameters; those of `IN` are `expanding` and take sequences.

    Its rows are read by the names of their columns. `tables` are those of which queued rows have to be
    written first: all that it reads, or none (`passes_queue`) where whoever asks recalls what it has queued.
    """

    __slots__ = ("statement", "tables")

    def __init__(self, statement: Select[Any] | CompoundSelect[Any], *, passes_queue: bool = False) -> None:
        self.statement = statement
        read = (one for one in visitors.iterate(statement) if isinstance(one, Table))
        self.tables = frozenset[Table]() if passes_queue else frozenset(read)


class _Parameter(NamedTuple):
    """Where the value of a placeholder comes from. The last of a sequence fills what is left of its room."""

    name: str  # of the placeholder
    given: str  # the name by which it is handed in; "": it is always `value`
    place: int  # in the sequence that is handed in; -1: it is no sequence
    value: Any
    process: Process | None

    def of(self, values: Mapping[str, Any]) -> Any:
        if not self.given:
            return self.value
        value = values[self.given]
        if self.place >= 0:
            value = value[min(self.place, len(value) - 1)]
        return self.process(value) if self.process else value


@dataclass(frozen=True, slots=True)
class Asked:
    """A look-up in the words of one database, for sequences up to certain lengths."""

    sql: str
    parameters: tuple[_Parameter, ...]
    is_positional: bool
    columns: tuple[str, ...]
    processes: tuple[tuple[str, Process], ...]

    def ask(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Give the rows of the look-up for these values. Errors are the driver's."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.sql, self._values(values))
            return self._rows(cursor.fetchall())
        finally:
            cursor.close()

    def _values(self, values: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        if self.is_positional:
            return [one.of(values) for one in self.parameters]
        return {one.name: one.of(values) for one in self.parameters}

    def _rows(self, found: Sequence[Sequence[Any]]) -> list[Row]:
        rows = [dict(zip(self.columns, row, strict=True)) for row in found]
        for name, process in self.processes:
            for row in rows:
                row[name] = process(row[name])
        return rows


def room(values: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Give how many places the sequences among these values need: powers of two, so that few are compiled."""
    return tuple(
        (name, 1 << (len(value) - 1).bit_length() if value else 0)
        for name, value in values.items()
        if isinstance(value, list | tuple)
    )


def prepare(
    lookup: Lookup, dialect: Dialect, values: Mapping[str, Any], places: Sequence[tuple[str, int]]
) -> Asked:
    """Compile a look-up for values like these, with sequences of so many places."""
    compiled = lookup.statement.compile(dialect=dialect)
    sample = {**values, **{name: [None] * length for name, length in places}}
    state = compiled.construct_expanded_state(sample)
    many = {
        one: (name, place)
        for name, every in state.parameter_expansion.items()
        for place, one in enumerate(every)
    }
    parameters = []
    for one in state.positiontup if state.positiontup is not None else state.parameters:
        given, place = many.get(one, (one if one in values else "", -1))
        process = compiled.binds[given or one].type.dialect_impl(dialect).bind_processor(dialect)
        fixed = None if given else state.parameters[one]
        fixed = process(fixed) if process and not given else fixed
        parameters.append(_Parameter(one, given, place, fixed, process))
    columns = [(str(column.keyname), column.type) for column in compiled._result_columns]
    reading = [(name, kind.dialect_impl(dialect).result_processor(dialect, None)) for name, kind in columns]
    return Asked(
        sql=state.statement,
        parameters=tuple(parameters),
        is_positional=state.positiontup is not None,
        columns=tuple(name for name, _ in columns),
        processes=tuple((name, process) for name, process in reading if process is not None),
    )
