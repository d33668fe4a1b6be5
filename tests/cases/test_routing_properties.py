"""What holds for the way of every report."""

from collections.abc import Mapping

from hypothesis import assume, given
from hypothesis import strategies as st

from cases import assessment, facts, judgement, law, routing
from cases.office import Office
from cases.routing import Route
from directory.reading import Directory
from store.seal import Keys
from tests.cases import imagined
from tests.cases.imagined import whenever
from tests.cases.told import NOW, report

LAW = law.in_force(NOW.date())
POLICE = {"POLICE_JUV", "POLICE_JUV_OBL", "POLICE_TIP", "PROS", "LABOUR"}


def route(told: Mapping[str, object]) -> Route:
    parsed = facts.parse(told)
    return routing.route(assessment.assess(parsed, LAW), parsed, LAW)


@whenever
@given(imagined.told())
def test_every_report_has_a_lead_that_is_no_copy_and_nobody_is_named_twice(
    told: Mapping[str, object],
) -> None:
    way = route(told)

    everybody = [way.lead_body, *way.copy_bodies, *way.held]
    assert set(everybody) <= set(LAW.bodies)
    assert len(everybody) == len(set(everybody))
    assert all(LAW.bodies[body].receives for body in everybody)
    assert way.confirm_first <= {way.lead_body, *way.copy_bodies}
    assert (way.owner_body == "") == (way.row == 14)


@whenever
@given(imagined.told())
def test_no_report_goes_to_whom_it_accuses(told: Mapping[str, object]) -> None:
    parsed = facts.parse(told)
    way = route(told)

    accused = set(parsed.accused) | ({"EDU_LOC", "SOCIAL"} if "AKIMAT" in parsed.accused else set())
    assert not accused & {way.lead_body, way.owner_body, *way.copy_bodies, *way.held}


@whenever
@given(imagined.told())
def test_a_family_is_not_given_to_police_prosecutor_or_inspectorate_for_its_poverty(
    told: Mapping[str, object],
) -> None:
    family = {"employer_kind": "parent", "sector_kind": "informal", "has_carer": True, "home_known": True}
    way = route({**told, **family, "wfcl": [], "activity": [], "abuse": False, "serious_threat": False})

    assert not POLICE & {way.lead_body, *way.copy_bodies, *way.held}


@whenever
@given(imagined.told())
def test_that_a_child_is_a_migrant_brings_no_police_and_no_inspection(told: Mapping[str, object]) -> None:
    settled = route({**told, "migrant": False, "registered": True})
    migrant = route({**told, "migrant": True, "registered": False})

    added = {migrant.lead_body, *migrant.copy_bodies} - {settled.lead_body, *settled.copy_bodies}
    assert not POLICE & added


@whenever
@given(imagined.told(), st.sampled_from(["614400000", "614800000", "610000000", "710000000", ""]))
def test_departments_are_found_for_every_way_and_none_of_them_is_accused(
    directory: Directory, told: Mapping[str, object], territory: str
) -> None:
    way = route(told)
    found = routing.addressed(way, territory, directory.departments)

    everybody = [found.lead, *found.copies, *found.held]
    assert len({one.code for one in everybody}) == len(everybody)
    assert found.confirm_first <= {found.lead.code, *(one.code for one in found.copies)}
    assert (found.owner is None) == (way.owner_body == "")
    services = {body for body, _ in way.around}
    meant = [directory.departments.responsible(body, territory) for body in services]
    accused = {one.code for one in meant if one and one.body in services}
    assert not accused & {one.code for one in [*everybody, *([found.owner] if found.owner else [])]}


@whenever
@given(imagined.told())
def test_the_way_does_not_depend_on_the_order_of_what_was_told(told: Mapping[str, object]) -> None:
    assume(len(told) > 1)

    assert route(dict(reversed(list(told.items())))) == route(told)


@whenever
@given(told=imagined.told(), doubtful=st.booleans(), place=st.sampled_from(["614400000", "750000000", ""]))
def test_what_is_foreseen_is_what_is_judged_then(
    directory: Directory, told: Mapping[str, object], doubtful: bool, place: str
) -> None:
    office = Office(Keys(b"s" * 32, b"i" * 32), LAW, directory.territories, directory.departments)
    draft = report(facts=told, territory=place, doubtful=doubtful)

    judged = judgement.judge(office, draft)

    foreseen = judgement.foresee(office, draft)
    assert foreseen == (judged.assessment.severity, judged.addressed.lead)
