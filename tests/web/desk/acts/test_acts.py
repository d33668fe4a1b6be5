"""Acts at the desk, from the page to the page: who did it, what the reporter and the departments hear."""

import re
from typing import Any

from cases import case, forwarding, history, linking, opening, questions
from cases.casework import copying
from cases.readers import READ_ALL
from conversations import notices
from store.transaction import Transaction
from tests.cases.told import DEBT
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit

_RADIO = re.compile(r'type="radio" name="reason" value="([^"]+)"')
LEAD, COPY = "CHILD_RIGHTS:610000000", "EDU_LOC:614400000"


def test_a_case_is_taken_accepted_and_given_back_and_a_colleague_reads_whose_it_is(desk: Desk) -> None:
    number = _case_with(desk, "aigul", "berik")
    with desk.at("aigul") as aigul, desk.at("berik") as berik:
        assert _done(aigul, number, "accept")
        assert _done(aigul, number, "take")
        assert berik.press(_at(number, "take")).status_code == 409
        assert berik.press(_at(number, "give-back")).status_code == 409
        assert _done(aigul, number, "give-back")
        assert _done(berik, number, "take")
    with desk.database.reading() as tx:
        row = case.get(tx, number)
        assert (row.state, row.accepted_at is not None) == ("acknowledged", True)
        seen = notices.status(desk.parts.house.speaker("en"), row).text if desk.parts.house else ""
        assert "Being looked into" in seen
        assert _acts(tx, number).count("accepted") == 1


def test_a_note_is_written_read_by_colleagues_and_taken_back(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    with desk.at("aigul") as aigul:
        assert aigul.get(_at(number, "note")).status_code == 200
        assert aigul.press(_at(number, "note"), words=" ").status_code == 422
        assert _done(aigul, number, "note", words="<b>Visit</b> on Monday")
        with desk.database.reading() as tx:
            signed = staff.signed_in(tx, desk.office, "aigul")
            (part,) = [one for one in opening.openable(tx, signed.unlocked, number) if one[:5] == "note:"]
        assert _done(aigul, number, "undo", act=part)
        assert aigul.press(_at(number, "undo"), act=part).status_code == 409


def test_urgency_is_changed_with_a_reason_and_changed_back(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    with desk.at("aigul") as aigul:
        assert aigul.press(_at(number, "urgency"), urgency="U0").status_code == 422
        assert _done(aigul, number, "urgency", urgency="U0", reason="danger")
        assert _urgency(desk, number) == "U0"
        assert _done(aigul, number, "undo", act="urgency")
        assert _urgency(desk, number) == "U1"


def test_the_worst_forms_offer_no_lower_urgency(desk: Desk) -> None:
    desk.hire("olga", role="coordinator")
    number = desk.file(facts=DEBT).number
    with desk.at("olga") as olga:
        page = olga.get(_at(number, "urgency"))
        answer = olga.press(_at(number, "urgency"), urgency="U3", reason="less")

    assert ('name="urgency"' in page.text, answer.status_code) == (False, 409)


def test_a_case_is_closed_undone_closed_and_reopened_and_the_reporter_hears_each(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    with desk.at("aigul") as aigul:
        _done(aigul, number, "acknowledge")
        assert "outcome.duplicate" not in aigul.get(_at(number, "close")).text
        assert aigul.press(_at(number, "close"), outcome="duplicate").status_code == 422
        assert _done(aigul, number, "close", outcome="helped")
        assert aigul.press(_at(number, "close"), outcome="stopped").status_code == 409
        assert _done(aigul, number, "undo", act="close")
        assert _done(aigul, number, "close", outcome="not_found")
        assert _done(aigul, number, "reopen", reason="goes_on")
    with desk.database.reading() as tx:
        row = case.get(tx, number)
        assert (row.state, row.outcome) == ("acknowledged", "")
        assert [act for act in _acts(tx, number) if act[:6] in ("closed", "reopen")] == [
            "closed",
            "reopened: mistake",
            "closed",
            "reopened: goes_on",
        ]


def test_cases_are_linked_only_within_the_same_scope(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    foreign = desk.file(territory="750000000").number
    near = desk.file(facts={"age": 15, "activity": ["petrol"]}).number
    with desk.at("aigul") as aigul:
        for other in (foreign, number, 99, "x", "9" * 19):
            assert aigul.press(_at(number, "link"), other=str(other)).status_code == 422
        assert _done(aigul, number, "link", other=f"№ {near}")
        assert f"{near}" in aigul.get(_at(number, "link")).text
        assert _done(aigul, number, "unlink", other=str(near))
    with desk.database.reading() as tx:
        assert linking.of_case(tx, number) == ()


def test_a_duplicate_leads_to_its_original_and_is_undone_with_its_link(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    other = desk.file(facts={"age": 15, "activity": ["petrol"]}).number
    with desk.at("aigul") as aigul:
        _done(aigul, number, "acknowledge")
        assert _done(aigul, number, "duplicate", said="close", other=str(other))
        assert _linked(desk, other) == (number,)
        assert _done(aigul, number, "undo", act="close")
        assert _linked(desk, other) == ()


def test_two_cases_are_not_closed_as_duplicates_of_each_other(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    other = desk.file(facts={"age": 15, "activity": ["petrol"]}).number
    with desk.at("aigul") as aigul:
        _done(aigul, number, "acknowledge")
        _done(aigul, other, "acknowledge")
        assert _done(aigul, number, "duplicate", said="close", other=str(other))
        refused = aigul.press(_at(other, "duplicate"), other=str(number))
    with desk.database.reading() as tx:
        assert case.get(tx, other).state == "acknowledged"

    assert refused.status_code == 422
    assert f"Case {number} is closed as a duplicate itself" in refused.text


def test_a_question_that_waited_when_its_case_was_closed_waits_for_somebody_again(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    desk.hire("olga", role="operator")
    with desk.at("aigul") as aigul, desk.at("olga") as olga:
        _done(aigul, number, "acknowledge")
        _done(aigul, number, "ask", said="propose", words="Which street?")
        _done(aigul, number, "close", outcome="helped")
        assert _at(number, "ask") not in olga.get("/desk/tasks").text
        _done(aigul, number, "reopen", reason="goes_on")
        assert _at(number, "ask") in olga.get("/desk/tasks").text


def test_a_department_declines_and_the_next_one_has_it(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    with desk.at("aigul") as aigul:
        page = aigul.get(_at(number, "decline"))
        assert "POLICE_JUV:614400000" in page.text
        assert page.text.count("<option") < 20  # no list of every district
        likely = [one for one in _RADIO.findall(page.text) if ":" in one]
        assert likely == [COPY, "LABOUR:614400000", "CHILD_RIGHTS_NAT:KZ"]  # told of it already; above
        assert aigul.press(_at(number, "decline"), reason="other_body").status_code == 422
        wrong = aigul.press(_at(number, "decline"), reason="other_body", department=LEAD)
        assert wrong.status_code == 422
        chosen = {"reason": "other_body", "department": "POLICE_JUV:614400000"}
        assert _done(aigul, number, "decline", **chosen)
        assert aigul.press(_at(number, "decline"), **chosen).status_code == 404
    with desk.database.reading() as tx:
        assert case.get(tx, number).lead == "POLICE_JUV:614400000"


def test_an_operator_passes_a_case_on_to_another_place(desk: Desk) -> None:
    desk.hire("olga", role="operator")
    number = desk.file().number
    with desk.at("olga") as olga:
        wrong = olga.press(_at(number, "decline"), reason="other_place", where="qqqqqqqq")
        assert (wrong.status_code, 'value="qqqqqqqq"' in wrong.text) == (422, True)
        told = {"reason": "other_place", "where": "алматы", "department": "POLICE_JUV:614400000"}
        asked = olga.press(_at(number, "decline"), **told)
        assert asked.status_code == 200
        assert 'name="place" value="750000000"' in asked.text
        assert "Nothing has been sent yet" in asked.text
        assert 'value="POLICE_JUV:614400000" selected' in asked.text
        again = olga.press(_at(number, "decline"), **(told | {"where": "Шымкент"}), place="750000000")
        assert 'name="place" value="790000000"' in again.text
        assert _done(olga, number, "decline", **told, looked="алматы", place="750000000")
    with desk.database.reading() as tx:
        row = case.get(tx, number)
    assert (row.territory, row.lead) == ("750000000", "POLICE_JUV:750000000")


def test_a_copy_is_forwarded_with_the_key_of_what_it_may_read(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    with desk.database.reading() as tx:
        to = next(one.code for one in copying.offered(tx, desk.office, number) if one.body not in READ_ALL)
    desk.hire("dina", to)
    with desk.at("aigul") as aigul:
        _done(aigul, number, "acknowledge")
        assert aigul.press(_at(number, "forward"), department=LEAD).status_code == 409
        assert _done(aigul, number, "forward", department=to)
        assert aigul.press(_at(number, "forward"), department=to).status_code == 409
    with desk.database.reading() as tx:
        assert to in {one.department for one in forwarding.of_case(tx, number)}
        dina = staff.signed_in(tx, desk.office, "dina")
        told = case.content(tx, dina.unlocked, number)
    assert "answers" not in told


def test_who_was_held_back_gets_the_case_by_the_word_of_who_oversees(desk: Desk) -> None:
    desk.hire("olga", role="coordinator")
    number = desk.file(facts=DEBT).number
    with desk.database.reading() as tx:
        held = [one.department for one in forwarding.of_case(tx, number) if one.state == "held"]
    with desk.at("olga") as olga:
        assert held[0] in olga.get(_at(number, "release")).text
        assert _done(olga, number, "release", department=held)
        assert olga.press(_at(number, "release"), department=held).status_code == 409
    with desk.database.reading() as tx:
        assert not [one for one in forwarding.of_case(tx, number) if one.state == "held"]


def test_the_operator_lets_a_grave_report_go_at_once(desk: Desk) -> None:
    desk.hire("olga", role="operator")
    number = desk.file(facts=DEBT).number
    with desk.database.reading() as tx:
        waits = [one for one in forwarding.of_case(tx, number) if one.unconfirmed]
    assert waits
    with desk.at("olga") as olga:
        assert _done(olga, number, "confirm")
        assert olga.press(_at(number, "confirm")).status_code == 409
    with desk.database.reading() as tx:
        assert not [one for one in forwarding.of_case(tx, number) if one.unconfirmed]


def test_coded_questions_go_out_and_own_words_pass_the_operator(desk: Desk) -> None:
    number = _case_with(desk, "aigul")
    desk.hire("olga", role="operator")
    with desk.at("aigul") as aigul, desk.at("olga") as olga:
        _done(aigul, number, "acknowledge")
        assert _done(aigul, number, "ask", code="how_old")
        assert _done(aigul, number, "ask", said="propose", words="Is it near <the> school?")
        assert aigul.press(_at(number, "ask"), words="And now?").status_code == 409
        assert "&lt;the&gt; school?" in olga.get(_at(number, "ask")).text
        decided = {"decision": "return", "of": LEAD, "remark": "Too narrow"}
        assert _done(olga, number, "ask", said="return", words="", **decided)
        assert "Too narrow" in aigul.get(_at(number, "ask")).text
        assert _done(aigul, number, "ask", said="propose", words="Which street?")
        assert _done(olga, number, "ask", decision="ask", of=LEAD, words="Which street is it?")
        stale = olga.press(_at(number, "ask"), decision="ask", of=LEAD, words="Which street is it?")
        assert stale.status_code == 409
    with desk.database.reading() as tx:
        asked = [questions.get(tx, desk.office.keys, id) for id in questions.open_of(tx, number)]
    assert [(one.code, one.words, one.department) for one in asked if one] == [
        ("how_old", "", LEAD),
        ("", "Which street is it?", LEAD),
    ]


def test_who_has_a_copy_can_only_acknowledge_it(desk: Desk) -> None:
    desk.hire("copy", COPY)
    number = desk.file().number
    refused = ("accept", "take", "note", "urgency", "close", "forward", "release", "ask", "decline", "link")
    with desk.at("copy") as copy:
        assert {act: copy.press(_at(number, act)).status_code for act in refused} == dict.fromkeys(
            refused, 409
        )
        assert _done(copy, number, "acknowledge")
    with desk.database.reading() as tx:
        assert case.get(tx, number).state == "received"


def _case_with(desk: Desk, *officers: str) -> int:
    for name in officers:
        desk.hire(name, LEAD)
    return desk.file().number


def _at(number: int, act: str) -> str:
    return f"/desk/cases/{number}/{act}"


def _done(visit: Visit, number: int, path: str, /, *, said: str = "", **fields: Any) -> bool:
    """Press, and tell whether it led back to the case with the sentence for it."""
    answer = visit.press(_at(number, path), **fields)
    assert answer.status_code == 303, (path, answer.status_code)
    return answer.headers["Location"] == f"/desk/cases/{number}?said={said or path}"


def _acts(tx: Transaction, number: int) -> list[str]:
    return [row["act"] for row in history.of_case(tx, number)]


def _urgency(desk: Desk, number: int) -> str:
    with desk.database.reading() as tx:
        return case.get(tx, number).urgency


def _linked(desk: Desk, number: int) -> tuple[int, ...]:
    with desk.database.reading() as tx:
        return linking.of_case(tx, number)
