"""An earlier report at the telephone: found by its code, added to, answered, as in every channel."""

import re

from cases import history, parts, questions
from cases.questions import Asking
from conversations import following, limits, tracking
from tests.doubles import recovery
from tests.web.desk.office import Desk, Visit

LIST = "/desk/calls"


def begun(visit: Visit) -> str:
    visit.get(LIST)
    here = visit.press(LIST, act="begin").headers["Location"]
    visit.press(here, sheet="1", kind="code", language="en", act="go")
    return f"{here}/earlier"


def follow(visit: Visit, answer: str) -> str:
    return visit.get(answer).text


def test_a_code_read_out_with_pauses_shows_how_far_the_report_is(desk: Desk, visit: Visit) -> None:
    filed = desk.file()
    here = begun(visit)
    answer = visit.press(here, act="look", code=filed.receipt.replace("-", "  "))
    page = follow(visit, answer.headers["Location"])

    assert "Status:" in page or "received" in page.lower()
    assert "Add to the report" in page


def test_what_the_caller_adds_and_that_it_goes_on_reaches_the_case(desk: Desk, visit: Visit) -> None:
    filed = desk.file()
    here = begun(visit)
    visit.press(here, act="look", code=filed.receipt)
    added = visit.press(here, act="add", text="there are more of them now")
    visit.press(here, act="still")

    assert following.ADDED_NOW.english in follow(visit, added.headers["Location"])
    with desk.database.reading() as tx:
        told = parts.read(tx, recovery.unlocked(tx), filed.number, "addition:1")
        noted = [row["act"] for row in history.of_case(tx, filed.number)]
    assert told["text"] == "there are more of them now"
    assert {"added", "still going on"} <= set(noted)


def test_an_open_question_is_put_and_answered(desk: Desk, visit: Visit) -> None:
    filed = desk.file()
    with desk.database.transaction() as tx:
        wish = Asking(filed.lead.code, "how_many")
        questions.ask(tx, desk.office.keys, filed.number, wish, token="t", now=desk.clock.now)
    here = begun(visit)
    page = follow(visit, visit.press(here, act="look", code=filed.receipt).headers["Location"])
    assert "How many children are there?" in page
    visit.press(here, act="answer", text="about ten")

    with desk.database.reading() as tx:
        assert questions.open_of(tx, filed.number) == ()


def test_a_wrong_code_is_told_as_everywhere_and_guessing_is_held_up(desk: Desk, visit: Visit) -> None:
    filed = desk.file()
    here = begun(visit)
    for _ in range(limits.WRONG_RECEIPTS):
        wrong = visit.press(here, act="look", code="1111-1111-1111-1111")
        assert tracking.NOT_FOUND.english in follow(visit, wrong.headers["Location"])
    right = visit.press(here, act="look", code=filed.receipt)

    assert tracking.SLOW_DOWN.english in follow(visit, right.headers["Location"])
    assert "Add to the report" not in follow(visit, right.headers["Location"])


def test_without_a_code_nothing_can_be_added(desk: Desk, visit: Visit) -> None:
    desk.file()
    here = begun(visit)
    answer = visit.press(here, act="add", text="words")

    assert re.search(r"told=unknown", answer.headers["Location"])


def test_words_of_danger_bring_the_number_to_call(desk: Desk, visit: Visit) -> None:
    filed = desk.file()
    here = begun(visit)
    visit.press(here, act="look", code=filed.receipt)
    answer = visit.press(here, act="add", text="его бьют")

    assert "112" in follow(visit, answer.headers["Location"])
