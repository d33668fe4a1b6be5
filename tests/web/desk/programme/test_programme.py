"""Readiness, steps, the plan of a quarter and raids at the desk: what is kept, for whom, and its files."""

import io

import openpyxl  # type: ignore[import-untyped]
import pypdf
import pytest
from sqlalchemy import select

from cases.programme import campaigns, checklist, schema
from cases.visits import schema as visits
from tests.cases.told import NOW
from tests.web.desk.office import Desk

REGION, MAKTAARAL = "610000000", "614400000"


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    desk.hire("dana", role="coordinator", territory=REGION)
    return desk


def test_the_lists_hold_every_question_of_the_annex_and_every_step_of_the_table() -> None:
    lists = checklist.lists()

    assert len(lists[checklist.READINESS].items) == 16
    steps = [one.id.split(".")[1] for one in lists[checklist.PROGRAMME].items]
    assert [steps.count(stage) for stage in ("I", "II", "III", "IV")] == [3, 6, 6, 5]
    assert set(campaigns.known()) == {"twelve_days", "night"}


def test_an_answer_is_kept_sealed_and_the_earlier_ones_stay_readable(staffed: Desk) -> None:
    given = {"region": REGION, "item": "ready.funds", "action": "Сметаны бекіту", "parties": "Әкімдік"}
    with staffed.at("dana") as dana:
        dana.get("/desk/readiness")
        dana.press("/desk/readiness", **given, answer="no", due_on="2026-12-31")
        dana.press("/desk/readiness", **given, answer="partly", due_on="2026-12-31")
        dana.press("/desk/readiness", **given, answer="partly", due_on="2026-12-31")
        page = dana.get("/desk/readiness").text
        paper = dana.get("/desk/readiness/pdf")
        table = dana.get("/desk/programme/csv").content.decode("utf-8-sig")

    with staffed.database.reading() as tx:
        rows = list(tx.rows(select(schema.programme_answer)))
    assert [row["answer"] for row in rows] == ["no", "partly"]
    assert not any("Сметаны".encode() in row["body"] for row in rows)
    assert "Earlier answers" in page
    assert "Сметаны бекіту" in page
    assert "Сметаны бекіту" in pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert table.count("Not answered yet") == 20


def test_an_answer_that_is_none_keeps_what_was_typed(staffed: Desk) -> None:
    with staffed.at("dana") as dana:
        dana.get("/desk/programme")
        told = {"item": "step.I.review", "action": "Ask the akimat", "region": REGION}
        unsaid = dana.press("/desk/programme", **told)
        unfit = dana.press("/desk/programme", **told, answer="yes", due_on="31.12.2026")

    assert (unsaid.status_code, unfit.status_code) == (422, 422)
    assert "Please choose an answer." in unsaid.text
    assert "Ask the akimat" in unsaid.text
    assert "such as 2026-12-31" in unfit.text


def test_the_plan_names_districts_and_no_place(staffed: Desk) -> None:
    staffed.file()
    row = {"id": 1, "token": "t", "account": "a", "state": "planned", "territory": MAKTAARAL, "found": None}
    row |= {"planned_on": "2026-12-01", "sector": "informal", "reason": "campaign", "campaign": "night"}
    row |= {"version": 1, "made_at": NOW, "touched_at": NOW, "submitted_at": None, "body": b"x"}
    with staffed.database.transaction() as tx:
        tx.insert(visits.visit, row)
    with staffed.at("dana") as dana:
        book = openpyxl.load_workbook(io.BytesIO(dana.get("/desk/plan/xlsx?period=2026-Q4").content))

    visit, hot = ([cell.value for cell in sheet[2]] for sheet in book.worksheets[:2])
    assert "Maktaaral" in visit[1]
    assert visit[2:] == ["Informal: market, street, field", "Campaign", "Children at Night Time", "Planned"]
    assert hot[2] == 1


def test_a_raid_is_entered_once_it_can_be_meant(staffed: Desk) -> None:
    told = {"territory": MAKTAARAL, "campaign": "night", "visited": "12", "region": REGION}
    with staffed.at("dana") as dana:
        dana.get("/desk/plan")
        wrong = [
            dana.press("/desk/plan", **told, **more).status_code
            for more in (
                {"day": "2026-11-20", "found": "-1"},
                {"day": "2027-11-20", "found": "1"},
                {"day": "", "found": "1"},
            )
        ]
        right = dana.press("/desk/plan", **told, day="2026-11-20", found="3")
        elsewhere = dana.press(
            "/desk/plan", **(told | {"territory": "750000000"}), day="2026-11-20", found="3"
        )
        page = dana.get("/desk/plan?period=2026-Q4").text

    staffed.hire("aliya", role="coordinator")
    with staffed.at("aliya") as aliya:
        alone = aliya.get("/desk/plan?period=2026-Q4&region=750000000").text
        of_all = aliya.get("/desk/plan").text

    assert (wrong, right.status_code, elsewhere.status_code) == ([422] * 3, 303, 422)
    entered = '<td data-label="Places visited" class="number">12</td>'
    assert entered in page
    assert (entered in of_all, entered in alone) == (True, False)
