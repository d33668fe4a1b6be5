"""What of a service only few may know: kept sealed, in place of what was kept, noted without a word of it."""

from pathlib import Path

import pytest

from cases import schema as tables
from cases.services import private, schema
from cases.services.private import Private
from store.database import Database
from store.errors import SealBroken
from store.seal import Keys
from tests.cases.told import NOW

SHELTER, OTHER = "5f0c1d2e-0000-5000-8000-000000000001", "5f0c1d2e-0000-5000-8000-000000000002"
FACTS = Private(("Түркістан, Канарейка көшесі 5",), "Канарейка Ахметова", "+77015550101", "12")


def keep(database: Database, keys: Keys, facts: Private, service: str = SHELTER) -> bool:
    with database.transaction() as tx:
        return private.put(tx, keys, service, facts, by="editor", now=NOW)


@pytest.mark.both
def test_facts_are_kept_changed_and_taken_away(database: Database, keys: Keys) -> None:
    assert keep(database, keys, FACTS)
    assert not keep(database, keys, FACTS)
    assert keep(database, keys, Private(contact="Ахметова"), OTHER)
    with database.reading() as tx:
        assert private.get(tx, keys, SHELTER) == FACTS
        assert private.get_all(tx, keys, [SHELTER, OTHER, "unknown"]) == {
            SHELTER: FACTS,
            OTHER: Private(contact="Ахметова"),
        }

    assert keep(database, keys, Private())
    with database.reading() as tx:
        assert private.get(tx, keys, SHELTER) == Private()


def test_the_history_says_who_changed_facts_of_which_service_and_no_fact(
    database: Database, keys: Keys
) -> None:
    keep(database, keys, FACTS)
    with database.transaction() as tx:
        (row,) = [row for row in tx.rows(tables.history.select()) if row["about"]]

    assert (row["actor"], row["act"], row["about"]) == (
        "editor",
        "private facts changed",
        f"service:{SHELTER}",
    )


@pytest.mark.sqlite
def test_no_file_of_the_database_holds_a_fact(database: Database, keys: Keys, tmp_path: Path) -> None:
    keep(database, keys, FACTS)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert SHELTER.encode() in stored
    assert "Канарейка".encode() not in stored
    assert b"5550101" not in stored


def test_facts_laid_under_another_service_do_not_open(database: Database, keys: Keys) -> None:
    keep(database, keys, FACTS)
    with database.transaction() as tx:
        tx.update(schema.service_private, {"service": SHELTER}, {"service": OTHER})

    with database.reading() as tx, pytest.raises(SealBroken):
        private.get(tx, keys, OTHER)
