"""Acknowledging at the desk."""

from cases import case, history
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
