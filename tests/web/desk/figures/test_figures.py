"""Exact figures at the desk: of one's own cases, as a page and as a file without formulas."""

import csv
import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader

from cases import history, schema
from cases.statistics import period, weeks
from cases.statistics.counting import Line
from conversations.house import House
from directory.exchange import cells
from tests.cases import told
from tests.web.desk.office import Desk
from web.desk.figures import exporting, reporting
from web.desk.figures.gathering import Table

ELSEWHERE = "750000000"  # Almaty


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with three cases in Maktaaral and one in Almaty."""
    for _ in range(3):
        desk.file()
    desk.file(territory=ELSEWHERE)
    desk.hire("dana", role="coordinator", territory="610000000")
    desk.hire("berik", role="operator")
    desk.hire("marat", role="admin")
    return desk


def tables(desk: Desk, name: str, form: str = "csv") -> list[dict[str, str]]:
    with desk.at(name) as visit:
        answer = visit.get(f"/desk/figures/{form}?period=2026-Q4")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def reports(rows: list[dict[str, str]], table: str) -> dict[str, int]:
    return {row["Row"]: int(row["Reports"]) for row in rows if row["Table"] == table}


def test_everybody_counts_the_cases_that_are_theirs(busy: Desk) -> None:
    assert sum(reports(tables(busy, "dana"), "By month").values()) == 3
    assert sum(reports(tables(busy, "berik"), "By month").values()) == 4


def test_the_page_says_what_waits_longest_and_leads_there(busy: Desk) -> None:
    with busy.at("dana") as dana:
        page = dana.get("/desk/figures").text

    assert 'href="/desk/cases/1"' in page
    assert "Exact figures of the cases that are yours." in page
    assert "2026, quarter 4" in page


def test_who_sees_no_cases_is_sent_to_the_public_page(busy: Desk) -> None:
    with busy.at("marat") as marat:
        page = marat.get("/desk/figures").text
        taken = marat.get("/desk/figures/csv")

    assert "In this role you see no cases." in page
    assert 'href="/desk/cases/1"' not in page
    assert taken.status_code == 404


def test_taking_figures_out_is_noted(busy: Desk) -> None:
    tables(busy, "dana")
    with busy.database.reading() as tx:
        acts = [(row["actor"], row["act"], row["about"]) for row in tx.rows(schema.history.select())]

    assert ("coordinator", "figures exported", "2026-Q4") in acts
    with busy.database.reading() as tx:
        assert history.verify(tx) is None


def test_the_spreadsheet_holds_numbers_and_no_formula(busy: Desk) -> None:
    with busy.at("dana") as dana:
        answer = dana.get("/desk/figures/xlsx?period=2026")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))

    assert 'filename="figures-2026.xlsx"' in answer.headers["Content-Disposition"]
    assert any(row[3] == 3 for row in rows)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_name_that_looks_like_a_formula_stays_text(furnished: House) -> None:
    hostile = Table("sex", "=1+1", (("@x", "+cmd|' /C calc'!A0", Line(1, 0, 0, 0, None)),))
    lines = exporting.as_csv(furnished.speaker("kk"), period.read("2026"), [hostile]).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(lines.partition("\n")[2]), fieldnames=list("abc")))

    assert not any(cells.is_formula(str(row[name])) for name in "abc")


def test_an_unknown_period_and_an_unknown_kind_of_file(busy: Desk) -> None:
    with busy.at("dana") as dana:
        page = dana.get("/desk/figures?period=nonsense")
        other = dana.get("/desk/figures/exe")

    assert "2026, quarter 4" in page.text
    assert other.status_code == 404
    assert told.NOW.year == 2026


def test_the_page_and_the_digest_tell_of_departments_and_absences(busy: Desk) -> None:
    with busy.at("dana") as dana:
        page = dana.get("/desk/figures").text
        digest = dana.get("/desk/figures/digest/csv?period=2026-Q4").content.decode("utf-8-sig")
        other = dana.get("/desk/figures/digest/exe")

    assert "How soon each department confirmed" in page
    assert (
        sum(int(row["Number"]) for row in csv.DictReader(io.StringIO(digest)) if row["Table"] == "By month")
        == 3
    )
    assert other.status_code == 404


def test_each_table_has_a_chart_that_is_told_in_words_and_no_style(busy: Desk) -> None:
    with busy.at("berik") as berik:
        page = berik.get("/desk/figures?period=2026-Q4").text
    chart = page.partition('aria-labelledby="oblast-chart"')[2].partition("</svg>")[0]

    assert '<title id="oblast-chart">Chart: By region. The same numbers stand in the table.</title>' in chart
    assert ": 3; Almaty: 1</desc>" in chart
    assert chart.count("<rect ") == 2
    assert "style" not in chart


def test_the_digest_is_a_paper_and_can_be_of_one_region_of_theirs(busy: Desk) -> None:
    with busy.at("berik") as berik, busy.at("dana") as dana:
        paper = berik.get("/desk/figures/digest/pdf?period=2026-H2&region=750000000")
        page = berik.get("/desk/figures?period=2026-H2&region=750000000").text
        elsewhere = dana.get("/desk/figures?period=2026-H2&region=750000000").text
        picture = dana.get("/desk/figures/digest/png")
    text = " ".join(
        " ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper.content)).pages).split()
    )

    assert 'filename="digest-2026-H2-750000000.pdf"' in paper.headers["Content-Disposition"]
    assert "Exact figures, for the house alone" in text
    assert "From 1 Jul 2026 to 31 Dec 2026 · Almaty" in text
    assert "2026, half‑year 2 · Almaty</h1>" in page
    assert page.count('href="/desk/cases/') == 1
    assert "Almaty</h1>" not in elsewhere
    assert picture.status_code == 404


def test_the_week_stands_at_the_desk_for_who_has_no_chat(busy: Desk) -> None:
    with busy.at("dana") as dana, busy.at("marat") as marat:
        picture = dana.get("/desk/figures/week.png")
        refused = marat.get("/desk/figures/week.png")
    with busy.database.reading() as tx:
        [told] = weeks.told(tx, most=8)

    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert refused.status_code == 404
    assert told.least["reports"] == 0


def test_a_coordinator_types_in_what_other_bodies_tell_and_unknown_stays_unknown(busy: Desk) -> None:
    figure = {
        "series": "inspections",
        "period": "2026-q1",
        "region": "",
        "number": "7897",
        "source": "=Bulletin <4>",
    }
    with busy.at("dana") as dana, busy.at("berik") as berik:
        kept = dana.press(reporting.PATH, **figure)
        dana.press(reporting.PATH, **{**figure, "series": "crimes", "number": ""})
        wrong = dana.press(reporting.PATH, **{**figure, "number": "-5", "source": "Typed <once>"})
        page = berik.get(reporting.PATH).text
        refused = berik.press(reporting.PATH, **figure)

    assert (kept.status_code, wrong.status_code, refused.status_code) == (303, 422, 404)
    assert 'value="Typed &lt;once&gt;"' in wrong.text
    assert "2026-Q1" in page
    assert "7897" in page
    assert "=Bulletin &lt;4&gt;" in page
    assert page.count("Not known") == 1
