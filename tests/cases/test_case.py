"""Reading cases: lists of plain facts, and one case whole."""

import pytest

from cases import case, errors, filing, forwarding, keyring, progress
from cases.office import Office
from store.database import Database
from tests.cases.told import DEBT, NOW, report
from tests.doubles import recovery


@pytest.fixture
def filed(database: Database, office: Office) -> Database:
    """Three cases: cotton, debt, and cotton again, of which the first is acknowledged."""
    with database.transaction() as tx:
        for draft, told in (("1", {}), ("2", {"facts": DEBT}), ("3", {})):
            filing.file_report(tx, office, report(draft, **told), now=NOW)
        progress.acknowledge(tx, number=1, actor="desk", now=NOW)
    return database


def test_cases_are_listed_the_newest_first(filed: Database) -> None:
    with filed.reading() as tx:
        assert [row.number for row in case.listing(tx)] == [3, 2, 1]


def test_listing_goes_on_where_the_last_page_ended(filed: Database) -> None:
    with filed.reading() as tx:
        assert [row.number for row in case.listing(tx, limit=2)] == [3, 2]
        assert [row.number for row in case.listing(tx, limit=2, before=2)] == [1]


def test_cases_are_listed_by_state_and_department(filed: Database) -> None:
    with filed.reading() as tx:
        assert [row.number for row in case.listing(tx, state="received")] == [3, 2]
        assert [row.number for row in case.listing(tx, department="POLICE_JUV:614400000")] == [2]
        assert [row.number for row in case.listing(tx, department="EDU_LOC:614400000")] == [3, 1]
        assert case.listing(tx, department="POLICE_JUV:614400000", state="acknowledged") == []


def test_department_that_is_not_told_yet_does_not_list_the_case(filed: Database) -> None:
    with filed.reading() as tx:
        states = {one.department: one.state for one in forwarding.of_case(tx, 2)}

        assert states["LABOUR:614400000"] == "held"
        assert 2 not in {row.number for row in case.listing(tx, department="LABOUR:614400000")}


def test_case_that_does_not_exist_is_refused_by_number(filed: Database, office: Office) -> None:
    with filed.reading() as tx:
        with pytest.raises(errors.UnknownCase, match="no case 4"):
            case.get(tx, 4)
        with pytest.raises(errors.UnknownCase, match="no case 4"):
            case.content(tx, recovery.unlocked(tx), 4)


def test_the_key_of_another_department_opens_nothing(filed: Database) -> None:
    with filed.transaction() as tx:
        lock, pair = keyring.renew(tx, "LABOUR:550000000", now=NOW)
        strange = keyring.unlocked(tx, "LABOUR:550000000", lock.version, pair)

        with pytest.raises(errors.NotForThisKey):
            case.content(tx, strange, 1)
