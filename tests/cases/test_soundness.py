"""Soundness: whatever does not open, or is not whole, is named by the number of its case."""

import pytest
from sqlalchemy import ScalarSelect, delete, select, update

from cases import filing, schema, soundness
from cases.office import Office
from cases.soundness import Soundness
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW, report
from tests.doubles import recovery

_key, _part = schema.part_key.c, schema.sealed_part.c
OF_SECOND = (_key.case_number == 2) & (_key.part == "report")
TWO = 2 * 3  # report, extract and what is known of the reporter


def filed(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        for origin in ("one", "two"):
            filing.file_report(tx, office, report(origin), now=NOW)


def _body_of_the_first() -> ScalarSelect[bytes]:
    other = schema.sealed_part.alias("other").c
    return select(other.body).where(other.case_number == 1, other.part == "report").scalar_subquery()


def examined(tx: Transaction) -> Soundness:
    return soundness.examine(tx, recovery.unlocked(tx))


def test_what_is_whole_opens(database: Database, office: Office) -> None:
    filed(database, office)

    with database.reading() as tx:
        found = examined(tx)
    assert (found.cases, found.parts, found.closed) == (2, TWO, ())


@pytest.mark.parametrize("trouble", ["changed body", "changed box", "no box", "another's body"])
def test_what_does_not_open_is_named(database: Database, office: Office, trouble: str) -> None:
    filed(database, office)
    of_report = (_part.case_number == 2) & (_part.part == "report")
    deeds = {
        "changed body": update(schema.sealed_part).where(of_report).values(body=b"\x01" + bytes(100)),
        "changed box": update(schema.part_key).where(OF_SECOND).values(key=bytes(80)),
        "no box": delete(schema.part_key).where(OF_SECOND),
        "another's body": update(schema.sealed_part).where(of_report).values(body=_body_of_the_first()),
    }
    with database.transaction() as tx:
        tx.execute(deeds[trouble])

    with database.reading() as tx:
        assert examined(tx).closed == (2,)


def test_without_a_box_of_the_recovery_key_any_other_that_opens_does(
    database: Database, office: Office
) -> None:
    filed(database, office)
    with database.transaction() as tx:
        tx.execute(delete(schema.part_key).where(_key.holder == "RECOVERY"))

    with database.reading() as tx:
        found = examined(tx)
    assert (found.parts, found.closed) == (TWO, ())
