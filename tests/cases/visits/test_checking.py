"""What monitors type: read where it can be, asked about where it does not fit, and never lost."""

from datetime import date
from typing import Any

import pytest

from cases.visits import birth, checking, form
from cases.visits.checking import Read

TODAY = date(2026, 11, 23)


def _read(id: str, typed: Any) -> Read:
    question = form.question(id)
    assert question is not None
    return checking.read(question, typed, TODAY)


def _codes(read: Read) -> list[str]:
    return [one.code for one in read.findings]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2012-05-01", "2012-05-01"),
        ("01.05.2012", "2012-05-01"),
        ("1/5/2012", "2012-05-01"),
        ("2012", "2012"),
        ("2012-05", "2012-05"),
    ],
)
def test_a_birth_date_is_a_day_a_month_or_a_year(typed: str, value: str) -> None:
    assert _read("q2", typed) == Read(value)


@pytest.mark.parametrize("typed", ["13", "13 лет", "13 жас"])
def test_an_age_in_the_place_of_a_birth_date_gives_an_estimated_year(typed: str) -> None:
    read = _read("q2", typed)

    assert (read.value, _codes(read), read.more) == ("2013~", ["year_estimated"], {"x_age": 13})


def test_a_birth_date_in_the_future_is_asked_about_and_kept() -> None:
    read = _read("q2", "2027-01-02")

    assert (read.value, _codes(read)) == ("2027-01-02", ["birth_in_future"])


@pytest.mark.parametrize("typed", ["2008-11-23", "1990", "24"])
def test_an_adult_is_asked_about_and_never_dropped(typed: str) -> None:
    read = _read("q2", typed)

    assert read.value
    assert "adult" in _codes(read)


def test_who_is_18_tomorrow_is_a_child_today() -> None:
    assert _codes(_read("q2", "2008-11-24")) == []


def test_hours_such_as_10_13_keep_both_ends_and_what_was_typed() -> None:
    assert _read("q14b", "10-13").value == {"low": 10.0, "high": 13.0, "told": "10-13"}
    assert _read("q14b", "10–13").value["high"] == 13.0


def test_a_comma_is_a_point() -> None:
    assert _read("q14b", "2,5").value["high"] == 2.5


@pytest.mark.parametrize(
    ("id", "typed"), [("q14b", "-3"), ("q14c", "-1"), ("x_found_number", "−2"), ("x_age", "-4")]
)
def test_a_number_below_zero_is_said_to_be_impossible(id: str, typed: str) -> None:
    read = _read(id, typed)

    assert (read.value, _codes(read)) == (None, ["negative"])


@pytest.mark.parametrize(
    ("id", "typed", "code"),
    [
        ("q14b", "25", "too_many_hours"),
        ("q14b", "many", "not_hours"),
        ("q14c", "two", "not_a_number"),
        ("q12", "31.02.2026", "no_such_day"),
        ("q2", "in spring", "not_a_date"),
        ("x_start", "25:00", "not_a_time"),
        ("q3", "boy", "not_a_choice"),
        ("x_load_kg", "9999", "not_a_number"),
    ],
)
def test_what_cannot_be_read_says_how_it_is_written(id: str, typed: str, code: str) -> None:
    read = _read(id, typed)

    assert (read.value, _codes(read)) == (None, [code])


def test_a_child_cannot_be_found_tomorrow_but_may_be_withdrawn_then() -> None:
    assert _codes(_read("q12", "24.11.2026")) == ["in_future"]
    assert _codes(_read("x_decision_by", "24.11.2026")) == []


def test_several_kinds_of_work_are_kept_in_the_order_of_the_form() -> None:
    assert _read("x_activity", ["petrol", "cotton"]).value == ["cotton", "petrol"]
    assert _read("x_activity", "cotton, nonsense").value == ["cotton"]
    assert _codes(_read("x_activity", "cotton, nonsense")) == ["not_a_choice"]


def test_nothing_typed_is_no_answer_and_no_mistake() -> None:
    assert _read("q14b", "  ") == Read(None)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2012-11-23", "14"),
        ("2012-11-24", "13"),
        ("2012", "13-14"),
        ("2013~", "12-13"),
        ("2012-10", "14"),
        ("2012-12", "13"),
        ("2012-11", "13-14"),
        ("2026", "0"),
        ("2027", None),
    ],
)
def test_the_age_is_as_exact_as_the_birth_date(born: str, age: str | None) -> None:
    assert birth.age(born, TODAY) == age


@pytest.mark.parametrize("typed", ["9" * 10_000, "٣" * 5000, "0000", "0000-01", "0001-01-01", "\0", "\ud800"])
def test_whatever_is_typed_is_read_or_asked_about_and_breaks_nothing(typed: str) -> None:
    for question in form.questions():
        checking.read(question, typed, TODAY)

    assert _codes(_read("x_age", "9" * 10_000)) == ["not_a_number"]
    assert _codes(_read("q2", "0000")) == ["not_a_date"]


@pytest.mark.parametrize(
    "typed",
    [
        "43.2389, 76.8897",
        "43,2389; 76,8897",
        "43.2389 76.8897 812.0 4.5",  # as collecting programs send it
        "76.8897 43.2389",
        "geo:43.2389,76.8897",
        "https://www.google.com/maps/place/X/@43.1,76.7,17z/data=!3d43.2389!4d76.8897",
        "https://yandex.kz/maps/?ll=76.8897%2C43.2389&z=16",
        "https://www.openstreetmap.org/?mlat=43.2389&mlon=76.8897",
        "https://2gis.kz/almaty/geo/9430047375000000/76.8897,43.2389",
    ],
)
def test_a_point_is_two_numbers_or_the_link_of_a_map(typed: str) -> None:
    assert _read("x_point", typed) == Read({"lat": 43.2389, "lon": 76.8897, "told": "43.23890, 76.88970"})


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("by the canal", ["not_a_point"]),
        ("https://maps.app.goo.gl/AbCdEf", ["not_a_point"]),
        ("143.2, 276.8", ["not_a_point"]),
        ("48.8584, 2.2945", ["point_elsewhere"]),
    ],
)
def test_what_is_no_point_of_the_country_is_asked_about(typed: str, codes: list[str]) -> None:
    assert _codes(_read("x_point", typed)) == codes


@pytest.mark.parametrize(
    ("id", "typed", "told"),
    [("q14b", "8 ч", "8"), ("q14b", "10-13 сағ.", "10-13"), ("x_load_kg", "20 кг", "20")],
)
def test_units_are_no_fault_of_a_number(id: str, typed: str, told: str) -> None:
    read = _read(id, typed)

    assert (read.value["told"], _codes(read)) == (told, [])
