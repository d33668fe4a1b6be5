"""The gap report: what a coordinator collects first."""

import pytest

from directory import gaps, kinds
from directory.departments import Department, Departments
from directory.errors import UnknownTerritory
from directory.gaps import Gap
from directory.reading import Directory
from directory.service import Seat, Service

TURKISTAN_OBLAST, MAKTAARAL, VILLAGE_OF_MAKTAARAL = "610000000", "614400000", "614430100"
SHYMKENT, JAMBYL_OBLAST = "790000000", "310000000"


def shelter(**told: object) -> Service:
    return Service("one", {"ru": "Приют"}, needs=("shelter",), **told)  # type: ignore[arg-type]


def without_shelter(directory: Directory, *services: Service, oblast: str = "") -> dict[str, str]:
    """The districts without a shelter, and what there is beyond."""
    found = gaps.gaps(services, directory.territories, directory.departments, oblast)
    return {gap.district: gap.beyond for gap in found if gap.need == "shelter"}


def test_without_any_service_every_need_is_lacking_in_every_district(directory: Directory) -> None:
    wanted = gaps.districts(directory.territories)

    found = gaps.gaps((), directory.territories, directory.departments)

    assert len(found) == len(kinds.all_needs()) * len(wanted)
    assert {gap.beyond for gap in found} == {""}


def test_all_districts_and_cities_with_services_of_their_own_are_looked_at(directory: Directory) -> None:
    levels = [one.level for one in gaps.districts(directory.territories)]

    assert (levels.count("district"), levels.count("city")) == (170, 42)


@pytest.mark.parametrize(
    "told",
    [
        {"serves": (MAKTAARAL,)},
        {"serves": (VILLAGE_OF_MAKTAARAL,)},
        {"seats": (Seat(MAKTAARAL),)},
        {"serves": (TURKISTAN_OBLAST,)},
        {"serves": (TURKISTAN_OBLAST,), "seats": (Seat(SHYMKENT),)},
    ],
)
def test_a_service_for_the_district_a_part_of_it_or_its_oblast_closes_the_gap(
    directory: Directory, told: dict[str, object]
) -> None:
    assert MAKTAARAL not in without_shelter(directory, shelter(**told))


def test_a_service_of_the_oblast_that_serves_another_district_leaves_the_gap_and_is_told(
    directory: Directory,
) -> None:
    found = without_shelter(directory, shelter(serves=(MAKTAARAL,)))

    assert {district for district, beyond in found.items() if beyond == "oblast"} == {
        one.code for one in gaps.districts(directory.territories, TURKISTAN_OBLAST) if one.code != MAKTAARAL
    }


def test_a_line_for_the_whole_country_leaves_the_gap_and_is_told(directory: Directory) -> None:
    found = without_shelter(directory, shelter(serves=("KZ",)))

    assert len(found) == len(gaps.districts(directory.territories))
    assert set(found.values()) == {"country"}


def test_a_service_of_a_city_of_the_first_level_serves_the_city(directory: Directory) -> None:
    assert SHYMKENT not in without_shelter(directory, shelter(serves=(SHYMKENT,)))


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_not_open_answers_nothing(directory: Directory, status: str) -> None:
    assert MAKTAARAL in without_shelter(directory, shelter(serves=(MAKTAARAL,), status=status))


def test_a_service_whose_needs_nobody_told_answers_those_of_its_kind(directory: Directory) -> None:
    centre = Service("one", {"ru": "Центр"}, kinds=("adaptation_centre",), serves=(MAKTAARAL,))

    assert MAKTAARAL not in without_shelter(directory, centre)


def test_one_oblast_is_looked_at_when_it_is_named(directory: Directory) -> None:
    found = without_shelter(directory, oblast=JAMBYL_OBLAST)

    assert set(found) == {one.code for one in gaps.districts(directory.territories, JAMBYL_OBLAST)}
    with pytest.raises(UnknownTerritory):
        gaps.gaps((), directory.territories, directory.departments, "1")


def test_a_gap_names_the_authority_that_could_answer(directory: Directory) -> None:
    found = gaps.gaps((), directory.territories, directory.departments, TURKISTAN_OBLAST)

    assert Gap("shelter", MAKTAARAL, "", "POLICE_JUV", f"POLICE_JUV:{MAKTAARAL}") in found
    assert Gap("psych", MAKTAARAL, "", "CHILD_RIGHTS", f"CHILD_RIGHTS:{TURKISTAN_OBLAST}") in found


def test_without_departments_a_gap_names_the_body_alone(directory: Directory) -> None:
    operator = Department("OPERATOR:KZ", "OPERATOR", "", {"ru": "Оператор"})
    for departments in ((), (operator,)):
        known = Departments(departments, directory.territories)
        found = gaps.gaps((), directory.territories, known, TURKISTAN_OBLAST)

        assert {(gap.body, gap.department) for gap in found if gap.need == "shelter"} == {("POLICE_JUV", "")}
