"""Hours and clocks of work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import hours
from cases.hours import MIDNIGHT, Clock, Span
from cases.truth import Truth
from tests.cases.imagined import whenever

TEN_AT_NIGHT, SIX = 1320, 360


@pytest.mark.parametrize(
    ("value", "span"),
    [
        (4, Span(4, 4)),
        (2.5, Span(2.5, 2.5)),
        ("2,5", Span(2.5, 2.5)),
        ("3-3.5", Span(3, 3.5)),
        ("<=2.5", Span(0, 2.5)),
        ("≤2.5", Span(0, 2.5)),
        (">8", Span(8, 24, beyond=True)),
    ],
)
def test_hours_are_read_as_a_number_or_a_band(value: object, span: Span) -> None:
    assert hours.parse(value, most=24) == span


@pytest.mark.parametrize(
    "value", [True, -1, 24.5, float("nan"), float("inf"), "4-3", "long", "", "<3", None, [4]]
)
def test_what_is_no_number_of_hours_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — a plain one: facts.parse names the fact
        hours.parse(value, most=24)


@pytest.mark.parametrize(
    ("span", "truth"),
    [
        (Span(2.5, 2.5), Truth.FALSE),
        (Span(2.6, 2.6), Truth.TRUE),
        (Span(2, 3), Truth.OPEN),
        (Span(0, 2.5), Truth.FALSE),
        (Span(2.5, 24, beyond=True), Truth.TRUE),
        (Span(2, 24, beyond=True), Truth.OPEN),
    ],
)
def test_a_span_is_over_a_limit_with_both_ends_one_or_none(span: Span, truth: Truth) -> None:
    assert span.over(2.5) is truth


@whenever
@given(st.integers(0, MIDNIGHT), st.integers(0, MIDNIGHT))
def test_an_interval_is_night_when_any_of_its_minutes_is(start: int, end: int) -> None:
    length = (end - start) % MIDNIGHT
    minutes = {(start + minute) % MIDNIGHT for minute in range(length)}
    expected = any(minute >= TEN_AT_NIGHT or minute < SIX for minute in minutes)

    assert Clock(start, end).touches(TEN_AT_NIGHT, SIX) is expected


@whenever
@given(st.integers(0, MIDNIGHT - 1), st.integers(1, MIDNIGHT))
def test_one_end_alone_is_night_when_the_minute_beside_it_is(start: int, end: int) -> None:
    assert Clock(start=start).touches(TEN_AT_NIGHT, SIX) is (start >= TEN_AT_NIGHT or start < SIX)
    assert Clock(end=end).touches(TEN_AT_NIGHT, SIX) is (end > TEN_AT_NIGHT or end <= SIX)


def test_work_across_midnight_is_one_interval() -> None:
    assert Clock(1380, 60).length() == Span(2, 2)
    assert Clock(1080, 0).length() == Clock(1080, MIDNIGHT).length() == Span(6, 6)
    assert Clock(600, 600).length() is None
    assert Clock(600).length() is None
