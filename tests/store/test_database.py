"""Opening: private files, one server, the newest tables, and no others."""

import os
import subprocess
import sys
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import create_engine, text

from store import database as databases
from store import schema
from store.database import Database
from store.errors import DatabaseHeld, DatabaseRefused, SchemaTooNew, StoreUnavailable
from tests.doubles import hosts

pytestmark = pytest.mark.sqlite

OWN_TABLES = ("counter", "duty", "update_seen", "update_aside")


def test_files_and_folder_are_for_the_owner_only(database: Database) -> None:
    with database.transaction() as transaction:
        transaction.next_number("case")
        files = {path.name: path.stat().st_mode & 0o777 for path in database.path.parent.iterdir()}

        assert files == {"cases.db": 0o600, "cases.db-wal": 0o600, "cases.db-shm": 0o600}
    assert database.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(database: Database) -> None:
    database.path.chmod(0o644)
    databases.open_database(database.url).close()

    assert database.path.stat().st_mode & 0o777 == 0o600


def test_every_commit_is_synced_and_what_is_erased_is_overwritten(database: Database) -> None:
    with database.transaction() as transaction:
        asked = {
            name: transaction.rows(text(f"PRAGMA {name}"))[0][name]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("url", ["", "cases.db", "sqlite://", "sqlite:///:memory:", "mysql://host/cases"])
def test_an_address_that_cannot_keep_cases_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused):
        databases.open_database(url)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(DatabaseRefused) as refusal:
        databases.open_database("mysql://user:geheim@host/cases")

    assert "geheim" not in str(refusal.value)


def test_a_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreUnavailable, match=r"file/cases\.db cannot be opened or made"):
        databases.open_database(f"sqlite:///{tmp_path}/file/cases.db")


def test_only_one_process_serves_a_database(database: Database) -> None:
    second = databases.open_database(database.url)
    with database.hold():
        with pytest.raises(DatabaseHeld, match=str(database.path)), second.hold():
            pass
        with second.transaction() as transaction:  # a command beside the server
            transaction.next_number("case")
    with second.hold():
        pass
    second.close()


def test_a_hold_ends_with_its_process(database: Database) -> None:
    script = (
        "import os, sys; from store import database\n"
        "with database.open_database(sys.argv[1]).hold(): os._exit(9)"
    )
    child = subprocess.run([sys.executable, "-c", script, database.url], check=False)

    assert child.returncode == 9
    with database.hold():
        pass


def test_a_fresh_schema_equals_the_migrated_one(database: Database, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    schema.metadata.create_all(engine, [schema.metadata.tables[name] for name in OWN_TABLES])
    engine.dispose()

    assert _schema(tmp_path / "fresh.db") == _schema(database.path)


def test_upgrading_again_changes_nothing(database: Database) -> None:
    before = _schema(database.path)
    database.upgrade()

    assert _schema(database.path) == before


def test_another_room_brings_its_migrations_along(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "a room's 100% own migrations"
    _write_migration(folder, "room_0001", "op.create_table('guest', Column('name', Text, primary_key=True))")
    with_room = databases.open_database(database.url, migrations=[folder])
    with_room.upgrade()
    _write_migration(folder, "room_0002", "op.add_column('guest', Column('age', Text))", after="room_0001")
    with_room.upgrade()
    with_room.close()

    assert (
        _schema(database.path)["guest"]
        == "CREATE TABLE guest ( name TEXT NOT NULL, age TEXT, PRIMARY KEY (name) )"
    )


def test_a_migration_that_fails_leaves_the_tables_as_they_were(database: Database, tmp_path: Path) -> None:
    before = _schema(database.path)
    _write_migration(tmp_path, "room_0001", "op.create_table('guest', Column('n', Text)); raise LookupError")
    with_room = databases.open_database(database.url, migrations=[tmp_path])

    with pytest.raises(LookupError):
        with_room.upgrade()
    with_room.close()
    assert _schema(database.path) == before


def test_a_database_of_a_newer_version_is_left_alone(database: Database, tmp_path: Path) -> None:
    _write_migration(tmp_path, "store_9999", "pass", after="store_0002")
    newer = databases.open_database(database.url, migrations=[tmp_path])
    newer.upgrade()
    newer.close()

    with pytest.raises(SchemaTooNew, match="store_9999"):
        database.upgrade()


def test_migrations_run_where_there_is_no_project_beside_them(tmp_path: Path) -> None:
    script = "import sys; from store import database\ndatabase.open_database(sys.argv[1]).upgrade()"
    subprocess.run(
        [sys.executable, "-c", script, f"sqlite:///{tmp_path}/cases.db"],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": hosts.PYTHONPATH},
    )

    assert set(OWN_TABLES) <= set(_schema(tmp_path / "cases.db"))


def _schema(path: Path) -> dict[str, str]:
    connection = connect(path)
    try:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
        )
        return {name: " ".join(sql.split()).replace(" ,", ",") for name, sql in rows}
    finally:
        connection.close()


def _write_migration(folder: Path, revision: str, deed: str, *, after: str | None = None) -> None:
    folder.mkdir(exist_ok=True)
    label = None if after else (revision.split("_")[0],)
    lines = [
        "from alembic import op",
        "from sqlalchemy import Column, Text",
        f"revision, down_revision, branch_labels = {revision!r}, {after!r}, {label!r}",
        f"def upgrade(): {deed}",
    ]
    (folder / f"{revision}.py").write_text("\n".join(lines))
