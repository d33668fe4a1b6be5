"""Dates and numbers as people write them."""

from datetime import UTC, date, datetime

import pytest

from locales import errors, formatting


@pytest.mark.parametrize("language", ["kk", "ru", "uz", "ky"])
def test_days_are_written_with_points(language: str) -> None:
    assert formatting.date(date(2026, 3, 5), language) == "05.03.2026"


def test_in_english_the_month_is_a_word() -> None:
    assert formatting.date(date(2026, 11, 22), "en") == "22 Nov 2026"
    assert formatting.date(date(2026, 3, 5), "en") == "5 Mar 2026"


def test_a_moment_late_in_the_day_is_the_next_day_in_kazakhstan() -> None:
    assert formatting.date(datetime(2026, 11, 21, 19, 0, tzinfo=UTC), "kk") == "22.11.2026"
    assert formatting.date(datetime(2026, 11, 21, 18, 59, tzinfo=UTC), "kk") == "21.11.2026"


def test_a_moment_is_shown_with_the_time_of_kazakhstan() -> None:
    moment = datetime(2026, 12, 31, 20, 5, tzinfo=UTC)

    assert formatting.moment(moment, "ru") == "01.01.2027, 01:05"
    assert formatting.moment(moment, "en") == "1 Jan 2027, 01:05"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(errors.NaiveMoment):
        formatting.date(datetime(2026, 1, 1), "kk")  # noqa: DTZ001 – that is what is refused
    with pytest.raises(errors.NaiveMoment):
        formatting.moment(datetime(2026, 1, 1), "kk")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "english", "others"),
    [
        *((12, "12", "12"), (2.0, "2", "2"), (100, "100", "100"), (1000000, "1000000", "1000000")),
        *((2.5, "2.5", "2,5"), (1 / 3, "0.33", "0,33"), (-2.5, "-2.5", "-2,5"), (-0.001, "0", "0")),
    ],
)
def test_numbers_have_the_decimal_sign_of_their_language(value: float, english: str, others: str) -> None:
    assert formatting.number(value, "en") == english
    for language in ("kk", "ru", "uz", "ky"):
        assert formatting.number(value, language) == others


def test_a_span_of_numbers_has_an_en_dash_however_it_was_typed() -> None:
    assert [formatting.bands(one) for one in ("12-14", "7 - 11, 15", "<7", "12")] == [
        "12–14",
        "7–11, 15",
        "<7",
        "12",
    ]
