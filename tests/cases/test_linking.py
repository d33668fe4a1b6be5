"""Reports about one place are linked for those who answer them; nothing of the place stays readable."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import filing, linking, neighbourhood
from cases.office import Office
from cases.report import Report
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import COTTON, ITS_CITY, MAKTAARAL, NOW, VILLAGE, report

FIELD = (40.8751, 68.5172)
NEXT_FIELD = (40.8795, 68.5201)  # half a kilometre away
FAR_FIELD = (40.95, 68.60)


def _file(
    database: Database, office: Office, origin: str, *, days: float = 0, **changed: object
) -> tuple[int, ...]:
    with database.transaction() as tx:
        return filing.file_report(
            tx, office, report(origin, **changed), now=NOW + timedelta(days=days)
        ).linked


def _undo(tx: Transaction, office: Office, told: Report) -> None:
    with tx.savepoint():
        raise KeyError(filing.file_report(tx, office, told, now=NOW).number)


def test_two_reports_of_the_same_work_half_a_kilometre_apart_are_linked(
    database: Database, office: Office
) -> None:
    assert _file(database, office, "1", point=FIELD) == ()
    assert _file(database, office, "2", point=NEXT_FIELD, days=3) == (1,)
    with database.reading() as tx:
        assert linking.of_case(tx, 1) == (2,)
        assert linking.of_case(tx, 2) == (1,)


@pytest.mark.parametrize(
    ("changed", "days"),
    [
        ({"point": FAR_FIELD}, 3),
        ({"point": NEXT_FIELD}, 15),
        ({"point": NEXT_FIELD, "facts": {**COTTON, "activity": ["restaurant"]}}, 3),
        ({"territory": MAKTAARAL}, 3),
        ({"point": NEXT_FIELD, "facts": {"age": 12}}, 3),
    ],
    ids=["ten kilometres away", "two weeks later", "other work", "only the district", "work unknown"],
)
def test_other_reports_are_not(
    database: Database, office: Office, changed: dict[str, object], days: float
) -> None:
    _file(database, office, "1", point=FIELD)

    assert _file(database, office, "2", days=days, **changed) == ()


def test_reports_of_the_same_work_in_one_village_are_linked(database: Database, office: Office) -> None:
    _file(database, office, "1", territory=VILLAGE)

    assert _file(database, office, "2", territory=VILLAGE) == (1,)


def test_reports_filed_together_are_linked_and_one_that_was_undone_is_not(
    database: Database, office: Office
) -> None:
    together = [report(str(number), point=FIELD) for number in range(1, 5)]
    with database.transaction() as tx:
        assert [filing.file_report(tx, office, one, now=NOW).linked for one in together[:2]] == [(), (1,)]
        with pytest.raises(KeyError):
            _undo(tx, office, together[2])
        assert filing.file_report(tx, office, together[3], now=NOW).linked == (1, 2)
    assert _file(database, office, "5", point=FIELD)[:2] == (1, 2)


def test_filing_again_links_nothing_new(database: Database, office: Office) -> None:
    _file(database, office, "1", point=FIELD)
    first = _file(database, office, "2", point=FIELD)

    assert _file(database, office, "2", point=FIELD) == first == (1,)


def test_the_place_is_forgotten_after_two_weeks_and_the_link_stays(
    database: Database, office: Office
) -> None:
    _file(database, office, "1", point=FIELD)
    _file(database, office, "2", point=FIELD)
    with database.transaction() as tx:
        assert linking.sweep(tx, NOW + linking.KEPT_FOR) == 0
        assert linking.sweep(tx, NOW + linking.KEPT_FOR + timedelta(seconds=1)) == 2
        assert tx.rows(select(neighbourhood.cell)) == []
        assert linking.of_case(tx, 1) == (2,)


def test_the_number_of_a_linked_case_is_named_only_to_those_who_have_been_told_of_it(
    database: Database, office: Office
) -> None:
    worst = {**COTTON, "wfcl": ["bonded_labour"]}
    _file(database, office, "1", facts=worst, territory=VILLAGE)
    _file(database, office, "2", facts={**COTTON, "accused": ["LABOUR"]}, territory=VILLAGE)
    _file(database, office, "3", territory=VILLAGE)
    labour, rights, police = f"LABOUR:{ITS_CITY}", "CHILD_RIGHTS:610000000", f"POLICE_JUV:{ITS_CITY}"
    everybody = {labour, rights, police, "OPERATOR:KZ"}
    told: dict[str, set[int]] = {labour: set(), rights: {1, 2}, police: set(), "OPERATOR:KZ": {1, 2}}
    with database.reading() as tx:
        linked = linking.of_case(tx, 3)
        assert linked == (1, 2)
        assert linking.known_to(tx, linked, everybody, NOW) == told
        assert linking.known_to(tx, linked, {police}, NOW + timedelta(hours=1)) == {police: {1}}
        assert linking.known_to(tx, (), {police, labour}, NOW) == {police: set(), labour: set()}


def test_cases_filed_together_are_named_to_whom_they_are_when_filed_apart(
    database: Database, office: Office
) -> None:
    accusing = report("1", facts={**COTTON, "accused": ["LABOUR"]}, territory=VILLAGE)
    labour, rights = f"LABOUR:{ITS_CITY}", "CHILD_RIGHTS:610000000"
    with database.transaction() as tx:
        filing.file_report(tx, office, accusing, now=NOW)
        linked = filing.file_report(tx, office, report("2", territory=VILLAGE), now=NOW).linked
        at_once = linking.known_to(tx, linked, {labour, rights}, NOW)
    with database.reading() as tx:
        assert at_once == linking.known_to(tx, linked, {labour, rights}, NOW) == {labour: set(), rights: {1}}
