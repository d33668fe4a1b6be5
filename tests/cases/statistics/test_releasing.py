"""What the public is told gives no count below five away: not alone, not with totals, not over a year."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.statistics import period, releasing
from cases.statistics.counting import TABLES, Figures, Line
from cases.statistics.releasing import Release

QUARTER = period.read("2026-Q3")


def line(count: int, acknowledged: int = 0) -> Line:
    return Line(count, acknowledged, 0, 0, 7.4 if acknowledged else None)


def figures(tables: dict[str, dict[str, int]], acknowledged: int = 0) -> Figures:
    """Exact figures; a table that is left out counts all cases under one code."""
    total = sum(next(iter(tables.values())).values())
    assert all(sum(cells.values()) == total for cells in tables.values())
    whole = {name: tables.get(name, {"all": total}) for name in TABLES}
    lines = {name: {code: line(n) for code, n in cells.items() if n} for name, cells in whole.items()}
    return Figures(QUARTER, line(total, acknowledged), lines)


def told(exact: Figures, tables: dict[str, dict[str, int]]) -> Release:
    return releasing.release(exact, {name: tuple(cells) for name, cells in tables.items()})


@st.composite
def partitions(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    """Two tables that count the same cases, up to four codes each."""
    total = draw(st.integers(0, 60))
    found = {}
    for name in ("sex", "activity"):
        cuts = sorted(draw(st.lists(st.integers(0, total), min_size=1, max_size=3)))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
        found[name] = {f"{name}{number}": count for number, count in enumerate(parts)}
    return found


def attacked(shown: Release, tables: dict[str, dict[str, int]]) -> dict[str, set[int]]:
    """Every count that each hidden cell may have, found by trying all that fits what was told."""
    by_table: dict[str, dict[int, list[tuple[int, ...]]]] = {}
    for name in (name for name in tables if name in shown.tables):
        cells = [shown.tables[name].get(code, 0) for code in tables[name]]
        spans = [range(low, high + 1) for low, high in map(releasing.meant, cells)]
        sums: dict[int, list[tuple[int, ...]]] = {}
        for guess in product(*spans):
            sums.setdefault(sum(guess), []).append(guess)
        by_table[name] = sums
    low, high = releasing.meant(shown.total)
    whole = set(range(low, high + 1)).intersection(*by_table.values())
    found: dict[str, set[int]] = {}
    for name, sums in by_table.items():
        for place, code in enumerate(tables[name]):
            if not shown.tables[name].get(code):
                found[code] = {guess[place] for total in whole for guess in sums.get(total, ())}
    return found


@settings(max_examples=60, deadline=None)
@given(partitions())
def test_no_count_below_five_can_be_worked_out(tables: dict[str, dict[str, int]]) -> None:
    shown = told(figures(tables), tables)
    guesses = attacked(shown, tables)

    assert all(len(values) >= releasing.UNSURE for values in guesses.values())
    for name in shown.tables:
        assert all(count >= 5 and count % 5 == 0 for count in shown.tables[name].values())


@settings(max_examples=60, deadline=None)
@given(partitions())
def test_what_is_told_is_near_the_truth(tables: dict[str, dict[str, int]]) -> None:
    shown = told(figures(tables), tables)

    for name in set(tables) & set(shown.tables):
        for code, count in tables[name].items():
            cell = shown.tables[name].get(code, 0)
            assert (cell == 0 and count < 5) or abs(cell - count) <= 2


def test_a_table_that_would_pin_a_hidden_count_is_withheld() -> None:
    # 28 is told as 30, which is 28 at least; 12 and 12 are told as 10, which is 12 at most: 4 is left.
    tables = {"sex": {"a": 12, "b": 12, "c": 4}, "activity": {"x": 28}}
    shown = told(figures(tables), tables)

    assert releasing.possible(releasing.meant(30), [(10, 10, 0)]) == [[(12, 12), (12, 12), (4, 4)]]
    assert shown.withheld == ("sex",)
    assert shown.tables["activity"] == {"x": 30}
    assert "activity" in shown.whole


def test_two_tables_together_may_withhold_what_one_alone_would_tell() -> None:
    sexes = {"a": 12, "b": 12, "c": 4, "d": 3}
    alone = {"sex": sexes, "activity": {"x": 31}}
    beside = {"sex": sexes, "activity": {"x": 8, "y": 23}}  # told as 10 and 25: 31 at least

    assert told(figures(alone), alone).withheld == ()
    assert releasing.possible(releasing.meant(30), [(10, 10, 0, 0), (10, 25)])[0][2] == (3, 4)
    assert told(figures(beside), beside).withheld == ("sex",)


def test_no_case_and_a_few_cases_look_alike() -> None:
    none = {"sex": {"a": 20, "b": 0}}
    few = {"sex": {"a": 20, "b": 0, "c": 0}}
    first, second = told(figures(none), none), told(figures({"sex": {"a": 20}}), few)

    assert first.tables["sex"] == second.tables["sex"] == {"a": 20}


def test_of_fewer_than_five_cases_nothing_is_told() -> None:
    tables = {"sex": {"a": 3, "b": 1}}
    shown = told(figures(tables, acknowledged=4), tables)

    assert (shown.total, shown.tables, shown.hours) == (0, {}, None)


def test_the_median_is_told_of_ten_acknowledgements_and_more() -> None:
    tables = {"sex": {"a": 20}}

    assert told(figures(tables, acknowledged=9), tables).hours is None
    assert told(figures(tables, acknowledged=10), tables).hours == 7


def test_a_year_is_the_sum_of_what_its_quarters_told() -> None:
    one = told(figures({"sex": {"a": 8, "b": 4}}), {"sex": {"a": 8, "b": 4}})
    two = told(figures({"sex": {"a": 8, "b": 7}}), {"sex": {"a": 8, "b": 7}})
    year = releasing.together(period.read("2026"), [one, two])

    assert year.tables["sex"] == {"a": 20, "b": 5}
    assert year.total == one.total + two.total
