"""Visits at the desk: who sees them, and the decision that the coordinator has to agree to."""

from cases.visits import decisions
from tests.cases.told import MAKTAARAL
from tests.cases.visits import filled
from tests.web.desk.office import Desk
from tests.web.desk.visits.sending import sent


def test_only_who_organises_sees_visits_and_only_those_of_the_territory(desk: Desk) -> None:
    sent(desk)
    desk.hire("south", role="coordinator", territory=MAKTAARAL)
    desk.hire("almaty", role="coordinator", territory="750000000")
    desk.hire("police", "POLICE_JUV:610000000")
    with desk.at("south") as south, desk.at("almaty") as almaty, desk.at("police") as police:
        seen = south.get("/desk/visits").text
        assert "Sent" in seen
        assert "Decisions that await the coordinator" in seen
        assert filled.PLAN.place not in seen
        assert "There are no visits here yet" in almaty.get("/desk/visits").text
        assert police.get("/desk/visits").status_code == 404


def test_a_decision_is_sent_back_with_a_reason_that_the_monitor_reads(desk: Desk) -> None:
    number = sent(desk)
    desk.hire("coordinator", role="coordinator")
    page = f"/desk/cases/{number}/decision"
    with desk.at("coordinator") as coordinator:
        assert page in coordinator.get("/desk/tasks").text
        assert "Preventive measures" in coordinator.get(page).text
        assert coordinator.press(f"{page}/send-back", why=" ").status_code == 422
        assert coordinator.press(f"{page}/send-back", why="The centre has a place").status_code == 303
        assert coordinator.press(f"{page}/approve").status_code == 409
        assert "The centre has a place" in coordinator.get(page).text
    with desk.database.reading() as tx:
        decided = decisions.of_case(tx, desk.office.keys, number)
        assert decided is not None
        assert (decided.approval, decided.words) == (decisions.SENT_BACK, "The centre has a place")
