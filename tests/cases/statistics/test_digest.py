"""The digest: everything of a period counted once, and nothing below five told to the public."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.office import Office
from cases.statistics import answering, digest, groups, reported
from cases.statistics import period as periods
from cases.statistics.counting import Map
from cases.statistics.errors import FigureUnfit, PeriodUnknown
from cases.statistics.groups import Group
from cases.statistics.reported import Told
from store.database import Database
from tests.cases.statistics import happened

NOW = datetime(2025, 8, 1, tzinfo=UTC)
QUARTER, HALF = periods.read("2025-Q1"), periods.read("2025-H1")
ALMATY = "750000000"


def _chart(office: Office) -> Map:
    return Map(office.territories, office.departments)


def _exact(database: Database, office: Office, **of: str) -> dict[str, Group]:
    with database.transaction() as tx:
        happened.quarter(tx)
    scope = digest.of_region(office.territories, of["region"]) if of else groups.WHOLE
    with database.reading() as tx:
        found = digest.gather(tx, _chart(office), QUARTER, scope, until=NOW)
    return {one.name: one for one in found.groups}


def test_visits_referrals_returns_and_absences_are_counted_with_work_apart(
    database: Database, office: Office
) -> None:
    found = _exact(database, office)

    assert found["visits"].tables["result"] == {"found": 12}
    assert found["decisions"].tables["decision"] == {"now": 12}
    assert found["referrals"].tables == {"line": {"10": 3, "12b": 7}, "became": {"done": 6, "waiting": 4}}
    assert found["work_again"].tables["work_again"] == {"no": 7, "yes": 1}
    assert found["at_school"].tables["at_school"] == {"regularly": 6, "no": 2}
    assert found["absences"].tables == {
        "reason": {"work": 11, "other": 6, "unknown": 1},
        "reported": {"reported": 11, "noted": 7},
    }
    assert all(sum(table.values()) == one.total for one in found.values() for table in one.tables.values())


def test_another_region_has_none_of_it(database: Database, office: Office) -> None:
    assert {one.total for one in _exact(database, office, region=ALMATY).values()} == {0}


def test_times_of_a_department_are_half_nine_of_ten_and_the_share_in_time(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        happened.quarter(tx)
        [times] = answering.by_department(tx, QUARTER, until=NOW)

    assert (times.cases, times.acknowledged, times.in_time) == (23, 23, 23)
    assert (times.median, times.ninety, times.share) == (12, 21, 1)


def test_the_public_is_told_rounded_numbers_and_none_below_five(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        happened.quarter(tx)
        told = digest.publish(tx, _chart(office), HALF, now=NOW)
    assert told is not None

    assert told.cases.tables["sex"] == {"female": 20}
    assert told.groups["referrals"].tables["became"] == {"done": 5}
    assert told.groups["at_school"].tables.get("at_school", {}) == {"regularly": 5}
    assert told.groups["absences"].tables["reason"] == {"other": 5, "work": 10}
    cells = [cell for one in told.groups.values() for table in one.tables.values() for cell in table.values()]
    assert all(cell >= 5 and cell % 5 == 0 for cell in cells)


def test_only_whole_quarters_after_their_month_are_told(database: Database, office: Office) -> None:
    odd = periods.between(date(2025, 1, 1), date(2025, 3, 30))
    with database.reading() as tx:
        assert digest.publish(tx, _chart(office), odd, now=NOW) is None
        assert digest.publish(tx, _chart(office), QUARTER, now=QUARTER.ends_at + timedelta(days=29)) is None
        half = digest.publish(tx, _chart(office), HALF, now=QUARTER.released_at)

    assert half is not None
    assert [one.code for one in half.quarters] == ["2025-Q1"]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-01-01", "2026-06-30", "2026-H1"),
        ("2026-07-01", "2026-09-30", "2026-Q3"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-11-01", "2026-11-30", "2026-11"),
        ("2026-11-02", "2026-11-30", "2026-11-02_2026-11-30"),
    ],
)
def test_days_that_make_a_known_period_have_its_name(first: str, last: str, code: str) -> None:
    assert periods.between(date.fromisoformat(first), date.fromisoformat(last)).code == code


def test_the_last_day_does_not_lie_before_the_first() -> None:
    with pytest.raises(PeriodUnknown):
        periods.between(date(2026, 1, 2), date(2026, 1, 1))


def test_figures_of_other_bodies_keep_their_source_and_unknown_stays_unknown(database: Database) -> None:
    first = Told("inspections", "2025-Q1", "", 120, "Bulletin 3")
    corrected, unknown = (
        Told("inspections", "2025-Q1", "", 118, "Bulletin 4"),
        Told("crimes", "2025", "", None, "Letter"),
    )
    with database.transaction() as tx:
        for one in (first, corrected, unknown):
            reported.enter(tx, one, by="coordinator", actor="coordinator", now=NOW)
        stands = [(one.series, one.value, one.source) for one in reported.of_country(tx)]
        of_half = [one.series for one in reported.within(tx, HALF)]

    assert stands == [("inspections", 118, "Bulletin 4"), ("crimes", None, "Letter")]
    assert of_half == ["inspections"]


@pytest.mark.parametrize(
    "wrong",
    [
        Told("inspections", "2025", "", -1, "Bulletin"),
        Told("inspections", "2025", "", 1, " "),
        Told("horoscopes", "2025", "", 1, "Bulletin"),
    ],
)
def test_a_figure_without_source_or_sense_is_refused(database: Database, wrong: Told) -> None:
    with database.transaction() as tx, pytest.raises(FigureUnfit):
        reported.enter(tx, wrong, by="coordinator", actor="coordinator", now=NOW)


def test_every_series_of_other_bodies_stands_once() -> None:
    found = [one.code for one in reported.series()]

    assert len(found) == len(set(found)) == 17
