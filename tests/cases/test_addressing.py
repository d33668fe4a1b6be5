"""From bodies to departments: climbing, and never onto an accused one."""

from typing import Any

import pytest

from cases import assessment, facts, law, routing
from cases.errors import NobodyResponsible
from cases.routing import Addressed
from directory.departments import Department, Departments
from directory.reading import Directory
from tests.cases.told import NOW

LAW = law.in_force(NOW.date())
DISTRICT, OBLAST = "614400000", "610000000"
NAMES = {"kk": "x", "ru": "x", "en": "x"}


def addressed(directory: Directory, bodies: str = "", **told: Any) -> Addressed:
    """Where a report from the district goes, in the sample directory or where only these exist."""
    rows = [Department(code, *_parts(code), NAMES) for code in bodies.split()]
    departments = Departments(rows, directory.territories) if rows else directory.departments
    parsed = facts.parse(told)
    way = routing.route(assessment.assess(parsed, LAW), parsed, LAW)
    return routing.addressed(way, DISTRICT, departments)


def _parts(code: str) -> tuple[str, str]:
    body, territory = code.split(":")
    return body, "" if territory == "KZ" else territory


def test_the_district_answers_where_it_can_and_the_oblast_where_it_must(directory: Directory) -> None:
    found = addressed(directory, age=12, employer_kind="parent")

    assert found.lead.code == f"EDU_LOC:{DISTRICT}"
    assert [one.code for one in found.copies] == [f"CHILD_RIGHTS:{OBLAST}", f"SOCIAL:{DISTRICT}"]
    assert found.owner
    assert found.owner.code == f"CHILD_RIGHTS:{OBLAST}"
    assert (found.held, found.confirm_first, found.confirmer) == ((), frozenset(), None)


def test_police_of_the_district_wait_and_the_operator_is_asked(directory: Directory) -> None:
    found = addressed(directory, age=16, wfcl=["slavery"])

    assert found.confirm_first == {f"POLICE_JUV:{DISTRICT}", f"POLICE_TIP:{OBLAST}", f"PROS:{DISTRICT}"}
    assert found.confirmer
    assert found.confirmer.body == "OPERATOR"


def test_accused_police_of_the_district_are_replaced_by_those_of_the_oblast(directory: Directory) -> None:
    assert (
        addressed(directory, age=16, abuse=True, accused=["POLICE_JUV"]).lead.code == f"POLICE_JUV:{OBLAST}"
    )


def test_where_the_accused_police_are_those_of_the_oblast_the_prosecutor_gets_it(
    directory: Directory,
) -> None:
    only = f"POLICE_JUV:{OBLAST} PROS:{OBLAST} CHILD_RIGHTS:{OBLAST} OPERATOR:KZ"
    found = addressed(directory, only, age=16, abuse=True, accused=["POLICE_JUV"])

    assert found.lead.code == f"PROS:{OBLAST}"
    assert found.confirm_first == {f"PROS:{OBLAST}"}


def test_climbing_from_a_missing_unit_does_not_end_at_an_accused_one(directory: Directory) -> None:
    only = f"EDU_OBL:{OBLAST} CHILD_RIGHTS:{OBLAST} CHILD_RIGHTS_NAT:KZ OPERATOR:KZ"
    found = addressed(directory, only, age=12, activity=["vegetables"], accused=["EDU_OBL"])

    assert found.lead.code == "CHILD_RIGHTS_NAT:KZ"


def test_a_department_that_several_bodies_lead_to_is_told_once(directory: Directory) -> None:
    found = addressed(directory, "OPERATOR:KZ", age=12, wfcl=["slavery"], poverty=True)

    assert (found.lead.code, found.copies, found.held) == ("OPERATOR:KZ", (), ())
    assert found.confirm_first == frozenset()


def test_without_an_education_unit_the_social_unit_of_the_akimat_leads(directory: Directory) -> None:
    only = f"EDU_OBL:{OBLAST} SOCIAL:{DISTRICT} CHILD_RIGHTS:{OBLAST} OPERATOR:KZ"

    assert addressed(directory, only, age=12, clm_lead="B").lead.code == f"SOCIAL:{DISTRICT}"
    assert addressed(directory, age=12, clm_lead="B").lead.code == f"EDU_LOC:{DISTRICT}"


def test_a_directory_without_even_an_operator_is_refused(directory: Directory) -> None:
    with pytest.raises(NobodyResponsible):
        addressed(directory, f"HEALTH:{DISTRICT}", age=16)
