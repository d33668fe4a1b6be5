"""Data that changes on a day: of what may be changed, one row holds on every day, and never two."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import tree

FILES = sorted((tree.ROOT / "cases").rglob("*_kz.toml"))
NAMES = ("code", "id", "name", "number")
ALWAYS = {
    "followups/schedule_kz.toml": "terms",
    "referrals/terms_kz.toml": "terms",
    "absences/thresholds_kz.toml": "threshold",
    "retention_kz.toml": "term",
}
"""Tables that have a row for every day there is, of each code."""
Row = Mapping[str, Any]


def of_each_code(file: Path) -> Iterator[tuple[str, list[Row]]]:
    """Every row of a file that may be followed by another, under its table and its code."""
    for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows if isinstance(rows, list) and isinstance(rows[0], dict) else ():
            code = next((row[name] for name in NAMES if name in row), "")
            found[f"{table}:{code}"].append(row)
        is_one = table == ALWAYS.get(str(file.relative_to(tree.ROOT / "cases")))
        yield from ((key, same) for key, same in found.items() if is_one or not key.endswith(":"))


def broken(rows: Sequence[Row], *, always: bool = False) -> list[str]:
    """Say where rows of one code leave a day without one (`always`: or begin late, or end) or with two."""
    spans = sorted((row.get("valid_from", date.min), row.get("valid_to", date.max)) for row in rows)
    edges = [(ends, begins) for (_, ends), (begins, _) in pairwise(spans)]
    if always:
        edges += [(date.min, spans[0][0]), (spans[-1][1], date.max)]
    return [f"{ends} is not {begins}" for ends, begins in edges if ends != begins]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_changed_on_a_day_holds_without_a_gap_and_without_an_overlap(file: Path) -> None:
    always = ALWAYS.get(str(file.relative_to(tree.ROOT / "cases")), "-")
    found = {key: broken(rows, always=key.startswith(f"{always}:")) for key, rows in of_each_code(file)}

    assert {key: what for key, what in found.items() if what} == {}


@pytest.mark.parametrize(("begins", "is_whole"), [(1, True), (2, False), (31, False)])
def test_the_day_of_valid_to_is_the_first_of_the_next_row(begins: int, *, is_whole: bool) -> None:
    old = {"valid_to": date(2027, 1, 1)}
    new = {"valid_from": date(2026, 12, 31) if begins == 31 else date(2027, 1, begins)}

    assert (broken([new, old], always=True) == []) is is_whole
