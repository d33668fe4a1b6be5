"""What holds for every report."""

from collections.abc import Mapping

from hypothesis import assume, example, given
from hypothesis import strategies as st

from cases import assessment, facts, law
from cases.assessment import Assessment
from cases.situation import Situation
from tests.cases import imagined
from tests.cases.imagined import whenever
from tests.cases.told import NOW

LAW = law.in_force(NOW.date())

#: Answers that say "this is allowed" or "this is less than it looks": without them a report may look graver.
LOOSENING = {
    *("work", "own_home", "arts", "edu_done", "in_school", "on_list", "visit_no_child"),
    *("start", "end", "hours_day", "hours_week", "employer_kind"),
}


def assess(told: Mapping[str, object]) -> Assessment:
    return assessment.assess(facts.parse(told), LAW)


@whenever
@given(imagined.told())
def test_a_rule_fires_or_is_possible_never_both_and_the_severity_is_that_of_the_gravest(
    told: Mapping[str, object],
) -> None:
    parsed = facts.parse(told)
    result = assessment.assess(parsed, LAW)

    assert not set(result.fires) & set(result.possible)
    outcomes = [assessment.outcome(LAW.rules[code], Situation(parsed, LAW)) for code in result.fires]
    assert result.severity == max((one.severity for one in outcomes), default=0)


@whenever
@given(imagined.told())
def test_nothing_found_is_never_said_while_something_is_possible(told: Mapping[str, object]) -> None:
    result = assess(told)

    if "P-2" in result.fires:
        assert (result.fires, result.possible, result.severity) == (("P-2",), (), 0)
    if result.possible:
        assert result.urgency <= "U2"


@whenever
@given(imagined.told(), st.data())
def test_a_missing_answer_never_makes_a_report_graver_unless_it_was_a_loosening_one(
    told: Mapping[str, object], data: st.DataObject
) -> None:
    adult = facts.parse(told).age.only_adults
    keys = sorted(set(told) - LOOSENING - ({"age"} if adult else set()))
    assume(keys)
    gone = data.draw(st.sampled_from(keys))

    assert assess({key: told[key] for key in told if key != gone}).severity <= assess(told).severity


@whenever
@given(imagined.told(), st.integers(0, 17), st.integers(0, 17))
@example({"consent": False}, 13, 16)
def test_a_band_says_what_its_ages_say(told: Mapping[str, object], one: int, other: int) -> None:
    low, high = sorted((one, other))
    band = assess({**told, "age": f"{low}-{high}"})
    singles = [assess({**told, "age": age}) for age in range(low, high + 1)]

    fires = {code for single in singles for code in single.fires}
    possible = {code for single in singles for code in single.possible}
    assert set(band.fires) - {"P-2"} == fires - {"P-2"}
    assert ("P-2" in band.fires) == all("P-2" in single.fires for single in singles)
    assert set(band.possible) == possible - fires
    assert band.severity == max(single.severity for single in singles)
    assert band.provisional == (len({(single.fires, single.possible) for single in singles}) > 1)


@whenever
@given(imagined.told(), st.integers(0, 17))
def test_what_fires_at_unknown_age_fires_at_every_age(told: Mapping[str, object], age: int) -> None:
    unknown = assess({**told, "age": "unknown"})

    assert set(unknown.fires) - {"P-2"} <= set(assess({**told, "age": age}).fires)


@whenever
@given(imagined.told())
def test_a_reason_quotes_only_what_was_told(told: Mapping[str, object]) -> None:
    parsed = facts.parse(told)
    result = assessment.assess(parsed, LAW)

    assert [one.rule for one in result.reasons if one.fires] == list(result.fires)
    assert [one.rule for one in result.reasons if not one.fires] == list(result.possible)
    assert all(said in parsed.given for one in result.reasons for said in one.inputs)
    assert all(one.missing for one in result.reasons if not one.fires)
