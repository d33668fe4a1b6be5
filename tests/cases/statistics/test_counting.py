"""Cases of a period are counted as they stood at a moment, each once in every table."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases import schema
from cases.statistics import codes, counting, period
from cases.statistics.counting import Figures, Map
from directory.reading import Directory
from store.database import Database
from tests.cases import told

MARCH = datetime(2026, 3, 10, 6, tzinfo=UTC)
LATER = datetime(2026, 7, 1, tzinfo=UTC)
QUARTER = period.read("2026-Q1")


@pytest.fixture
def chart(directory: Directory) -> Map:
    return Map(directory.territories, directory.departments)


def keep(database: Database, number: int, **changed: Any) -> None:
    row = told.plain_case(number) | {
        "territory": told.MAKTAARAL,
        "activity": "farm",
        "age_band": "12-13",
        "sex": "female",
        "filed_at": MARCH,
        "due_at": MARCH + timedelta(hours=24),
    }
    with database.transaction() as tx:
        tx.insert(schema.case, row | changed)


def count(database: Database, chart: Map, code: str = "2026-Q1", until: datetime = LATER) -> Figures:
    with database.reading() as tx:
        return counting.count(tx, chart, period.read(code), until=until)


def test_every_table_counts_every_case_once(database: Database, chart: Map) -> None:
    keep(database, 1)
    keep(database, 2, sex="male", territory="", activity="several")
    keep(database, 3, filed_at=MARCH - timedelta(days=40), acknowledged_at=MARCH, due_at=None)
    found = count(database, chart)

    assert found.whole.reports == 3
    assert all(sum(found.counts(table).values()) == 3 for table in counting.TABLES)
    assert found.counts("month") == {"2026-01": 1, "2026-03": 2}
    assert set(found.counts("oblast")) == {"", chart.oblast(told.MAKTAARAL)}


def test_acknowledged_in_time_late_and_not_at_all(database: Database, chart: Map) -> None:
    keep(database, 1, acknowledged_at=MARCH + timedelta(hours=2))
    keep(database, 2, acknowledged_at=MARCH + timedelta(hours=30))
    keep(database, 3)
    keep(database, 4, due_at=None)
    found = count(database, chart)

    assert found.counts("timeliness") == {"in_time": 1, "late": 1, "untimed": 1, "waiting": 1}
    assert (found.whole.acknowledged, found.whole.in_time, found.whole.hours) == (2, 1, 16.0)


def test_what_happened_after_the_day_of_release_changes_nothing(database: Database, chart: Map) -> None:
    keep(
        database,
        1,
        state="closed",
        outcome="helped",
        acknowledged_at=MARCH + timedelta(hours=1),
        closed_at=QUARTER.released_at + timedelta(seconds=1),
    )

    early = count(database, chart, until=QUARTER.released_at)
    later = count(database, chart, until=LATER)

    assert (early.counts("outcome"), early.whole.closed) == ({"open": 1}, 0)
    assert (later.counts("outcome"), later.whole.closed) == ({"helped": 1}, 1)


def test_midnight_in_kazakhstan_parts_the_quarters(database: Database, chart: Map) -> None:
    keep(database, 1, filed_at=QUARTER.ends_at - timedelta(seconds=1))
    keep(database, 2, filed_at=QUARTER.ends_at)

    assert count(database, chart).whole.reports == 1
    assert count(database, chart, "2026-Q2").whole.reports == 1


def test_only_the_cases_that_somebody_may_see_are_counted(database: Database, chart: Map) -> None:
    keep(database, 1)
    keep(database, 2, sex="male")
    with database.reading() as tx:
        found = counting.count(tx, chart, QUARTER, until=LATER, only=schema.case.c.sex == "male")

    assert found.counts("sex") == {"male": 1}


def test_every_code_that_a_case_can_have_is_known(database: Database, chart: Map) -> None:
    known = codes.of(chart, QUARTER)
    keep(database, 1)

    assert set(known) == set(counting.TABLES)
    assert all(set(count(database, chart).counts(table)) <= set(known[table]) for table in counting.TABLES)


def test_without_cases_there_is_no_first_day(database: Database) -> None:
    with database.reading() as tx:
        assert counting.first_filed(tx) is None
    keep(database, 1)
    with database.reading() as tx:
        assert counting.first_filed(tx) == MARCH
