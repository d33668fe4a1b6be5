"""A row without an id of its own that says what a row of the directory says already is that row."""

from collections import defaultdict
from collections.abc import Mapping

from directory.exchange import identity
from directory.exchange.gathering import LEAVES, Gathered
from directory.exchange.shelf import Key
from directory.hsds.shape import Row


def adopt(gathered: Gathered, there: Mapping[str, Mapping[Key, Row]]) -> None:
    """Give such rows the id of their twin, so that a list without ids may come again and again."""
    asked_for = {str(row.get("phone_id")) for row in gathered.rows["language"].values()}
    for table in LEAVES:
        nameless = [key for name, key in gathered.nameless if name == table and key not in there[table]]
        nameless = [key for key in nameless if key[0] not in asked_for]
        if not nameless:
            continue
        owned: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in there[table].values():
            for owner in _owners(table, row):
                owned[owner].append(row)
        for key in nameless:
            row = gathered.rows[table][key]
            told = {name: value for name, value in row.items() if name != "id"}
            for owner in _owners(table, row)[:1]:
                twin = next((one for one in owned[owner] if told.items() <= one.items()), None)
                if twin is not None:
                    del gathered.rows[table][key]
                    gathered.add(table, row | {"id": twin["id"]}, gathered.origin_of(table, key))


def _owners(table: str, row: Row) -> list[tuple[str, str]]:
    return [
        (column.name, str(row[column.name]))
        for column in identity.ALL[table].columns
        if row.get(column.name) and identity.is_pointer(table, column)
    ]
