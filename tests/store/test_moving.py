"""Everything moves from one database to another, and what did not arrive is noticed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hotline import compose
from store import database as databases
from store import duties, marks, moving, updates
from store.database import Database
from store.duties import Duty
from store.errors import MoveRefused
from store.schema import duty, update_seen
from store.seal import Keys
from tests.doubles import recovery
from tests.doubles.postgres import Server
from tests.store.rows import NOW


@pytest.fixture
def full(tmp_path: Path, migrated: Callable[[Sequence[Path]], Path], keys: Keys) -> Database:
    """An SQLite database with something in every table, more than a page of it."""
    path = tmp_path / "old.db"
    path.write_bytes(migrated(compose.MIGRATIONS).read_bytes())
    database = databases.open_database(f"sqlite:///{path}")
    recovery.found(database)  # keys of departments: rows that refer to each other
    with database.transaction() as tx:
        updates.remember(tx, range(1, moving.PAGE * 2 + 2), now=NOW)
        for number in range(3):
            duties.add(tx, keys, Duty("say", f"say:{number}", NOW, b"x", lane="o"), NOW)
        updates.put_aside(tx, keys, update_id=7, raw=b"{}", reason="odd", now=NOW)
        marks.put(tx, "backup", NOW)
        assert [tx.next_number("case") for _ in range(4)] == [1, 2, 3, 4]
    return database


def _moved(source: Database, target: Database) -> list[moving.Content]:
    with source.reading() as left, target.transaction() as tx:
        return moving.move(left, tx)


def test_everything_arrives_in_postgresql_and_comes_back_the_same(
    full: Database, postgres: Server, tmp_path: Path, keys: Keys
) -> None:
    away = databases.open_database(postgres.migrated(compose.MIGRATIONS))
    back = databases.open_database(f"sqlite:///{tmp_path / 'back.db'}", migrations=compose.MIGRATIONS)
    back.upgrade()

    there, here = _moved(full, away), _moved(away, back)
    with full.reading() as tx:
        before = moving.contents(tx)

    assert there == here == before
    assert {content.table: content.rows for content in there}["update_seen"] == moving.PAGE * 2 + 1
    for database in (away, back):
        with database.transaction() as tx:
            assert tx.next_number("case") == 5  # the series goes on
            assert [one.key for one in duties.claim(tx, keys, now=NOW, holder="x")] == [
                "say:0",
                "say:1",
                "say:2",
            ]
            duties.add(tx, keys, Duty("say", "say:new", NOW, b"x"), NOW)  # numbers of rows go on, too
            assert marks.find(tx, "backup") == NOW
        database.close()


def test_a_database_that_is_not_empty_takes_nothing(full: Database, postgres: Server) -> None:
    target = databases.open_database(postgres.migrated(compose.MIGRATIONS))
    with target.transaction() as tx:
        updates.remember(tx, [1], now=NOW)

    with pytest.raises(MoveRefused, match=r"update_seen .* createdb"):
        _moved(full, target)
    with target.reading() as tx:
        assert {content.table: content.rows for content in moving.contents(tx)}["duty"] == 0
    target.close()


def test_one_row_that_differs_is_seen(full: Database) -> None:
    with full.reading() as tx:
        before = moving.contents(tx)
    with full.transaction() as tx:
        tx.update(duty, {"key": "say:1"}, {"reason": "x"})
        tx.delete(update_seen, {"update_id": 3})
    with full.reading() as tx:
        after = moving.contents(tx)

    assert {was.table for was, now in zip(before, after, strict=True) if was != now} == {
        "duty",
        "update_seen",
    }
