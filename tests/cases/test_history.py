"""The history: only added to, and a changed row is found."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cases import history
from cases.history import Entry
from store.database import Database
from store.errors import RowRefused
from store.writer import Writer
from tests.cases.told import NOW

pytestmark = pytest.mark.both


def test_history_as_it_was_written_is_whole(database: Database) -> None:
    _note_many(database, 2500)

    with database.reading() as tx:
        assert history.verify(tx) is None


def test_empty_history_is_whole(database: Database) -> None:
    with database.reading() as tx:
        assert history.verify(tx) is None


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("column", "value"),
    [("at", 1), ("actor", "'X'"), ("act", "'x'"), ("case_number", 9), ("about", "''"), ("hash", "''")],
)
def test_one_altered_row_of_many_is_found(
    database: Database, tmp_path: Path, column: str, value: object
) -> None:
    _note_many(database, 1200)
    _tamper(tmp_path, f"UPDATE history SET {column} = {value} WHERE id = 1100")

    with database.reading() as tx:
        assert history.verify(tx) == 1100


@pytest.mark.sqlite
def test_altered_row_with_a_fitting_hash_is_found_at_the_next(database: Database, tmp_path: Path) -> None:
    _note_many(database, 3)
    with database.reading() as tx:
        row = dict(history.of_case(tx, 1)[0]) | {"actor": "PROS"}
    _tamper(tmp_path, f"UPDATE history SET actor = 'PROS', hash = '{history._hash(row)}' WHERE id = 1")

    with database.reading() as tx:
        assert history.verify(tx) == 2


@pytest.mark.sqlite
def test_row_that_was_taken_out_is_missed_at_the_next(database: Database, tmp_path: Path) -> None:
    _note_many(database, 5)
    _tamper(tmp_path, "DELETE FROM history WHERE id = 3")

    with database.reading() as tx:
        assert history.verify(tx) == 4


@pytest.mark.parametrize("statement", ["UPDATE history SET actor = 'x'", "DELETE FROM history"])
def test_database_itself_refuses_to_change_or_delete_a_row(database: Database, statement: str) -> None:
    _note_many(database, 1)

    with pytest.raises(RowRefused), database.transaction() as tx:
        tx.execute(text(statement))


def test_units_of_one_commit_and_their_replay_make_one_chain(database: Database) -> None:
    def note(number: int) -> None:
        def unit(tx: object) -> None:
            history.note(tx, [Entry("desk", "looked", number), Entry("desk", "left", number)], now=NOW)  # type: ignore[arg-type]
            if number == 30:
                raise RowRefused("this one fails")

        futures.append(writer.submit(unit))

    writer, futures = Writer(database), []  # type: ignore[var-annotated]
    for number in range(60):
        note(number)
    writer.close()

    assert [place for place, future in enumerate(futures) if future.exception()] == [30]
    with database.reading() as tx:
        assert history.verify(tx) is None
        assert len(history.of_case(tx, 29)) == 2
        assert len(history.of_case(tx, 30)) == 0


def _note_many(database: Database, count: int) -> None:
    with database.transaction() as tx:
        for step in range(count // 100 or 1):
            entries = [Entry("desk", "looked", 1, "POLICE_JUV:610000000")] * min(count, 100)
            history.note(tx, entries, now=NOW + timedelta(seconds=step))


def _tamper(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "cases.db") as connection:
        for trigger in ("history_is_not_changed", "history_is_not_deleted"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
