"""Until when: clock hours on every day, working days with Kazakhstan's holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases import clocks, law

LAW = law.in_force(date(2026, 11, 22))


def at(text: str) -> datetime:
    """A moment in Kazakhstan."""
    return datetime.fromisoformat(f"{text}+05:00")


@pytest.mark.parametrize(("urgency", "hours"), [("U0", 1), ("U1", 24)])
@pytest.mark.parametrize("start", ["2026-11-22T23:30", "2026-12-16T12:00", "2027-01-01T00:00"])
def test_the_urgent_ones_run_on_every_day_and_night(urgency: str, hours: int, start: str) -> None:
    assert clocks.due(urgency, at(start), LAW) == at(start) + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("urgency", "start", "due"),
    [
        ("U2", "2026-11-23T10:00", "2026-11-26T18:00"),  # Monday: Tuesday, Wednesday, Thursday
        ("U2", "2026-11-20T10:00", "2026-11-25T18:00"),  # Friday: over the weekend
        ("U2", "2026-11-22T10:00", "2026-11-25T18:00"),  # Sunday
        ("U2", "2026-12-14T10:00", "2026-12-18T18:00"),  # Independence Day, 16 December
        ("U2", "2026-03-20T10:00", "2026-03-30T18:00"),  # Nauryz: 21-23 March and the days after
        ("U2", "2026-12-31T10:00", "2027-01-08T18:00"),  # New Year, its substitute, Orthodox Christmas
        ("U3", "2026-11-23T10:00", "2026-12-07T18:00"),
    ],
)
def test_the_others_count_working_days_from_the_next_day(urgency: str, start: str, due: str) -> None:
    assert clocks.due(urgency, at(start), LAW) == at(due)


def test_the_day_is_that_of_the_country_and_the_answer_is_utc() -> None:
    late = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)  # Monday 00:30 in Kazakhstan

    assert clocks.due("U2", late, LAW) == at("2026-11-26T18:00")
    assert clocks.due("U2", late, LAW).tzinfo is UTC


def test_every_urgency_of_the_law_has_a_clock_and_the_graver_is_due_first() -> None:
    start = at("2026-11-23T10:00")
    moments = [clocks.due(urgency, start, LAW) for urgency in LAW.urgencies]

    assert moments == sorted(moments)
