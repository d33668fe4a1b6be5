"""Acknowledging at the desk."""

from sqlalchemy import select

from cases import case, escalation, forwarding, history
from store.schema import duty
from tests.cases import told
from tests.web.desk.office import Desk

LEAD = "CHILD_RIGHTS:610000000"


def test_a_press_acknowledges_the_case_once_and_says_who_did_it_before(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    number = desk.file().number
    with desk.at("aigul") as aigul:
        first = aigul.press(f"/desk/cases/{number}/acknowledge")
        again = aigul.press(f"/desk/cases/{number}/acknowledge")

    assert (first.status_code, first.headers["Location"]) == (303, f"/desk/cases/{number}?said=acknowledge")
    assert again.status_code == 409
    assert desk.parts.house is not None
    assert desk.parts.house.department(LEAD, "en") in again.text
    with desk.database.reading() as tx:
        assert case.get(tx, number).state == "acknowledged"
        assert [row["act"] for row in history.of_case(tx, number)].count("acknowledged") == 1


def test_the_chats_that_have_the_pointer_hear_it_and_others_do_not(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    with desk.database.transaction() as tx:
        told.enrol(tx, desk.office.keys, LEAD)
    told_of, not_yet = desk.file().number, desk.file().number
    with desk.database.transaction() as tx:
        lead = forwarding.of_case(tx, told_of)[0]
        escalation.delivered(tx, desk.office, lead.id, desk.clock.now)
    with desk.at("aigul") as aigul:
        for number in (told_of, not_yet):
            aigul.press(f"/desk/cases/{number}/acknowledge")
    with desk.database.reading() as tx:
        heard = [
            row["key"] for row in tx.rows(select(duty.c.key).where(duty.c.key.startswith("colleagues:")))
        ]

    assert [key.split(":")[1] for key in heard] == [str(lead.id)]
