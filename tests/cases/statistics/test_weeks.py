"""Weeks: counted once, told in spans of five, and attacked together with their quarter."""

from datetime import date, timedelta

from cases.office import Office
from cases.statistics import digest, period, releasing, spans, weeks
from cases.statistics.counting import TABLES, Figures, Line, Map
from cases.statistics.spans import Span
from store.database import Database
from tests.cases.statistics import happened

TUESDAY = date(2025, 3, 18)
MONTHS = ("2026-07", "2026-08", "2026-09")
QUARTER = period.read("2026-Q3")


def week(monday: date, low: int) -> Span:
    return Span(monday, monday + timedelta(days=7), low, low + 4)


def quarter(*of_months: int) -> Figures:
    """Reports of a quarter, so many in each month, and nothing else known of them."""
    lines = {code: Line(count, 0, 0, 0, None) for code, count in zip(MONTHS, of_months, strict=True) if count}
    total = Line(sum(of_months), 0, 0, 0, None)
    return Figures(QUARTER, total, {name: lines if name == "month" else {"all": total} for name in TABLES})


def told(exact: Figures, *known: Span) -> releasing.Release:
    codes = {name: MONTHS if name == "month" else ("all",) for name in TABLES}
    return releasing.release(exact, codes, known)


def test_the_last_whole_week_ends_on_the_sunday_before() -> None:
    assert weeks.before(TUESDAY).code == "2025-03-10_2025-03-16"
    assert weeks.before(date(2025, 3, 17)).code == "2025-03-10_2025-03-16"
    assert weeks.before(date(2025, 3, 16)).code == "2025-03-03_2025-03-09"


def test_a_week_is_told_once_in_spans_of_five(database: Database) -> None:
    with database.transaction() as tx:
        happened.quarter(tx)
        weeks.keep(tx, weeks.count(tx, weeks.before(TUESDAY)))
    with database.transaction() as tx:
        happened.more(tx)
        weeks.keep(tx, weeks.count(tx, weeks.before(TUESDAY)))
        [one] = weeks.told(tx, most=8)

    assert one.monday == date(2025, 3, 10)
    assert one.least == {"reports": 20, "visits": 10, "referrals": 10, "absences": 15}


def test_a_quarter_is_released_beside_the_weeks_that_were_told_of_it(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        happened.quarter(tx)
        weeks.keep(tx, weeks.count(tx, weeks.before(TUESDAY)))
        known = weeks.around(tx, period.read("2025-Q1"))
        apart = weeks.around(tx, period.read("2025-Q2"))
        found = digest.of_quarter(tx, Map(office.territories, office.departments), period.read("2025-Q1"))

    assert known["reports"] == (Span(date(2025, 3, 10), date(2025, 3, 17), 20, 24),)
    assert apart == {}
    assert found.cases.total == 25


def test_what_weeks_tell_of_the_total_counts_when_tables_are_attacked() -> None:
    # 32 is told as 30, which is 28 at least; two weeks of fifteen and more make that thirty.
    known = [week(date(2026, 7, 6), 15), week(date(2026, 8, 3), 15)]
    exact = quarter(17, 15, 0)

    assert releasing.total_of(QUARTER, 32, known) == (30, 32)
    assert told(exact).withheld == ()
    assert told(exact, *known).total == 30


def test_months_that_would_give_a_week_away_are_not_told() -> None:
    # July is told as 10, which is 12 at most; two of its weeks hold ten: nought to two are left to the third.
    known = [week(date(2026, 7, 6), 5), week(date(2026, 7, 13), 5), week(date(2026, 7, 20), 0)]
    assert told(quarter(12, 20, 20), *known).withheld == ()

    # July is told as 25, which is 23 at least; four weeks hold 19 at most: the last one has four, no other.
    alone = [Span(date(2026, 7, 1), date(2026, 7, 29), 15, 19), week(date(2026, 7, 29), 0)]
    narrow = [*alone, Span(date(2026, 8, 1), date(2026, 8, 5), 0, 0)]
    assert told(quarter(23, 20, 20), *narrow).withheld == ("month",)


def test_a_span_is_narrowed_by_all_others_and_what_contradicts_itself_narrows_nothing() -> None:
    first, middle, last = date(2026, 7, 1), date(2026, 7, 11), date(2026, 7, 21)
    parts = [Span(first, last, 13, 17), Span(first, middle, 5, 9), Span(middle, last, 0, 4)]

    assert spans.ranges(parts) == ((13, 13), (9, 9), (4, 4))
    assert spans.ranges([Span(first, last, 20, 22), *parts[1:]]) == ((20, 22), (5, 9), (0, 4))
