"""What is asked when, once a child was taken out of work."""

from datetime import UTC, date, datetime

import pytest

from cases import filing
from cases.followups import checks, schedule, terms
from cases.office import Office
from store.database import Database
from tests.cases.followups.lived import keep_measure
from tests.cases.told import NOW, report


def test_asks_three_facts_after_1_3_6_and_12_months_on_working_days(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        number = filing.file_report(tx, office, report(), now=NOW).number
        keep_measure(tx, office, number)
        added = schedule.begin(tx, office, number, now=NOW)
        planned = checks.of_case(tx, number)

    days = {1: "2026-12-23", 3: "2027-02-23", 6: "2027-05-24", 12: "2027-11-23"}
    assert added == 12
    assert [(one.round, one.fact, one.due_on) for one in planned] == [
        (month, fact, day) for month, day in days.items() for fact in (1, 2, 3)
    ]


def test_beginning_again_adds_only_what_is_new_in_rounds_still_to_come(
    database: Database, office: Office
) -> None:
    later = datetime(2027, 1, 10, 6, tzinfo=UTC)
    with database.transaction() as tx:
        number = filing.file_report(tx, office, report(), now=NOW).number
        schedule.begin(tx, office, number, now=NOW)
        again = schedule.begin(tx, office, number, now=NOW)
        keep_measure(tx, office, number)
        added = schedule.begin(tx, office, number, now=later)

    assert (again, added) == (0, 3)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-11-30", 3, "2027-02-28"), ("2026-12-31", 12, "2027-12-31"), ("2028-01-31", 1, "2028-02-29")],
)
def test_a_month_without_that_day_ends_earlier(day: str, months: int, expected: str) -> None:
    assert terms.months_after(date.fromisoformat(day), months).isoformat() == expected
