"""R29: whoever reads, changes or takes a case away at the desk leaves a row in its history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from cases import forwarding, history
from cases.referrals import measures
from tests.cases.told import DEBT
from tests.doubles.measures import CLOTHES
from tests.web.desk.office import Desk, Visit
from tests.web.desk.visits.sending import sent
from web.desk import routes

LEAD, NEXT = "CHILD_RIGHTS:610000000", "POLICE_JUV:614400000"
CANARY = "Canary of the reporter"
CASE = "/desk/cases/{number}"
TOLD = {"script": "citizen_report", "answers": {"more": {"text": CANARY}}}


DECISION = "/desk/cases/{number}/decision"
"""There is one only where a visit came to the case; it shows no word of a report."""


def _doors(method: str) -> list[str]:
    return sorted(one.path for one in routes.doors() if one.method == method and one.path.startswith(CASE))


@pytest.mark.parametrize("path", [one for one in _doors("GET") if "{medium}" not in one and one != DECISION])
def test_no_page_shows_a_word_of_the_reporter_without_a_row_in_the_history(desk: Desk, path: str) -> None:
    desk.hire("aigul", LEAD)
    number = desk.file(answers=TOLD).number
    measure = _refer(desk, number)
    with desk.at("aigul") as aigul:
        before = _rows(desk, number)
        answer = aigul.get(path.format(number=number, measure=measure))

    assert answer.status_code in (200, 409)
    if CANARY in answer.text or path == CASE or "pack" in path:
        assert len(_rows(desk, number)) > len(before)


def _refer(desk: Desk, number: int) -> int:
    """Keep a measure for the child of this case; gives its number."""
    with desk.database.transaction() as tx:
        return measures.keep(tx, desk.office, number, CLOTHES, by=LEAD, now=desk.clock.now).id


def test_an_act_that_leads_back_to_the_open_page_is_no_second_reading(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    desk.hire("berik", LEAD)
    number = desk.file(answers=TOLD).number
    with desk.at("aigul") as aigul, desk.at("berik") as berik:

        def readings_after(visit: Visit, act: str, **fields: str) -> int:
            """How many more, once this act has led back to the case."""
            before = _rows(desk, number).count("opened")
            assert (
                CANARY
                in visit.get(visit.press(CASE.format(number=number) + act, **fields).headers["Location"]).text
            )
            return _rows(desk, number).count("opened") - before

        assert readings_after(aigul, "/acknowledge") == 1  # nothing had been shown to her before
        assert readings_after(aigul, "/take") == 0
        assert readings_after(aigul, "/note", words="Seen on Monday") == 0  # her own words
        berik.press(CASE.format(number=number) + "/note", words="Seen on Tuesday")
        assert readings_after(aigul, "/give-back") == 1  # there is something that she had not seen
        assert readings_after(aigul, "/accept") == 0
        aigul.get(CASE.format(number=number))
        assert _rows(desk, number).count("opened") == 3  # loaded anew, without an act
        aigul.press(CASE.format(number=number) + "/take")
        desk.clock.now += timedelta(minutes=2)
        aigul.get(CASE.format(number=number))
        assert _rows(desk, number).count("opened") == 4  # later than the act leads back
        aigul.press(CASE.format(number=number) + "/give-back")
        berik.get(CASE.format(number=number))
        assert _rows(desk, number).count("opened") == 5  # somebody else


def test_every_act_leaves_a_row_in_the_history_of_its_case(desk: Desk) -> None:
    walked = {*_walk(desk), *_decide(desk)}

    walked |= set(_refer_and_drop(desk))

    assert walked == {path.rsplit("/", 1)[1] for path in _doors("POST")}


def _refer_and_drop(desk: Desk) -> Iterator[str]:
    """Agree on a measure, then put another one aside; both leave a row. Gives the names of the acts."""
    number = desk.file().number
    one = _refer(desk, number)
    agreed = {"template": "doctor", "line": "13", "words": "A doctor", "need": "medical", "mode": "direct"}
    agreed |= {"agreed_on": "2026-11-23", "due_on": "2026-12-23", "consent": "later", "asked": "child"}
    with desk.at("aigul") as aigul:
        for act, fields in (("new", {**agreed, "act": "keep"}), (str(one), {"act": "replace"})):
            before = len(_rows(desk, number))
            answer = aigul.press(f"/desk/cases/{number}/measures/{act}", **fields)
            assert answer.status_code == 303, (act, answer.status_code, answer.text)
            assert len(_rows(desk, number)) > before, act
            yield "new" if act == "new" else "{measure}"


def _walk(desk: Desk) -> Iterator[str]:
    """Do every act once; each has to succeed, and to leave a row. Gives their names."""
    desk.hire("aigul", LEAD)
    desk.hire("olga", role="coordinator")
    desk.hire("berik", role="operator")
    first, second, third = (desk.file().number for _ in range(3))
    grave = desk.file(facts=DEBT).number
    with desk.at("aigul") as aigul, desk.at("olga") as olga, desk.at("berik") as berik:
        walk: list[tuple[Visit, int, str, dict[str, Any]]] = [
            (aigul, first, "acknowledge", {}),
            (aigul, first, "take", {}),
            (aigul, first, "give-back", {}),
            (aigul, first, "accept", {}),
            (aigul, first, "note", {"words": "Seen on Monday"}),
            (berik, first, "receiver", {"threat": "yes"}),
            (aigul, first, "urgency", {"urgency": "U0", "reason": "danger"}),
            (aigul, first, "ask", {"code": "how_old"}),
            (aigul, first, "forward", {"department": NEXT}),
            (aigul, first, "link", {"other": str(second)}),
            (aigul, first, "unlink", {"other": str(second)}),
            (aigul, first, "close", {"outcome": "helped"}),
            (aigul, first, "undo", {"act": "close"}),
            (aigul, first, "close", {"outcome": "helped"}),
            (aigul, first, "reopen", {"reason": "goes_on"}),
            (aigul, first, "follow-up/begin", {}),
            (aigul, first, "follow-up/answer", {"check": "1", "answer": "no"}),
            (aigul, first, "follow-up/registered", {"own": "7"}),
            (aigul, second, "acknowledge", {}),
            (aigul, second, "duplicate", {"other": str(first)}),
            (aigul, third, "decline", {"reason": "other_body", "department": NEXT}),
            (berik, grave, "confirm", {}),
            (olga, grave, "release", {"department": _held(desk, grave)}),
        ]
        for visit, number, act, fields in walk:
            before = len(_rows(desk, number))
            answer = visit.press(f"/desk/cases/{number}/{act}", **fields)
            assert answer.status_code == 303, (act, answer.status_code)
            assert len(_rows(desk, number)) > before, act
            yield act.rpartition("/")[2]


def _decide(desk: Desk) -> Iterator[str]:
    """Answer two decisions of a visit, each way once; Olga was hired before."""
    with desk.at("olga") as olga:
        for count, (act, why) in enumerate((("approve", ""), ("send-back", "The centre has a place")), 11):
            number = sent(desk, count=count)
            before = len(_rows(desk, number))
            assert olga.press(DECISION.format(number=number) + f"/{act}", why=why).status_code == 303
            assert len(_rows(desk, number)) > before, act
            yield act


def _held(desk: Desk, number: int) -> list[str]:
    with desk.database.reading() as tx:
        return [one.department for one in forwarding.of_case(tx, number) if one.state == "held"]


def _rows(desk: Desk, number: int) -> list[str]:
    with desk.database.reading() as tx:
        return [row["act"] for row in history.of_case(tx, number)]
