"""Which rows have all that they hang on, and which are orphans."""

from collections.abc import Iterator, Mapping

from directory.exchange import identity
from directory.exchange.shelf import Key
from directory.hsds.shape import Column, Row
from directory.reason import Reason

Present = Mapping[str, set[str]]

#: Tables whose rows mean nothing alone, though the standard requires none of the columns that say whose.
HANGING = frozenset(
    {"phone", "contact", "schedule", "service_area", "language", "funding", "url", "address",
     "accessibility", "required_document"}
)  # fmt: skip
#: A service may be told without its organization.
_MAY_STAND_ALONE = frozenset({("service", "organization_id"), ("program", "organization_id")})


def unowned(table: str, row: Row) -> Reason | None:
    """Why the row belongs to nothing, None if it says what it belongs to."""
    pointers = [column for column in identity.ALL[table].columns if identity.is_pointer(table, column)]
    for column in pointers:
        if column.required and not row.get(column.name) and (table, column.name) not in _MAY_STAND_ALONE:
            return Reason("it names no {what}", what=column.name.removesuffix("_id").replace("_", " "))
    if table in HANGING and not any(row.get(column.name) for column in pointers):
        return Reason("it belongs to nothing: no service, organization, location or contact is named")
    return None


def missing(table: str, row: Row, present: Present) -> list[tuple[str, str]]:
    """The columns of the row whose rows are not there, with the ids they ask for."""
    return [
        (column.name, str(row[column.name]))
        for column, target in _pointers(table, row)
        if str(row[column.name]) not in present.get(target, ())
    ]


def is_orphan(table: str, row: Row, absent: list[tuple[str, str]]) -> bool:
    """Whether the row cannot do without what is absent; else only the link is left out until it comes."""
    if not absent:
        return False
    names = {name for name, _ in absent}
    columns = {column.name: column for column in identity.ALL[table].columns}
    if any(columns[name].required for name in names):
        return True
    told = {column.name for column, _ in _pointers(table, row)}
    return table in HANGING and told <= names


def settled(rows: Mapping[str, dict[Key, Row]], present: dict[str, set[str]]) -> dict[str, set[Key]]:
    """The keys of the orphans among the rows, and of all that hangs on them; `present` loses their ids."""
    aside: dict[str, set[Key]] = {table: set() for table in rows}
    found = True
    while found:
        found = False
        for table, those in rows.items():
            for key, row in those.items():
                if key not in aside[table] and is_orphan(table, row, missing(table, row, present)):
                    aside[table].add(key)
                    found = True
                    if "id" in row:
                        present[table].discard(str(row["id"]))
    return aside


def _pointers(table: str, row: Row) -> Iterator[tuple[Column, str]]:
    for column in identity.ALL[table].columns:
        if row.get(column.name) and identity.is_pointer(table, column):
            yield column, identity.points_to(table, column, row)
