"""Figures for everybody: a quarter once it is over, rounded, with a chart beside each table."""

import warnings
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from cases import schema
from tests.cases import told
from tests.cases.statistics import happened
from web.parts import Parts
from web.public import chart

JULY = datetime(2026, 7, 10, 6, tzinfo=UTC)


def keep(parts: Parts, first: int, count: int, **changed: Any) -> None:
    """Keep so many cases, numbered from `first` on."""
    with parts.database.transaction() as tx:
        for number in range(first, first + count):
            tx.insert(schema.case, told.plain_case(number) | CASE | changed)


CASE = {
    "territory": told.MAKTAARAL,
    "activity": "farm",
    "age_band": "12-13",
    "sex": "female",
    "lead": "POLICE_JUV:610000000",
    "filed_at": JULY,
    "due_at": JULY + timedelta(hours=24),
    "acknowledged_at": JULY + timedelta(hours=7),
}


@pytest.fixture
def summer(parts: Parts) -> Parts:
    keep(parts, 1, 23)
    keep(parts, 24, 8, sex="male", activity="services")
    keep(parts, 32, 3, sex="unknown", activity="worst", age_band="unknown")
    return parts


def test_before_a_quarter_is_over_there_is_nothing_to_show(public: httpx.Client, parts: Parts) -> None:
    keep(parts, 1, 40, filed_at=datetime(2026, 10, 5, tzinfo=UTC))

    assert "There are no figures yet." in public.get("/figures").text


def test_counts_are_rounded_and_small_ones_are_not_told(public: httpx.Client, summer: Parts) -> None:
    page = public.get("/figures").text

    assert "Reports: about 35" in page
    assert '<th scope="row">Girls</th><td class="number">≈ 25</td>' in page
    assert '<th scope="row">Boys</th><td class="number">≈ 10</td>' in page
    assert "Worst forms" not in page
    assert "within 7 hours" in page
    assert "≈ 3<" not in page


def test_each_table_has_its_chart_with_words_for_those_who_do_not_see_it(
    public: httpx.Client, summer: Parts
) -> None:
    chart.drawn((("once", 1),))  # what draws takes seconds to load, on a busy machine more than we wait
    page = public.get("/figures", params={"lang": "ru"}).text
    drawn = public.get("/figures/2026-Q3/activity.svg", params={"lang": "kk"})

    assert 'alt="Диаграмма: По видам работы. Те же числа в таблице."' in page
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert drawn.text.startswith("<?xml")


def test_the_chart_needs_no_font_and_draws_every_kazakh_letter() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that the font does not have is a warning
        drawn = chart.drawn((("Әғқңөұүһі ӘҒҚҢӨҰҮҺІ", 15), ("ёыэ oʻgʻil", 5)))

    assert b"<text" not in drawn


def test_a_chart_of_nothing_and_of_no_period_does_not_exist(public: httpx.Client, summer: Parts) -> None:
    for path in ("2026-Q3/nobody", "2026-Q4/sex", "2026-07/sex", "1/sex", "2025-Q1/sex"):
        assert public.get(f"/figures/{path}.svg").status_code == 404, path


def test_a_quarter_stays_as_it_was_told(public: httpx.Client, summer: Parts) -> None:
    before = public.get("/figures").text
    keep(summer, 50, 20)

    assert public.get("/figures").text == before


def test_absences_are_told_with_the_reason_work_apart_and_small_numbers_hidden(
    public: httpx.Client, parts: Parts
) -> None:
    with parts.database.transaction() as tx:
        happened.quarter(tx)
    page = public.get("/figures?period=2025-Q1&lang=en").text

    assert '<th scope="row">Work</th><td class="number">≈ 10</td>' in page
    assert "Returned to school, regularly" in page
    assert "Does not go to school</th>" not in page
    assert public.get("/figures/2025-Q1/reason.svg").status_code == 200
