"""R29: what was done with cases cannot be changed unnoticed: one altered row of ten thousand is found."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from random import Random

import pytest

from cases import history
from cases.history import Entry
from store.database import Database
from tests.cases.told import NOW

COLUMNS = ("actor", "act", "about", "case_number", "at", "previous", "hash")
ACTORS = ("desk", "operator", "CHILD_RIGHTS:610000000", "POLICE_JUV:614400000")
ACTS = ("opened", "acknowledged", "noted", "exported")


@pytest.mark.sqlite
def test_one_altered_row_of_ten_thousand_is_found_whichever_it_is(
    database: Database, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    chance, rows = Random(29), so_many(10_000)
    with database.transaction() as tx:
        entries = (
            Entry(chance.choice(ACTORS), chance.choice(ACTS), chance.randint(1, 99)) for _ in range(rows)
        )
        history.note(tx, list(entries), now=NOW)
    found = 0
    for column in COLUMNS:
        altered = chance.randint(1, rows)
        value = 7 if column in ("case_number", "at") else "X"
        before = _change(database, column, altered, value)
        with database.reading() as tx:
            found += history.verify(tx) == altered
        _change(database, column, altered, before)
    with database.reading() as tx:
        whole = history.verify(tx) is None

    figure(f"R29: one altered row of {rows}, {len(COLUMNS)} times, each in another column: {found} found")
    assert (found, whole) == (len(COLUMNS), True)


def _change(database: Database, column: str, id: int, value: object) -> object:
    """Write this into a column of a row, as somebody with the file could; give what was there."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as file:
        triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        [before] = file.execute(f"SELECT {column} FROM history WHERE id = ?", (id,)).fetchone()
        file.execute(f"UPDATE history SET {column} = ? WHERE id = ?", (value, id))
        for _, made in triggers:
            file.execute(made)
    return before
