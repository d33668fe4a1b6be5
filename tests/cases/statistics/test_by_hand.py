"""Thirty cases counted twice: by the program, and by leafing through the list as a clerk does."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from cases.office import Office
from cases.statistics import digest, period
from cases.statistics.counting import Map
from cases.statistics.digest import Digest
from store.database import Database
from tests.cases.statistics import thirty
from tests.cases.statistics.thirty import CHILDREN, Child

OFF = (8, 10, 21, 22, 23, 24, 25)
"""Women's Day and Nauryz of March 2025, with the days that stand in for those on a weekend."""


@pytest.fixture
def found(database: Database, office: Office) -> Digest:
    with database.transaction() as tx:
        thirty.keep(tx)
        chart = Map(office.territories, office.departments)
        return digest.gather(tx, chart, period.read("2025-Q1"), until=datetime(2025, 8, 1, tzinfo=UTC))


def tally(of: Callable[[Child], str]) -> dict[str, int]:
    """Count by going through the list once for each answer; "-" is none."""
    answers = [of(child) for child in CHILDREN]
    return {one: answers.count(one) for one in set(answers) if one != "-"}


def in_time(child: Child) -> bool:
    """By 18:00 of the third working day, counted on the fingers."""
    if child.hours == "-":
        return False
    day, left = datetime(2025, 3, int(child.day), tzinfo=UTC), 3
    while left:
        day += timedelta(days=1)
        left -= not (day.weekday() > 4 or (day.month == 3 and day.day in OFF))
    confirmed = datetime(2025, 3, int(child.day), 11, tzinfo=UTC) + timedelta(hours=int(child.hours))
    return confirmed <= day.replace(hour=18)


def timeliness(child: Child) -> str:
    return "waiting" if child.hours == "-" else "in_time" if in_time(child) else "late"


def test_reports_are_counted_as_a_clerk_counts_them(found: Digest) -> None:
    assert found.cases.whole.reports == len(CHILDREN) == 30
    assert found.cases.counts("sex") == tally(lambda child: child.sex)
    assert found.cases.counts("age_band") == tally(lambda child: child.age)
    assert found.cases.counts("activity") == tally(lambda child: child.work)
    assert sorted(found.cases.counts("oblast").values()) == sorted(tally(lambda one: one.place).values())
    assert found.cases.counts("timeliness") == tally(timeliness)
    assert found.cases.counts("outcome") == tally(lambda one: "open" if one.ended == "-" else one.ended)


def test_response_times_of_each_department_are_those_of_its_sorted_list(found: Digest) -> None:
    assert len(found.times) == 2
    for times in found.times:
        theirs = [child for child in CHILDREN if thirty.DEPARTMENTS[child.lead] == times.department]
        hours = sorted(int(child.hours) for child in theirs if child.hours != "-")
        lower, upper = hours[(len(hours) - 1) // 2], hours[len(hours) // 2]
        within = next(one for one in hours if sum(other <= one for other in hours) >= 0.9 * len(hours))

        assert (times.cases, times.acknowledged) == (len(theirs), len(hours))
        assert times.median == (lower + upper) / 2
        assert times.ninety == within
        assert times.in_time == sum(in_time(child) for child in theirs)
        assert math.isclose(times.share or 0, times.in_time / len(theirs))


def test_what_became_of_the_children_is_counted_as_a_clerk_counts_it(found: Digest) -> None:
    groups = {one.name: one for one in found.groups}
    with_work = sum("work" in reasons.split() for reasons in thirty.ABSENT)
    unsaid = sum(reasons in ("", "unknown") for reasons in thirty.ABSENT)

    assert groups["decisions"].tables["decision"] == tally(lambda child: child.decided)
    assert groups["visits"].tables["result"] == {"found": sum(one.decided != "-" for one in CHILDREN)}
    assert groups["referrals"].tables["line"] == tally(lambda child: child.line)
    assert groups["referrals"].tables["became"] == tally(lambda child: child.became)
    assert groups["work_again"].tables["work_again"] == tally(lambda child: child.works)
    assert groups["at_school"].tables["at_school"] == tally(lambda child: child.school)
    assert groups["absences"].tables["reason"] == {"work": with_work, "other": 2, "unknown": unsaid}
    assert groups["absences"].tables["reported"] == {"reported": 2, "noted": 5}
