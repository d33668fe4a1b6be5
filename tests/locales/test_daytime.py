"""The day of Kazakhstan: one zone, wherever a day is taken of a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases import clocks, law
from directory import daytime as of_places
from locales import daytime, errors

LATE = datetime(2026, 3, 31, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [-1, 0])
def test_the_next_day_begins_when_it_is_seven_in_the_evening_in_utc(minutes: int) -> None:
    moment = LATE + timedelta(minutes=minutes)
    expected = date(2026, 3, 31) if minutes else date(2026, 4, 1)
    rules = law.in_force(expected)

    assert {daytime.day(moment), of_places.day(moment), clocks.local(moment, rules).date()} == {expected}


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(errors.NaiveMoment):
        daytime.day(datetime(2026, 3, 31))  # noqa: DTZ001
