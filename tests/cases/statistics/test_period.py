"""Periods begin and end at midnight in Kazakhstan, and a quarter is told once, a month later."""

from datetime import UTC, date, datetime

import pytest

from cases.statistics import period
from cases.statistics.errors import PeriodUnknown


@pytest.mark.parametrize(
    ("code", "first", "after"),
    [
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-11", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-q1", date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_a_period_is_read_from_its_code(code: str, first: date, after: date) -> None:
    read = period.read(code)

    assert (read.first, read.after) == (first, after)


@pytest.mark.parametrize("code", ["", "26", "2026-13", "2026-Q5", "2026-Q4-1", "٢٠٢٦", "1999"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(PeriodUnknown):
        period.read(code)


def test_a_day_begins_at_midnight_in_kazakhstan() -> None:
    assert period.read("2026-11").starts_at == datetime(2026, 10, 31, 19, tzinfo=UTC)
    assert period.month_of(datetime(2026, 10, 31, 19, tzinfo=UTC)) == "2026-11"


def test_a_year_has_four_quarters_and_a_month_lies_in_one() -> None:
    assert [one.code for one in period.read("2026").quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [one.code for one in period.read("2026-11").quarters] == ["2026-Q4"]
    assert period.read("2026-Q4").months == ("2026-10", "2026-11", "2026-12")


def test_a_quarter_is_told_thirty_days_after_its_end() -> None:
    since = datetime(2026, 5, 5, tzinfo=UTC)
    early, later = datetime(2026, 10, 30, 18, tzinfo=UTC), datetime(2026, 10, 30, 19, tzinfo=UTC)

    assert [one.code for one in period.released(since, early)] == ["2026-Q2"]
    assert [one.code for one in period.released(since, later)] == ["2026-Q3", "2026-Q2"]
    assert period.released(since, since) == ()
