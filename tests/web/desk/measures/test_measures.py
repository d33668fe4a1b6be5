"""Measures at the desk: proposed, written down with a service, sent by a link, answered, put aside."""

import html
import re

import pytest

from cases import history
from cases.followups import schedule
from cases.referrals import measures
from cases.referrals.measures import Measure
from cases.services import demand
from store import duties
from tests.cases.told import DEBT
from tests.web.desk.office import Desk, Visit

OWNER = "CHILD_RIGHTS:610000000"
NAME = "Канарейка"


@pytest.fixture
def number(desk: Desk) -> int:
    desk.hire("aigul", OWNER)
    return desk.file(facts={**DEBT, "school_harm": "absent"}).number


def kept(desk: Desk, number: int) -> tuple[Measure, ...]:
    with desk.database.reading() as tx:
        return measures.of_case(tx, number)


def form(number: int, **changed: str) -> tuple[str, dict[str, str]]:
    """Give the path and the fields as the page of a doctor sends them, unless changed."""
    fields = {
        "template": "doctor",
        "line": "13",
        "words": "осмотр <b>хирурга</b>",
        "need": "medical",
        "mode": "direct",
        "agreed_on": "2026-11-23",
        "due_on": "2026-12-01",
        "consent": "yes",
        "asked": "child",
        "contact": "+7 700 000 00 00",
    }
    return f"/desk/cases/{number}/measures/new", fields | changed


def press(visit: Visit, number: int, act: str, **changed: str) -> str:
    path, fields = form(number, **changed)
    answer = visit.press(path, act=act, **fields)
    assert answer.status_code in (200, 303, 422), answer.text
    return html.unescape(answer.text)


def service(page: str) -> str:
    """Give the id of the first service offered."""
    found: list[str] = re.findall(r'name="service" value="([^"]+)"', page)
    return found[0]


def test_an_officer_refers_and_the_organisation_answers(desk: Desk, number: int) -> None:
    with desk.at("aigul") as aigul, desk.stranger() as guest:
        proposed = aigul.get(f"/desk/cases/{number}/measures")
        assert "Examination and treatment by a doctor" in proposed.text
        [itself] = re.findall("<strong>Take the child out of this work at once</strong>.*", proposed.text)
        assert ">at once<" not in itself  # the measure says so already
        page = aigul.get(f"/desk/cases/{number}/measures/new?template=doctor").text
        chosen = service(page)
        review = press(aigul, number, "review", service=chosen, named="1", name=NAME)
        assert "please call first" in review  # nobody has made sure of it
        assert "осмотр <b>хирурга</b>" in review  # html.unescape'd: it was escaped
        assert kept(desk, number) == ()
        sent = press(aigul, number, "send", service=chosen, named="1", name=NAME)
        assert 'value="http://127.0.0.1' in sent  # a whole address, to be copied
        [link] = re.findall(r"/answer/[\w-]+", sent.split('id="link"')[1].split(">")[0])
        assert "<svg" in sent
        assert "A link before this one" not in sent  # there was none
        told = guest.post(link, {"language": "en"}).text
        assert NAME in told
        assert "хирурга" not in told
        assert guest.post(f"{link}/said", {"answer": "accepted", "words": "ждём в среду"}).status_code == 200
        [one] = kept(desk, number)
        assert (one.state, one.service, one.consent) == ("accepted", chosen, "yes")
        shown = aigul.get(f"/desk/cases/{number}/measures/{one.id}").text
        assert "ждём в среду" in shown
        assert "Taken on" in aigul.get(f"/desk/cases/{number}/measures").text
        assert "An organisation takes a measure on" in aigul.get(f"/desk/cases/{number}").text
        done = guest.post(f"{link}/said", {"answer": "done", "day": "2026-11-23"})
        assert "Thank you" in done.text
    [one] = kept(desk, number)
    assert (one.state, one.done_on) == ("done", "2026-11-23")
    with desk.database.transaction() as tx:
        assert schedule.of_case(tx, number) is not None
        acts = [row["act"] for row in history.of_case(tx, number)]
        assert not any(NAME in act or "хирурга" in act for act in acts)
        assert duties.waiting(tx, desk.clock.now).due >= 0


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"due_on": "2026-11-22"}, "lies before the day of the measure"),
    ({"agreed_on": "in May"}, "Please write the day as"),
    ({"words": ""}, "Please write something"),
    ({"consent": ""}, "whether the family agreed"),
    ({"asked": ""}, "who was asked"),
    ({"line": "17"}, "choose the line"),
    ({"mailbox": "a@b.kz"}, "no mail address"),
    ({"named": "1", "name": ""}, "write the name"),
)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Desk, number: int) -> None:
    with desk.at("aigul") as aigul:
        for changed, said in WRONG:
            page = press(aigul, number, "review", **{"contact": "+7 701", **changed})
            assert said in page
            assert 'value="+7 701"' in page
        several = press(aigul, number, "review", words="", consent="", due_on="2026-11-22")
        assert all(
            said in several for said in ("write something", "and if it did, who was asked", "lies before")
        )
        uncalled = press(aigul, number, "review", contact="")
        assert "Please write whom the organisation can call." in uncalled  # said before it is to be sent
        assert "Send to the organisation" not in uncalled


def test_a_need_without_a_service_is_a_gap_and_the_oblast_is_named(desk: Desk, number: int) -> None:
    with desk.at("aigul") as aigul:
        changed = {"need": "leisure", "line": "15", "template": "leisure", "consent": "later"}
        assert "The nearest authority that can answer" in press(aigul, number, "search", **changed)
        assert "Send to the organisation" not in press(aigul, number, "review", **changed)
        press(aigul, number, "keep", **changed)
    [one] = kept(desk, number)
    assert (one.state, one.consent) == ("proposed", "later")
    with desk.database.reading() as tx:
        assert sum(demand.in_vain(tx, since=desk.clock.now).values()) == 1


def test_the_same_measure_twice_is_an_update(desk: Desk, number: int) -> None:
    with desk.at("aigul") as aigul:
        press(aigul, number, "keep")
        again = press(aigul, number, "keep", words="второй раз")
        assert "This measure stands already" in again
        [first] = kept(desk, number)
        press(aigul, number, "keep", words="второй раз", update=str(first.id))
    assert [one.state for one in kept(desk, number)] == ["replaced", "agreed"]


def test_an_answer_by_telephone_consent_given_later_and_a_measure_put_aside(desk: Desk, number: int) -> None:
    with desk.at("aigul") as aigul:
        press(aigul, number, "keep", consent="later", asked="")
        [one] = kept(desk, number)
        path = f"/desk/cases/{number}/measures/{one.id}"
        assert "Make a new link" not in aigul.get(path).text
        half = aigul.press(path, act="consent", consent="yes")
        assert (half.status_code, "who was asked" in half.text) == (422, True)
        aigul.press(path, act="consent", consent="yes", asked="child")
        assert "Send to the organisation" in aigul.get(path).text
        sent = aigul.press(path, act="send", contact="+7 700")
        assert "/answer/" in sent.text
        half = aigul.press(path, act="answer", answer="cannot", words="мест нет")
        assert (half.status_code, "мест нет" in half.text) == (422, True)
        aigul.press(path, act="answer", answer="cannot", reason="full", words="мест нет")
        assert [(one.state, one.reason) for one in kept(desk, number)] == [("cannot", "full")]
        aigul.press(path, act="replace")
        assert [one.state for one in kept(desk, number)] == ["replaced"]
        assert aigul.press(path, act="replace").status_code == 409


def test_a_parent_who_may_be_the_threat_is_not_asked(desk: Desk) -> None:
    desk.hire("aigul", OWNER)
    number = desk.file(facts={**DEBT, "compulsion_by": "parent"}).number
    with desk.at("aigul") as aigul:
        page = aigul.get(f"/desk/cases/{number}/measures/new?template=doctor").text
        assert 'name="asked" value="child"' in page
        assert 'name="asked" value="parent"' not in page
        assert "who was asked" in press(aigul, number, "keep", asked="parent")


def test_agreement_taken_back_is_kind_to_the_organisation_and_stands_in_the_history(
    desk: Desk, number: int
) -> None:
    with desk.at("aigul") as aigul, desk.stranger() as guest:
        sent = press(aigul, number, "send", named="1", name=NAME)
        [link] = re.findall(r"/answer/[\w-]+", sent.split('id="link"')[1].split(">")[0])
        [one] = kept(desk, number)
        path = f"/desk/cases/{number}/measures/{one.id}"
        assert "If the family takes its agreement back" in aigul.get(path).text
        back = aigul.press(path, act="consent", consent="no")
        assert back.headers["Location"].endswith("said=back")
        assert "ask it to delete" in aigul.get(back.headers["Location"]).text
        gone = guest.get(f"{link}?language=en")
        assert (gone.status_code, "taken its agreement back" in gone.text, NAME in gone.text) == (
            410,
            True,
            False,
        )
        assert "The family took its agreement back" in aigul.get(f"/desk/cases/{number}").text


def test_a_tick_says_that_the_family_is_the_threat_and_holds_for_everybody(desk: Desk, number: int) -> None:
    desk.hire("berik", role="operator")
    page, tick = f"/desk/cases/{number}/measures", f"/desk/cases/{number}/receiver"
    with desk.at("aigul") as aigul, desk.at("berik") as berik, desk.stranger() as guest:
        sent = press(aigul, number, "send", asked="parent", informed="parent")
        [link] = re.findall(r"/answer/[\w-]+", sent.split('id="link"')[1].split(">")[0])
        [one] = kept(desk, number)
        assert berik.press(tick, threat="perhaps").status_code == 422
        assert berik.press(tick, threat="yes").status_code == 303
        assert "do not hand the child over" in aigul.get(page).text
        for visit in (aigul, berik):
            assert "do not hand the child over" in visit.get(f"/desk/cases/{number}").text
        assert "do not hand the child over to the parents" in guest.post(link, {"language": "en"}).text
        shown = aigul.get(f"{page}/{one.id}").text
        assert "this agreement does not count" in shown
        assert "Make a new link" not in shown
        assert aigul.press(f"{page}/{one.id}", act="send", contact="+7 700").status_code == 409
        changed = {"template": "clothes", "line": "12b", "need": "school_aid"}
        assert "is not told" in press(aigul, number, "keep", informed="parent", **changed)
        aigul.press(f"{page}/{one.id}", act="consent", consent="yes", asked="child")
        assert "/answer/" in aigul.press(f"{page}/{one.id}", act="send", contact="+7 700").text
        berik.press(tick, threat="no")
        assert "do not hand the child over" not in aigul.get(page).text


def test_the_page_of_a_case_shows_its_measures_to_those_who_may_open_them(desk: Desk, number: int) -> None:
    desk.hire("berik", role="operator")
    desk.hire("boris", "PROS:610000000")
    with desk.at("aigul") as aigul, desk.at("berik") as berik, desk.at("boris") as boris:
        assert "Measures that the rules propose" in aigul.get(f"/desk/cases/{number}").text
        press(aigul, number, "send")
        shown = aigul.get(f"/desk/cases/{number}").text
        assert "Link made, no answer yet" in shown
        assert f"/desk/cases/{number}/measures/1" in shown
        for other in (berik, boris):
            assert f"/desk/cases/{number}/measures/1" not in other.get(f"/desk/cases/{number}").text


def test_who_only_reads_an_extract_sees_no_measures(desk: Desk, number: int) -> None:
    desk.hire("boris", "PROS:610000000")
    with desk.at("boris") as boris:
        assert boris.get(f"/desk/cases/{number}/measures").status_code in (404, 409)
        assert boris.get(f"/desk/cases/{number}/measures/new").status_code in (404, 409)
