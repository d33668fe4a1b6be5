"""The page of the queue: whose cases it shows, in what order, in which words, and what it finds."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from cases import officers, queue, schema
from locales import languages
from tests.cases.told import DEBT
from tests.web.desk.office import Desk, Visit


def change(desk: Desk, number: int, **values: Any) -> None:
    with desk.database.transaction() as tx:
        tx.execute(update(schema.case).where(schema.case.c.number == number).values(**values))


def listed(visit: Visit, path: str = "/desk/cases") -> list[int]:
    text = visit.get(path).text
    found = [part.partition('"')[0] for part in text.split('<th scope="row"><a href="/desk/cases/')[1:]]
    return [int(one) for one in found]


def test_an_officer_sees_the_cases_of_the_own_department_and_no_others(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    desk.hire("aigul", here.lead.code)
    desk.hire("oskar", elsewhere.lead.code)
    with desk.at("aigul") as aigul:
        assert listed(aigul) == [here.number]
    with desk.at("oskar") as oskar:
        assert listed(oskar) == [elsewhere.number]


def test_an_operator_sees_the_cases_of_the_own_territory_and_their_departments(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    desk.hire("everywhere", role="operator")
    desk.hire("turkistan", role="operator", territory="610000000")
    with desk.at("everywhere") as everywhere:
        assert listed(everywhere) == [here.number, elsewhere.number]
        assert "Department" in everywhere.get("/desk/cases").text
    with desk.at("turkistan") as turkistan:
        assert listed(turkistan) == [here.number]


def test_the_most_urgent_stands_first_and_what_is_overdue_says_so_in_words(desk: Desk) -> None:
    calm, urgent = desk.file(facts={"age": 16, "activity": ["petrol"]}), desk.file(facts=DEBT)
    desk.hire("operator", role="operator")
    with desk.at("operator") as operator:
        assert listed(operator) == [urgent.number, calm.number]
        assert "Overdue since" not in operator.get("/desk/cases").text
        change(desk, calm.number, due_at=desk.clock.now - timedelta(hours=1))
        assert listed(operator) == [calm.number, urgent.number]
        assert operator.get("/desk/cases").text.count("Overdue since") == 1
        assert listed(operator, "/desk/cases?overdue=1") == [calm.number]


def test_a_case_that_was_passed_up_says_so_until_somebody_confirms(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("operator", role="operator")
    change(desk, filed.number, level=1)
    with desk.at("operator") as operator:
        assert "Passed up: nobody confirmed in time" in operator.get("/desk/cases").text
        assert "Passed up: nobody confirmed in time" in operator.get(f"/desk/cases/{filed.number}").text
        change(desk, filed.number, state="acknowledged", acknowledged_at=desk.clock.now)
        assert "Passed up: nobody confirmed in time" not in operator.get("/desk/cases").text


def test_filters_narrow_the_list_and_can_be_cleared(desk: Desk) -> None:
    petrol, cotton = desk.file(facts=DEBT), desk.file()
    desk.hire("operator", role="operator")
    change(desk, cotton.number, state="acknowledged", acknowledged_at=desk.clock.now, taken_by="another")
    with desk.at("operator") as operator:
        assert listed(operator, "/desk/cases?urgency=U0") == [petrol.number]
        assert listed(operator, "/desk/cases?activity=farm") == [cotton.number]
        assert listed(operator, "/desk/cases?state=received") == [petrol.number]
        assert listed(operator, "/desk/cases?whose=nobody") == [petrol.number]
        assert listed(operator, "/desk/cases?whose=mine") == []
        empty = operator.get("/desk/cases?whose=mine").text
        assert "No case fits these filters." in empty
        assert "Clear the filters" in empty
        assert listed(operator, "/desk/cases?state=nonsense&urgency=U9&after=x&activity=%00") == [
            petrol.number,
            cotton.number,
        ]


def test_an_empty_queue_says_that_it_is_empty(desk: Desk) -> None:
    desk.hire("operator", role="operator")
    with desk.at("operator") as operator:
        assert "There are no open cases." in operator.get("/desk/cases").text


def test_more_cases_follow_on_a_page_of_their_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    numbers = [desk.file().number for _ in range(3)]
    desk.hire("operator", role="operator")
    with desk.at("operator") as operator:
        text = operator.get("/desk/cases?activity=farm").text
        following = text.partition('<a class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
        assert listed(operator, "/desk/cases?activity=farm") == numbers[:2]
        assert listed(operator, following) == numbers[2:]
        assert "From the beginning" in operator.get(following).text


def test_a_number_leads_to_its_case_and_only_to_their_own(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    desk.hire("aigul", here.lead.code)
    with desk.at("aigul") as aigul:
        found = aigul.get(f"/desk/cases?number=№ {here.number}")
        assert (found.status_code, found.headers["Location"]) == (303, f"/desk/cases/{here.number}")
        for typed in (str(elsewhere.number), "77", "nine", "9" * 30, "<b>1</b>"):
            answer = aigul.get(f"/desk/cases?number={typed}")
            assert answer.status_code == 200
            assert "There is no case of this number among yours." in answer.text


def test_what_is_new_is_counted_in_words_and_does_not_keep_the_session(desk: Desk) -> None:
    first = desk.file()
    desk.hire("aigul", first.lead.code)
    with desk.at("aigul") as aigul:
        since = aigul.get("/desk/cases").text.partition('data-since="')[2].partition('"')[0]
        asked = f"/desk/cases/news?since={since}"
        assert aigul.get(asked).json() == {"new": 0, "text": "New cases: 0"}
        desk.clock.now += timedelta(minutes=20)
        desk.file()
        desk.file(territory="750000000")
        assert aigul.get(asked).json() == {"new": 1, "text": "New cases: 1"}
        assert aigul.get("/desk/cases/news?since=1.2").status_code == 400
        desk.clock.now += timedelta(minutes=11)  # 31 since a person last did anything
        assert aigul.get(asked, Accept="application/json").status_code == 401


def test_a_case_somebody_took_names_the_officer(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    desk.hire("berik", filed.lead.code)
    with desk.at("aigul") as aigul:
        with desk.database.reading() as tx:
            berik = officers.present(tx, desk.office.keys, "berik")
        change(desk, filed.number, taken_by=berik.lookup)
        assert ">berik<" in aigul.get("/desk/cases").text


def test_editors_and_admins_have_no_queue(desk: Desk) -> None:
    for role in ("editor", "admin"):
        desk.hire(role, role=role)
        with desk.at(role) as visit:
            assert visit.get("/desk/cases").status_code == 404
            assert visit.get("/desk/cases/news?since=1.1.1").status_code == 404


@pytest.mark.parametrize("language", languages.CODES)
def test_the_queue_reads_in_every_language(desk: Desk, language: str) -> None:
    desk.file()
    desk.hire("operator", role="operator")
    with desk.at("operator") as operator:
        operator.browser.headers["Accept-Language"] = language
        answer = operator.get("/desk/cases")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1
