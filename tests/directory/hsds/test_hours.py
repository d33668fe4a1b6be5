"""Schedules of the standard become the openings of a week, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hsds import hours
from directory.hsds.shape import Row
from directory.service import Opening

DAY_END = 24 * 60


def weekly(byday: str, opens: str, closes: str, **more: object) -> Row:
    return {"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes, **more}


@pytest.mark.parametrize(
    ("schedule", "openings"),
    [
        (weekly("MO,TU,WE,TH,FR", "09:00", "18:30"), [({0, 1, 2, 3, 4}, 540, 1110)]),
        (weekly("SA", "9:00", "13:00:00"), [({5}, 540, 780)]),
        (weekly("MO", "09:00Z", "18:00+05:00"), [({0}, 540, 1080)]),
        (weekly("SU", "00:00", "23:59"), [({6}, 0, DAY_END)]),
        (weekly("SU", "00:00", "24:00"), [({6}, 0, DAY_END)]),
        (weekly("SU", "20:00", "06:00"), [({0}, 0, 360), ({6}, 1200, DAY_END)]),
        (weekly("MO", "20:00", "00:00"), [({0}, 1200, DAY_END)]),
        (weekly("MO", "00:00", "00:00"), [({0}, 0, DAY_END)]),
    ],
)
def test_a_weekly_schedule_is_read(schedule: Row, openings: list[tuple[set[int], int, int]]) -> None:
    assert hours.openings([schedule]) == tuple(Opening(frozenset(days), *span) for days, *span in openings)


@pytest.mark.parametrize(
    "schedule",
    [
        {},
        weekly("", "09:00", "18:00"),
        weekly("every day", "09:00", "18:00"),
        weekly("MO", "morning", "18:00"),
        weekly("MO", "09:61", "18:00"),
        weekly("MO", "25:00", "26:00"),
        weekly("MO", "24:00", "06:00"),
        weekly("1MO", "09:00", "18:00", freq="MONTHLY"),
        {"byday": None, "opens_at": None, "closes_at": None},
    ],
)
def test_a_schedule_without_days_or_times_of_a_week_says_nothing(schedule: Row) -> None:
    assert hours.openings([schedule]) == ()


def test_a_lunch_break_is_two_openings_in_order_and_none_stands_twice() -> None:
    after, before = weekly("MO", "14:00", "18:00"), weekly("MO", "09:00", "13:00")

    assert [opening.opens for opening in hours.openings([after, before, after])] == [540, 840]


@given(
    st.lists(
        st.tuples(
            st.frozensets(st.integers(0, 6), min_size=1),
            st.integers(0, DAY_END - 2),
            st.integers(1, DAY_END) | st.just(DAY_END),
        )
        .filter(lambda span: span[1] < span[2] and span[2] != DAY_END - 1)
        .map(lambda span: Opening(*span)),
        unique=True,
    )
)
def test_openings_come_back_from_their_schedules(weekly_openings: list[Opening]) -> None:
    rows = hours.schedules("a service", weekly_openings)

    assert set(hours.openings(rows)) == set(weekly_openings)
    assert len({row["id"] for row in rows}) == len(rows)
