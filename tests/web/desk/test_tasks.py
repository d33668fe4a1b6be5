"""The page of what people have to do: whose tasks stand there, where they lead, and the tick."""

import pytest

from cases import history, tasks
from cases.tasks import Errand
from conversations import tasks as words
from locales import languages
from tests.cases.told import DEBT
from tests.web.desk.office import Desk, Visit

COUNT = 'class="count" aria-hidden="true">{}<'


def ask(desk: Desk, kind: str, department: str, number: int | None = None, about: str = "") -> int:
    with desk.database.transaction() as tx:
        task = tasks.ask(tx, desk.office.keys, Errand(kind, department, number, about), now=desk.clock.now)
    assert task is not None
    return task.id


def listed(visit: Visit) -> list[int]:
    text = visit.get("/desk/tasks").text
    return [int(part.partition('"')[0]) for part in text.split('<h2 id="task-')[1:]]


def operators(desk: Desk) -> str:
    found = desk.office.departments.responsible("OPERATOR", "")
    assert found is not None
    return found.code


def test_a_task_says_what_to_do_leads_there_and_is_ticked_once(desk: Desk) -> None:
    filed = desk.file(facts=DEBT)  # somebody has to telephone the police
    desk.hire("operator", role="operator")
    desk.hire("another", role="operator")
    with desk.at("operator") as operator, desk.at("another") as another:
        text = operator.get("/desk/tasks").text
        assert "Please telephone the police now: 112." in text
        assert f'href="/desk/cases/{filed.number}"' in text
        assert COUNT.format(1) in operator.get("/desk/account").text
        (id,) = listed(operator)
        assert COUNT.format(1) in another.get("/desk/figures").text  # without a look at the list
        assert operator.press(f"/desk/tasks/{id}/done").headers["Location"] == "/desk/tasks?said=done"
        assert "Noted as done." in operator.get("/desk/tasks?said=done").text
        assert 'class="count"' not in another.get("/desk/account").text  # done by somebody else
        assert another.press(f"/desk/tasks/{id}/done").headers["Location"] == "/desk/tasks?said=before"
        assert listed(operator) == []
        assert "There is nothing to do right now." in operator.get("/desk/tasks").text

    with desk.database.transaction() as tx:
        done = [row for row in history.of_case(tx, filed.number) if row["act"] == "done: telephone"]
    assert [row["actor"] for row in done] == ["operator"]


def test_an_officer_sees_the_tasks_of_the_own_department_about_cases_it_was_told_of(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    desk.hire("aigul", here.lead.code)
    mine = ask(desk, tasks.REASSESS, here.lead.code, here.number)
    not_told = ask(desk, tasks.REASSESS, here.lead.code, elsewhere.number)
    others = ask(desk, tasks.DECIDE, operators(desk), here.number)
    without_case = ask(desk, tasks.UNREACHABLE, here.lead.code, about=here.lead.code)
    with desk.at("aigul") as aigul:
        assert listed(aigul) == [mine, without_case]
        for id in (not_told, others, 99):
            aigul.press(f"/desk/tasks/{id}/done")
    with desk.database.reading() as tx:
        assert {one.id for one in tasks.open_ones(tx)} == {mine, not_told, others, without_case}


def test_operators_and_coordinators_see_those_of_their_territory(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    one = ask(desk, tasks.DECIDE, operators(desk), here.number)
    two = ask(desk, tasks.DECIDE, operators(desk), elsewhere.number)
    three = ask(desk, tasks.REASSESS, here.lead.code, here.number)
    for name, role, territory in (
        ("all", "operator", ""),
        ("south", "operator", "610000000"),
        ("lead", "coordinator", "610000000"),
    ):
        desk.hire(name, role=role, territory=territory)
    seen = {}
    for name in ("all", "south", "lead"):
        with desk.at(name) as visit:
            seen[name] = listed(visit)

    assert seen == {"all": [one, two], "south": [one], "lead": [one, three]}


def test_each_kind_leads_to_the_page_where_it_is_done(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("all", role="coordinator")
    for kind in words.WORDS:
        ask(desk, kind, operators(desk), filed.number, about=filed.lead.code)
    with desk.at("all") as visit:
        text = visit.get("/desk/tasks").text

    for way in ("decline", "release", "ask", "reopen"):
        assert f'href="/desk/cases/{filed.number}/{way}"' in text
    assert text.count("/done") == len(words.BY_HAND)


def test_what_ends_by_itself_cannot_be_ticked(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("all", role="coordinator")
    id = ask(desk, tasks.RELEASE, operators(desk), filed.number, about=filed.lead.code)
    with desk.at("all") as visit:
        assert visit.press(f"/desk/tasks/{id}/done").status_code == 404
        assert visit.press("/desk/tasks/x/done").status_code == 404
        assert listed(visit) == [id]


@pytest.mark.parametrize("language", languages.CODES)
def test_the_tasks_read_in_every_language(desk: Desk, language: str) -> None:
    desk.file(facts=DEBT)
    desk.hire("operator", role="operator")
    with desk.at("operator") as operator:
        operator.browser.headers["Accept-Language"] = language
        text = operator.get("/desk/tasks").text

    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
