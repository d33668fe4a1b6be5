"""What a table of the standard is made of: columns, and what stands inside its objects in JSON.

A row is a `Row`, rows are `Rows`: by the name of the table. A row may leave out what it does not know.
"""

from dataclasses import dataclass
from typing import Literal

Row = dict[str, object]
Rows = dict[str, list[Row]]
Kind = Literal["uuid", "text", "number", "date", "time", "datetime", "uri", "email"]


@dataclass(frozen=True, slots=True)
class Column:
    """One field. `required`: "json" – in JSON and in CSV; "csv" – in CSV alone. `references`: a table's name.

    `choices`: the only values the standard allows; empty where any is.
    """

    name: str
    kind: Kind = "text"
    required: Literal["", "csv", "json"] = ""
    references: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nest:
    """What stands inside an object of a table in JSON, under the property `field`.

    "many": an array of rows of `table` whose column `key` holds this object's id. "linked": the same, for
    tables that hang on any other; `entity` is the column that names ours. "one": a single object; `key` is
    this object's own column.
    """

    field: str
    table: str
    key: str
    form: Literal["many", "one", "linked"] = "many"
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name in JSON and in directory.db, its file in CSV, its columns, what stands in it."""

    name: str
    file: str
    columns: tuple[Column, ...]
    nests: tuple[Nest, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name, None if there is no such."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in the standard's order."""
        return tuple(column.name for column in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which an object is not valid JSON; in directory.db they are NOT NULL."""
        return tuple(column.name for column in self.columns if column.required == "json")
