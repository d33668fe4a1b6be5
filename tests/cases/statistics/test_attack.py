"""Tables, months, weeks and several periods put together give no count below five away."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from cases.statistics import period, releasing, weeks
from cases.statistics.counting import TABLES, Figures, Line
from cases.statistics.period import Period
from cases.statistics.releasing import Release
from cases.statistics.spans import Span
from tests.cases.statistics import attacking
from tests.cases.statistics.attacking import Days, Interval

QUARTERS = (period.read("2025-Q1"), period.read("2025-Q2"))
SEXES, AGES = ("female", "male", "unknown"), ("under", "12-13", "14-15", "16-17", "several")
CODES: dict[str, tuple[str, ...]] = dict.fromkeys(TABLES, ("all",)) | {"sex": SEXES, "age_band": AGES}
Child = tuple[date, str, str]


def children(chance: random.Random) -> list[Child]:
    """Reports of a half-year: a few or many, alike or different, all at once or scattered."""
    days = [QUARTERS[0].first + timedelta(number) for number in range(181)]
    busy = chance.choices(days, k=chance.choice((2, 10, 60)))
    sexes, ages = chance.choices((1, 3, 20), k=3), chance.choices((1, 5, 30), k=5)
    return [
        (chance.choice(busy), chance.choices(SEXES, sexes)[0], chance.choices(AGES, ages)[0])
        for _ in range(chance.randint(3, 130))
    ]


def released(asked: Period, all_of_them: list[Child], known: list[Span]) -> Release:
    theirs = [one for one in all_of_them if asked.first <= one[0] < asked.after]
    by = {"month": [f"{day:%Y-%m}" for day, _, _ in theirs]}
    by |= {"sex": [sex for _, sex, _ in theirs], "age_band": [age for _, _, age in theirs]}
    counted = {name: Counter(by.get(name, ["all"] * len(theirs))) for name in TABLES}
    lines = {
        name: {code: Line(n, 0, 0, 0, None) for code, n in of_table.items()}
        for name, of_table in counted.items()
    }
    exact = Figures(asked, Line(len(theirs), 0, 0, 0, None), lines)
    inside = [one for one in known if one.after > asked.first and one.first < asked.after]
    return releasing.release(exact, CODES | {"month": asked.months}, inside)


def told_weeks(all_of_them: list[Child]) -> list[Span]:
    found, monday = [], date(2024, 12, 30)
    while monday < QUARTERS[-1].after:
        after = monday + timedelta(days=7)
        least = weeks.shown(sum(monday <= day < after for day, _, _ in all_of_them))
        found.append(Span(monday, after, least, least + weeks.STEP - 1))
        monday = after
    return found


def attacked(parts: list[Release], known: list[Span]) -> list[object]:
    """Every count below five that can be narrowed to fewer than three values."""
    told: dict[Days, Interval] = {(one.first, one.after): (one.low, one.high) for one in known}
    for part in parts:
        told[(part.period.first, part.period.after)] = attacking.rounded(part.total)
        for month in part.period.months if "month" in part.tables else ():
            span = period.read(month)
            told[(span.first, span.after)] = attacking.rounded(part.tables["month"].get(month, 0))
    narrowed = attacking.spans(told)
    found: list[object] = [
        (span, ends) for span, ends in narrowed.items() if told[span][0] == 0 and ends[1] - ends[0] < 2
    ]
    for part in parts:
        tables = {
            name: {code: part.tables[name].get(code, 0) for code in CODES[name]}
            for name in ("sex", "age_band")
            if name in part.tables
        }
        whole = narrowed[(part.period.first, part.period.after)]
        guesses = attacking.cells(whole, tables)
        found += [
            (part.period.code, *where, values)
            for where, values in guesses.items()
            if not tables[where[0]][where[1]] and len(values) < 3
        ]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_count_below_five_comes_out_of_all_that_is_told_together(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        reports = children(chance)
        known = told_weeks(reports)
        parts = [released(one, reports, known) for one in QUARTERS]
        half = releasing.together(period.read("2025-H1"), parts)

        assert attacked(parts, known) == []
        assert half.total == sum(one.total for one in parts)  # nothing that the quarters did not tell
        for name, table in half.tables.items():
            sums = Counter[str]()
            for one in parts:
                sums.update(one.tables.get(name, {}))
            assert table == dict(sums)


def test_the_attacker_finds_what_weeks_would_give_away() -> None:
    mondays = (date(2025, 2, 3), date(2025, 2, 10))
    known = [Span(one, one + timedelta(days=7), 15, 19) for one in mondays]
    days: dict[Days, Interval] = {(one.first, one.after): (one.low, one.high) for one in known}
    quarter = (QUARTERS[0].first, QUARTERS[0].after)
    whole = attacking.spans({**days, quarter: attacking.rounded(30)})[quarter]
    table = {"sex": {"female": 25, "male": 0}}
    exact = {"sex": {"female": 27, "male": 4}}
    codes = {"sex": ("female", "male")}

    assert attacking.cells(attacking.rounded(30), table)["sex", "male"] == {1, 2, 3, 4}
    assert attacking.cells(whole, table)["sex", "male"] == {3, 4}
    assert releasing.tell(31, exact, codes).withheld == ()
    assert releasing.tell(31, exact, codes, releasing.total_of(QUARTERS[0], 31, known)).withheld == ("sex",)
