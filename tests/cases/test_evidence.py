"""Is it enough to inspect? The meter, by kind of workplace."""

from datetime import date

import pytest

from cases import evidence, law

TODAY = date(2026, 11, 22)


def test_a_car_wash_with_place_hours_task_and_age_is_enough_and_a_photo_would_help() -> None:
    meter = evidence.weigh(["car_wash"], {"place", "hours", "task", "age"}, TODAY)

    assert (meter.sector, meter.enough, meter.missing, meter.steps) == (
        "transport",
        True,
        ("photo",),
        ("media",),
    )


def test_what_is_missing_comes_with_the_question_that_would_give_it() -> None:
    meter = evidence.weigh(["cotton"], {"task", "age"}, TODAY)

    assert not meter.enough
    assert dict(zip(meter.missing, meter.steps, strict=True)) == {
        "place": "where",
        "hours": "times",
        "photo": "media",
    }


@pytest.mark.parametrize(
    "activity", ["domestic", "family_business", "begging", "sexual", "illicit", "forced_any"]
)
def test_no_photo_is_asked_for_in_a_home_or_where_a_worst_form_is_suspected(activity: str) -> None:
    assert "photo" not in evidence.weigh([activity], (), TODAY).missing


def test_a_worst_form_counts_more_than_what_the_work_is_called() -> None:
    assert evidence.weigh(["cotton"], (), TODAY, worst=True).sector == "worst"
    assert evidence.weigh(["cotton", "domestic"], (), TODAY).sector == "household"


def test_every_kind_of_work_has_a_list() -> None:
    listed = [code for one in evidence.book().sector for code in one.activities]

    assert sorted(listed) == sorted(law.book().activity_codes)


def test_work_nobody_has_named_gets_the_general_list() -> None:
    assert evidence.weigh([], (), TODAY).sector == "other"
