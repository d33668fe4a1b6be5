"""Every body has somebody who answers, everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import bodies
from directory.departments import Department, Departments
from directory.errors import UnknownBody, UnknownDepartment, UnknownTerritory
from directory.reading import Directory

MAKTAARAL, VILLAGE, TURKISTAN_OBLAST, KORDAY, ALMATY = (
    "614400000", "613930100", "610000000", "314800000", "750000000",
)  # fmt: skip


def code_of(department: Department | None) -> str:
    return department.code if department else ""


@pytest.mark.parametrize(
    ("body", "territory", "code"),
    [
        ("POLICE_JUV", MAKTAARAL, "POLICE_JUV:614400000"),
        ("POLICE_JUV", VILLAGE, "POLICE_JUV:613900000"),
        ("POLICE_JUV", KORDAY, "POLICE_JUV:310000000"),
        ("POLICE_JUV_OBL", MAKTAARAL, "POLICE_JUV:610000000"),
        ("POLICE_JUV_OBL", "751710000", "POLICE_JUV:750000000"),
        ("EDU_LOC", MAKTAARAL, "EDU_LOC:614400000"),
        ("EDU_LOC", KORDAY, "EDU_OBL:310000000"),
        ("EDU_LOC", ALMATY, "EDU_OBL:750000000"),
        ("EDU_OBL", VILLAGE, "EDU_OBL:610000000"),
        ("CHILD_RIGHTS", VILLAGE, "CHILD_RIGHTS:610000000"),
        ("CHILD_RIGHTS_NAT", VILLAGE, "CHILD_RIGHTS_NAT:KZ"),
        ("SOCIAL_OBL", MAKTAARAL, "SOCIAL:610000000"),
        ("OMBUDS", MAKTAARAL, "OMBUDS:KZ"),
        ("OPERATOR", "", "OPERATOR:KZ"),
        ("POLICE_TIP", "", "POLICE_TIP:KZ"),
        ("POLICE_JUV", "", "OMBUDS:KZ"),
    ],
)
def test_the_nearest_department_of_the_body_answers(
    directory: Directory, body: str, territory: str, code: str
) -> None:
    assert code_of(directory.departments.responsible(body, territory)) == code


def test_every_body_is_answered_for_in_every_territory(directory: Directory) -> None:
    # The answer depends only on the path upwards, so that districts stand for their villages;
    # a random village is asked for in the property test.
    places = [
        "",
        *(unit.code for unit in directory.territories if unit.level in ("oblast", "city", "district")),
    ]
    for body in bodies.all_bodies():
        for name in (body, body + bodies.ONE_LEVEL_UP):
            unanswered = [place for place in places if directory.departments.responsible(name, place) is None]

            assert unanswered == []


@given(data=st.data())
def test_any_village_is_answered_for(directory: Directory, data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(sorted(bodies.all_bodies())))
    unit = data.draw(st.sampled_from(list(directory.territories)))
    found = directory.departments.responsible(body, unit.code)

    assert found is not None
    assert not found.territory or directory.territories.is_within(unit.code, found.territory)


@pytest.mark.parametrize(
    ("code", "ladder"),
    [
        (
            "POLICE_JUV:614400000",
            ["POLICE_JUV:610000000", "PROS:610000000", "OMBUDS:KZ", "OPERATOR:KZ"],
        ),
        (
            "EDU_LOC:614400000",
            [
                "EDU_OBL:610000000",
                "CHILD_RIGHTS:610000000",
                "CHILD_RIGHTS_NAT:KZ",
                "OMBUDS:KZ",
                "OPERATOR:KZ",
            ],
        ),
        ("LABOUR:310000000", ["MLSP:KZ", "OMBUDS:KZ", "OPERATOR:KZ"]),
        ("POLICE_TIP:310000000", ["POLICE_TIP:KZ", "OMBUDS:KZ", "OPERATOR:KZ"]),
        ("OPERATOR:KZ", []),
    ],
)
def test_the_ladder_climbs_from_district_to_country(
    directory: Directory, code: str, ladder: list[str]
) -> None:
    climbed = []
    above = directory.departments.above(code)
    while above:
        climbed.append(above.code)
        above = directory.departments.above(above.code)

    assert climbed == ladder


def test_every_ladder_ends_at_the_operator(directory: Directory) -> None:
    for department in directory.departments.all():
        seen = [department]
        while above := directory.departments.above(seen[-1].code):
            assert above not in seen
            seen.append(above)

        assert seen[-1].code == "OPERATOR:KZ"


def test_without_any_department_nobody_answers(directory: Directory) -> None:
    assert Departments([], directory.territories).responsible("PROS", MAKTAARAL) is None


def test_with_the_operator_alone_he_answers_for_all(directory: Directory) -> None:
    operator = directory.departments.get("OPERATOR:KZ")
    alone = Departments([operator], directory.territories)

    assert {code_of(alone.responsible(body, MAKTAARAL)) for body in bodies.all_bodies()} == {"OPERATOR:KZ"}


def test_names_stand_side_by_side_without_case_endings(directory: Directory) -> None:
    names = directory.departments.get("POLICE_JUV:614400000").names

    assert names["kk"] == "Кәмелетке толмағандардың істері жөніндегі инспекция – Мақтаарал ауданы"
    assert names["ru"] == "Инспекция по делам несовершеннолетних – Мактааральский район"
    assert directory.departments.get("OMBUDS:KZ").name("uz") == "Уполномоченный по правам ребёнка"


def test_unknown_codes_are_named(directory: Directory) -> None:
    with pytest.raises(UnknownBody, match="NOBODY"):
        directory.departments.responsible("NOBODY", MAKTAARAL)
    with pytest.raises(UnknownTerritory, match="999"):
        directory.departments.responsible("PROS", "999")
    with pytest.raises(UnknownDepartment, match="PROS:999"):
        directory.departments.get("PROS:999")
    assert directory.departments.find("PROS:999") is None
