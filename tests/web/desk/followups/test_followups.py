"""Follow-up at the desk: answers by hand and by link, why a case cannot be closed, closings approved."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from cases import case, erasure, people, registration
from cases.followups import checks, schedule
from cases.referrals import links
from tests.cases.visits import filled
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit

LEAD = "CHILD_RIGHTS:610000000"
DAY = timedelta(days=1)
WORDS = "мақта <b>теріп</b> жүр"
_LINK = re.compile(r'dir="ltr">[^<]*(/answer/[\w-]+)<')


@pytest.fixture
def number(desk: Desk) -> int:
    """A case in follow-up; three months later an officer and a coordinator are at the desk."""
    number = desk.file().number
    desk.hire("aigul", LEAD)
    desk.hire("olga", role="coordinator")
    with desk.database.transaction() as tx:
        schedule.begin(tx, desk.office, number, now=desk.clock.now)
    desk.clock.now = datetime(2027, 2, 24, 6, tzinfo=UTC)
    return number


def test_a_case_is_closed_only_after_the_facts_are_known_and_the_coordinator_has_approved(
    desk: Desk, number: int
) -> None:
    page, close = f"/desk/cases/{number}/follow-up", f"/desk/cases/{number}/close"
    with desk.at("aigul") as aigul, desk.at("olga") as olga:
        aigul.press(f"/desk/cases/{number}/acknowledge")
        refused = aigul.press(close, outcome="helped")
        assert refused.status_code == 422
        assert "Nobody has checked yet whether the child works." in html.unescape(refused.text)
        for one in _due(desk, number):
            fine = "no" if one.fact == checks.WORK else "regularly"
            assert aigul.press(f"{page}/answer", check=one.id, answer=fine).status_code == 303
        assert "Before the case can be closed" not in aigul.get(page).text
        assert aigul.press(close, outcome="helped").headers["Location"].endswith("said=close-proposed")
        assert aigul.get("/desk/closures").status_code == 404
        assert f'value="{number}"' in olga.get("/desk/closures").text
        back = olga.press("/desk/closures", case=number, reason="visit", do="back")
        assert "Sent back: 1." in back.text
        assert "Please visit once more" in aigul.get(page).text
        aigul.press(close, outcome="helped")
        closed = olga.press("/desk/closures", case=number, reason="visit", do="close")
        assert "Closed: 1." in closed.text
    with desk.database.reading() as tx:
        assert (case.get(tx, number).state, case.get(tx, number).outcome) == ("closed", "helped")


def test_somebody_without_account_answers_by_a_link_that_the_officer_copies(desk: Desk, number: int) -> None:
    page, one = f"/desk/cases/{number}/follow-up", _due(desk, number)[0]
    with desk.at("aigul") as aigul, desk.stranger() as guest:
        found = _LINK.search(aigul.press(f"{page}/link", check=one.id).text)
        assert found
        link = found.group(1)
        assert guest.get(link).status_code == 200
        shown = guest.post(link, {"language": "kk"})
        assert "Бала сол немесе соған ұқсас жұмысты қайта істеп жүр ме?" in shown.text
        wrong = guest.post(f"{link}/said", {"answer": "yes", "hours": "<many>", "words": "мақта"})
        assert (wrong.status_code, "мақта" in wrong.text, "<many>" in wrong.text) == (422, True, False)
        for cannot in ({"hours": "-2"}, {"hours": "25"}, {"hours_week": "200"}, {"needs": "gold"}):
            assert guest.post(f"{link}/said", {"answer": "yes", **cannot}).status_code == 422
        told = {"answer": "yes", "why": "money", "hours": "9,5", "since": "2027-02-01", "words": WORDS}
        assert guest.post(f"{link}/said", {**told, "activity": "cotton", "needs": "psych"}).status_code == 200
        assert guest.get(link).status_code == 410
        written = html.unescape(aigul.get(page).text.partition('class="beside"')[2])
        assert "Not enough money" in written
        assert _in_order(
            written, "9.5", "A psychologist", "Written by the verifier (organisation), 24", WORDS
        )
        assert _in_order(html.unescape(aigul.get(f"/desk/cases/{number}").text), "Cotton", WORDS)
        assert "A psychologist" in aigul.get(f"/desk/cases/{number}/measures").text
        bare, whole = (aigul.get(f"/desk/cases/{number}/pack.json{more}").text for more in ("", "?words=1"))
        assert (WORDS in bare, WORDS in whole, "verifier (" in whole) == (False, True, False)
        card = aigul.get(f"/desk/cases/{number}").text
        assert "work again? – <strong>Yes</strong>" in card
        assert "Mar 2027" in card.partition("Asked next on ")[2][:12]
    with desk.database.reading() as tx:
        known = checks.get(tx, one.id)
    assert (known.answer, known.why, known.verifier) == ("yes", "money", "organisation")
    with desk.database.transaction() as tx:
        erasure.erase(tx, number, actor="desk", reason="subject_request", now=desk.clock.now)
    with desk.at("aigul") as aigul:
        assert aigul.get(page).status_code == 404
        assert WORDS not in html.unescape(aigul.get(f"/desk/cases/{number}").text)


def test_a_verifier_who_was_let_go_answers_by_no_page_that_was_opened_before(desk: Desk, number: int) -> None:
    one, keys, now = _due(desk, number)[0], desk.office.keys, desk.clock.now
    with desk.database.transaction() as tx:
        account = filled.monitor(tx, keys)
        told = {"asks": "", "verifier": checks.MONITOR, "account": account, "tries": one.tries}
        behind = links.Behind(links.CHECK, one.id, number, told)
        token = links.make(tx, keys, behind, until=now + DAY, entropy=filled.entropy, now=now)
        people.let_go(tx, account, actor="coordinator", now=now)
    with desk.stranger() as guest:
        over = guest.post(f"/answer/{token}/said", {"answer": "no"})
    assert (over.status_code, "Nothing more has to be done here" in over.text) == (410, True)
    assert next(left for left in _due(desk, number) if left.id == one.id).is_open


def test_the_number_of_the_departments_own_register_is_kept_sealed_and_shown(desk: Desk, number: int) -> None:
    page = f"/desk/cases/{number}/follow-up"
    with desk.at("aigul") as aigul:
        assert aigul.press(f"{page}/registered", own=" ").status_code == 422
        assert aigul.press(f"{page}/registered", own="ЗТ-2027 <7>").status_code == 303
        shown = aigul.get(page).text
    with desk.database.reading() as tx:
        signed = staff.signed_in(tx, desk.office, "aigul")
        kept = [one.number for one in registration.of_case(tx, signed.unlocked, number)]
    assert kept == ["ЗТ-2027 <7>"]
    assert "ЗТ-2027 &lt;7&gt;" in shown


def test_what_is_not_of_the_case_or_not_theirs_is_not_there(desk: Desk, number: int) -> None:
    other = desk.file(territory="613800000").number
    with desk.database.transaction() as tx:
        schedule.begin(tx, desk.office, other, now=desk.clock.now)
        foreign = checks.of_case(tx, other)[0].id
    desk.hire("berik", "EDU_LOC:614400000")
    with desk.at("aigul") as aigul, desk.at("berik") as berik:
        assert _answered(aigul, number, str(foreign)) == 404
        assert _answered(aigul, number, "x") == 404
        assert _answered(aigul, number, str(_due(desk, number)[0].id), "perhaps") == 422
        assert _answered(berik, number, str(_due(desk, number)[0].id)) == 404


def test_nothing_that_an_officer_typed_is_lost_with_an_answer_that_cannot_be_kept(
    desk: Desk, number: int
) -> None:
    act, one = f"/desk/cases/{number}/follow-up/answer", _due(desk, number)[0]
    told = {"check": one.id, "answer": "no", "words": WORDS, "needs": "psych"}
    with desk.at("aigul") as aigul:
        unfit = html.unescape(aigul.press(act, **told, hours="25").text)
        assert _in_order(unfit, 'value="no" required checked', 'value="25"', 'value="psych" checked', WORDS)
        assert unfit.count(WORDS) == 1
        assert aigul.press(act, check=one.id, answer="no").status_code == 303
        late = aigul.press(act, **told)
        assert (late.status_code, WORDS in html.unescape(late.text)) == (409, True)


def _in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def _answered(visit: Visit, number: int, check: str, answer: str = "no") -> int:
    return visit.press(f"/desk/cases/{number}/follow-up/answer", check=check, answer=answer).status_code


def _due(desk: Desk, number: int) -> list[checks.Check]:
    with desk.database.reading() as tx:
        return [
            one for one in checks.of_case(tx, number) if one.is_due(desk.clock.now.date()) and one.round == 3
        ]
