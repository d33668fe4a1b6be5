"""The tables: migrations make what the program expects, and nothing personal stands in plain columns."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cases import enrolment, filing, neighbourhood, people, progress, schema
from cases.absences import schema as of_absences
from cases.admission import schema as of_admission
from cases.calls import schema as of_calls
from cases.casework import schema as of_casework
from cases.followups import schema as of_followups
from cases.office import Office
from cases.programme import schema as of_programme
from cases.referrals import schema as of_referrals
from cases.services import schema as of_services
from cases.statistics import schema as of_statistics
from cases.visits import schema as of_visits
from store import database as databases
from store.database import Database
from store.schema import metadata
from tests.cases.told import DEBT, MAKTAARAL, NOW, VILLAGE, report

SCHEMAS = (
    schema,
    neighbourhood,
    of_absences,
    of_admission,
    of_calls,
    of_casework,
    of_services,
    of_visits,
    of_referrals,
    of_followups,
    of_programme,
    of_statistics,
)
TABLES = [table for table in metadata.sorted_tables if any(table.name in vars(one) for one in SCHEMAS)]
CANARY = "Канарейка"


@pytest.mark.sqlite
def test_migrated_tables_are_those_the_program_expects(database: Database, tmp_path: Path) -> None:
    fresh = databases.open_database(f"sqlite:///{tmp_path / 'fresh.db'}")
    with fresh._ground.writing.begin() as connection:
        metadata.create_all(connection, TABLES)
    fresh.close()

    assert _shape(tmp_path / "cases.db") == _shape(tmp_path / "fresh.db")


@pytest.mark.sqlite
def test_every_table_of_the_room_is_strict(database: Database, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "cases.db") as connection:
        strict = {name: flag for _, name, _, _, _, flag in connection.execute("PRAGMA table_list")}

    assert len(TABLES) > 50
    assert {table.name for table in TABLES if not strict[table.name]} == set()


@pytest.mark.sqlite
def test_upgrading_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    before = _shape(tmp_path / "cases.db")
    database.upgrade()

    assert _shape(tmp_path / "cases.db") == before


@pytest.mark.sqlite
def test_database_files_hold_nothing_that_a_person_wrote_or_is(
    database: Database, office: Office, tmp_path: Path
) -> None:
    for number in range(50):
        with database.transaction() as tx:
            _live_through(tx, office, number)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert MAKTAARAL.encode() in stored
    assert (tmp_path / "cases.db-wal").stat().st_size > 0
    for secret in _secrets():
        assert secret.encode() not in stored, secret
        assert secret.encode("utf-16-le") not in stored, secret


def test_plain_columns_hold_codes_only(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        _live_through(tx, office, 1)
        for table in TABLES:
            for row in tx.rows(table.select()):
                words = [value for value in row.values() if isinstance(value, str)]

                assert all(re.fullmatch(r"[\w:<. -]*", word, re.ASCII) for word in words), (table.name, words)


def _live_through(tx: Any, office: Office, number: int) -> None:
    told = report(
        f"{CANARY}-{number}",
        facts=DEBT,
        territory=VILLAGE if number % 2 else MAKTAARAL,
        point=(41.123456789, 68.987654321),
        answers={"what": f"{CANARY} {number}", "who": "Айгүл Серікқызы", "phone": "+77011234567"},
        contact=True,
        address=office.keys.seal(b"telegram:9876543210", "address"),
        sex="Айгүл Серікқызы",
    )
    filed = filing.file_report(tx, office, told, now=NOW)
    enrolment.enrol(
        tx,
        office.keys,
        department=filed.lead.code,
        channel="telegram",
        chat="-1009876543210",
        language="kk",
        now=NOW,
    )
    token = people.invite(
        tx, office.keys, role="officer", territory="", entropy=lambda size: bytes([number] * size), now=NOW
    )
    people.join(tx, office.keys, token, "telegram:9876543210", NOW)
    progress.acknowledge(tx, number=filed.number, actor="desk", now=NOW)


def _secrets() -> list[str]:
    point = ["41.1234", "68.98765"]
    ids = ["9876543210", "+77011234567", "77011234567"]
    return [CANARY, "Айгүл", "Серікқызы", VILLAGE, "bonded_labour", '"W-a"', *point, *ids]


def _shape(path: Path) -> dict[str, object]:
    with sqlite3.connect(path) as connection:
        return {
            table.name: {
                pragma: sorted(_unnumbered(pragma, connection.execute(f'PRAGMA {pragma}("{table.name}")')))
                for pragma in ("table_xinfo", "foreign_key_list", "index_list")
            }
            for table in TABLES
        }


def _unnumbered(pragma: str, rows: Any) -> list[str]:
    """Indexes are numbered in the order in which they were made, which means nothing."""
    return [str(row[1:] if pragma == "index_list" else row) for row in rows]


@pytest.mark.sqlite
@pytest.mark.parametrize("statement", ["INSERT INTO receipt VALUES ('x', 99)"])
def test_row_of_a_case_that_does_not_exist_is_refused(
    database: Database, tmp_path: Path, statement: str
) -> None:
    with sqlite3.connect(tmp_path / "cases.db") as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
