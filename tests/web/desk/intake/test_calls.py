"""A telephone call at the desk, by form posts alone: entered, kept, read back, filed, cut off, alarmed."""

import re
from datetime import UTC, date
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from cases import case, forwarding, schema
from cases.calls import counting
from cases.calls.schema import open_call
from cases.case import CaseRow
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Desk, Visit

LIST = "/desk/calls"
SHEET = {"sheet": "1", "language": "uz", "kind": "report", "who": "neighbour"}
COTTON: dict[str, Any] = {**SHEET, "q.what": "g_farm", "q.refine": "cotton", "q.age": "12_13"}


def begun(visit: Visit) -> str:
    """Begin a call; gives its address."""
    visit.get(LIST)
    return visit.press(LIST, act="begin").headers["Location"]


def newest(desk: Desk) -> CaseRow:
    with desk.database.reading() as tx:
        return case.listing(tx, limit=1)[0]


def counts(desk: Desk) -> dict[tuple[str, str], int]:
    with desk.database.reading() as tx:
        found = counting.by_day(tx, date(2026, 1, 1), date(2026, 12, 31))
    return {(kind, end): many for (_, kind, end), many in found.items()}


def ticked(page: httpx.Response) -> set[str]:
    """Give name and value of everything that is chosen on a page."""
    inputs = re.findall(r"<input[^>]*>", page.text)
    pairs = (
        (re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one))
        for one in inputs
        if " checked" in one
    )
    return {f"{name[1]}={value[1]}" for name, value in pairs if name and value and value[1]}


def test_a_call_becomes_a_case_by_forms_alone(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    found = visit.press(here, **COTTON, **{"w.where": "Мақтаарал ауданы"}, act="go")
    assert found.headers["Location"] == f"{here}/check"
    page = visit.get(f"{here}/check").text
    assert "Bola qanday ish qilyapti?" in page or "qilyapti?" in page
    filed = visit.press(f"{here}/check", act="file")
    assert filed.headers["Location"] == f"{here}/code"
    code = visit.get(f"{here}/code").text

    row = newest(desk)
    assert (row.language, row.activity, row.age_band, row.territory) == ("uz", "farm", "12-13", MAKTAARAL)
    assert re.search(r'id="receipt">\d{4}-\d{4}-\d{4}-\d{4}<', code)
    assert f"Case {row.number} has been filed." in code


def test_filing_twice_is_filing_once_and_the_code_stays(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **COTTON, act="save")
    codes = set()
    for _ in range(2):
        visit.press(f"{here}/check", act="file")
        codes.add(re.search(r'id="receipt">([\d-]+)', visit.get(f"{here}/code").text)[1])  # type: ignore[index]

    assert len(codes) == 1
    assert newest(desk).number == 1


def test_what_was_entered_survives_a_new_sign_in(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    kept = visit.browser.post(
        f"{here}/kept",
        data={"csrf": visit.csrf, **COTTON, "w.more": "the child is called by no name"},
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"},
    )
    assert "refine.cotton" in kept.json()["shown"]

    with desk.at("berik") as later:
        assert here in later.get(LIST).text
        page = later.get(here)
        assert {"q.what=g_farm", "q.refine=cotton", "kind=report", "language=uz"} <= ticked(page)
        assert "the child is called by no name" in page.text


def test_a_call_is_its_operators_alone(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    desk.hire("dana", role="operator")
    with desk.at("dana") as other:
        assert other.get(here).status_code == 404
        assert other.press(here, **COTTON, act="danger").status_code == 404
        assert here not in other.get(LIST).text


@pytest.mark.parametrize("role", ["officer", "coordinator", "editor", "admin"])
def test_nobody_but_operators_answers_calls(desk: Desk, role: str) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code if role == "officer" else "", role=role)
    with desk.at("aigul") as visit:
        assert visit.get(LIST).status_code == 404
        assert visit.get(f"{LIST}/places?text=a").status_code == 404


def test_danger_files_the_worst_at_once_and_the_call_goes_on(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET, **{"w.where": "Мақтаарал ауданы"}, act="danger")
    page = visit.get(here).text
    row = newest(desk)

    assert (row.severity, row.urgency, row.lead.partition(":")[0]) == (4, "U0", "POLICE_JUV")
    assert f"case {row.number}" in page
    with desk.database.reading() as tx:
        [task] = tx.rows(select(schema.task))
        assert (task["kind"], task["case_number"]) == ("telephone", row.number)

    visit.press(here, **COTTON, **{"w.where": "Мақтаарал ауданы"}, act="danger")
    visit.press(f"{here}/check", act="file")
    assert newest(desk).number == row.number
    assert 'id="receipt"' in visit.get(f"{here}/code").text


def test_a_call_that_was_cut_off_is_filed_and_counted(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    answer = visit.press(here, **COTTON, act="broken")

    assert answer.headers["Location"] == f"{LIST}?done=cut&case={newest(desk).number}"
    assert newest(desk).lead.partition(":")[0] == "OPERATOR"  # nobody knows where
    assert counts(desk) == {("report", "broken"): 1}
    assert visit.get(here).status_code == 404


def test_silence_takes_one_tap(desk: Desk, visit: Visit) -> None:
    visit.get(LIST)
    visit.press(LIST, act="silent")

    assert counts(desk) == {("silent", "done"): 1}
    with desk.database.reading() as tx:
        assert tx.rows(select(open_call)) == []


def test_ending_a_call_loses_nothing_that_was_said(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET, **{"w.more": "something"}, act="save")
    visit.press(f"{here}/end", act="end")
    empty = begun(visit)
    visit.press(f"{empty}/end", act="end")

    assert newest(desk).number == 1
    assert counts(desk) == {("report", "done"): 1, ("silent", "done"): 1}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("мактаарал ауданы", "Maktaaral"),
        ("Maktaaral audany", "Maktaaral"),
        ("vfrnffhfk felfys", "Maktaaral"),
        ("Гурьев", "Atyrau"),
        ("Целиноград", "Astana"),
    ],
)
def test_a_place_is_found_by_any_name_spelling_script_and_layout(
    visit: Visit, typed: str, meant: str
) -> None:
    found = visit.get(f"{LIST}/places?text={typed}", Accept="application/json").json()["places"]

    assert any(meant in one["name"] for one in found), found


def test_a_place_that_words_leave_open_is_chosen_from_a_list(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET, **{"w.where": "Жаңа ауыл"}, act="save")
    page = visit.get(here)
    offered = re.findall(r'name="place" value="(\d+)"', page.text)
    assert len(offered) > 1
    visit.press(here, **SHEET, **{"w.where": "Жаңа ауыл", "place": offered[1]}, act="save")

    assert f"place={offered[1]}" in ticked(visit.get(here))


def test_new_words_for_the_place_take_back_the_old_choice(visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET, **{"w.where": "Мақтаарал ауданы"}, act="save")
    assert f"place={MAKTAARAL}" in ticked(visit.get(here))
    visit.press(here, **SHEET, **{"w.where": "xyzzy qwrt", "place": MAKTAARAL}, act="save")

    assert f"place={MAKTAARAL}" not in ticked(visit.get(here))


def test_words_that_only_go_on_leave_the_chosen_place(visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET, **{"w.where": "Мақтаарал ауданы"}, act="save")
    more = "Мақтаарал ауданы, ескі қойма қасы qwrt"
    visit.press(here, **SHEET, **{"w.where": more, "place": MAKTAARAL}, act="save")

    assert f"place={MAKTAARAL}" in ticked(visit.get(here))


def test_another_receiver_needs_a_reason(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **COTTON, **{"w.where": "Мақтаарал ауданы"}, act="save")
    page = visit.get(f"{here}/check").text
    to = re.findall(r'<option value="(SOCIAL:[^"]*)"', page)[0]

    assert visit.press(f"{here}/check", to=to, act="file").status_code == 422
    assert visit.press(f"{here}/check", to="POLICE_X:1", reason="decided", act="file").status_code == 422
    visit.press(f"{here}/check", to=to, reason="decided", act="file")
    row = newest(desk)
    assert row.lead == to
    with desk.database.reading() as tx:
        states = {one.department: one.state for one in forwarding.of_case(tx, row.number)}
    assert "declined" in states.values()


def test_help_nearby_is_read_in_the_callers_language(visit: Visit) -> None:
    here = begun(visit)
    visit.press(here, **SHEET | {"kind": "info", "language": "kk"}, act="go")
    page = visit.get(f"{here}/services?need=need.psych").text

    assert page.count("<article") in (1, 2, 3)
    assert 'lang="kk"' in page


def test_hostile_words_stay_words(visit: Visit) -> None:
    here = begun(visit)
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    visit.press(here, **SHEET | {"name": hostile, "w.what": hostile, "w.where": hostile}, act="save")
    for page in (here, f"{here}/check", LIST):
        text = visit.get(page).text
        assert "<script>alert" not in text
        assert "{{ 7*7 }}" in text or page == LIST


@pytest.mark.parametrize("named", ["0x1", "99999999", "١٢", "1'--"])
def test_an_address_that_names_no_call_is_no_page(visit: Visit, named: str) -> None:
    assert visit.get(f"{LIST}/{named}").status_code == 404


def test_the_timer_begins_when_the_call_does(desk: Desk, visit: Visit) -> None:
    began = desk.clock.now.astimezone(UTC).isoformat(timespec="seconds")

    assert f'data-began="{began}"' in visit.get(begun(visit)).text


def test_choosing_the_callers_language_gives_what_is_said_aloud_in_it(visit: Visit) -> None:
    here = begun(visit)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    fields = {"csrf": visit.csrf, **SHEET, "heard_in": "en"}
    told = visit.browser.post(f"{here}/kept", data=fields, headers=headers).json()
    again = visit.browser.post(f"{here}/kept", data=fields | {"heard_in": "uz"}, headers=headers).json()

    assert (told["spoken"], told["aloud"]["refine.cotton"]) == ("uz", "Paxta")
    assert "aloud" not in again


def test_two_windows_of_one_call_lose_nothing_and_the_operator_chooses(desk: Desk, visit: Visit) -> None:
    here = begun(visit)
    first, second = (
        dict(re.findall(r'name="(page|was)" value="([^"]*)"', visit.get(here).text)) for _ in "12"
    )
    visit.press(here, **COTTON | first | {"q.age": "7_11", "w.more": "ten children"}, act="save")
    told = visit.browser.post(
        f"{here}/kept",
        data={"csrf": visit.csrf, **COTTON, **second, "q.age": "14_15", "name": "Asel"},
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"},
    ).json()
    assert told["elsewhere"]
    second["was"] = told["was"]
    found = visit.press(here, **COTTON | second | {"q.age": "14_15", "name": "Asel"}, act="go")
    assert found.headers["Location"] == here  # not read back before one is chosen
    page = visit.get(here).text
    [dispute] = re.findall(r'<form method="post" action="[^"]*/choose".*?</form>', page, re.DOTALL)
    assert ticked(visit.get(here)) >= {"q.age=7_11"}
    assert 'value="Asel"' in page
    assert "ten children" in page

    visit.press(f"{here}/choose", **{"keep.q.age": second["page"], "keep.name": "nobody"})
    assert second["page"] in dispute
    assert "/choose" not in visit.get(here).text
    visit.press(f"{here}/check", act="file")
    assert newest(desk).age_band == "14-15"
