"""One child from the report to the end: referred to a service by link, asked after, closed, and counted."""

import csv
import html
import io
import re
from datetime import UTC, datetime

from cases import case
from cases.followups import checks
from cases.followups.checks import Check
from tests.web.conftest import furnished, given
from tests.web.desk.conftest import desk
from tests.web.desk.office import Desk, Visit

__all__ = ["desk", "furnished", "given"]  # fixtures
OWNER = "CHILD_RIGHTS:610000000"
DOCTOR = "Дәрігердің қарауы және емі"
AT_WORK = "Ребёнок снова занят на той же или похожей работе?"
MEASURE = {
    "template": "doctor",
    "line": "13",
    "words": "осмотр",
    "need": "medical",
    "mode": "direct",
    "agreed_on": "2026-11-23",
    "due_on": "2026-12-01",
    "consent": "yes",
    "asked": "child",
    "contact": "+7 700 000 00 00",
}
_LINK = re.compile(r"/answer/[\w-]+")
_SERVICE = re.compile(r'name="service" value="([^"]+)"')


def test_a_child_is_referred_asked_after_and_counted_as_helped(desk: Desk) -> None:
    desk.hire("aigul", OWNER)
    desk.hire("olga", role="coordinator")
    number = desk.file().number
    with desk.at("aigul") as aigul, desk.stranger() as service:
        aigul.press(f"/desk/cases/{number}/acknowledge")
        link = _refer(aigul, number)
        assert DOCTOR in service.post(link, {"language": "kk"}).text
        assert service.post(f"{link}/said", {"answer": "accepted"}).status_code == 200
        assert service.post(f"{link}/said", {"answer": "done", "day": "2026-11-23"}).status_code == 200

    desk.clock.now = datetime(2026, 12, 24, 6, tzinfo=UTC)
    assert AT_WORK in _answer_by_link(desk, number, "ru")
    with desk.at("aigul") as aigul:
        early = aigul.press(f"/desk/cases/{number}/close", outcome="helped")
        assert early.status_code == 422

    desk.clock.now = datetime(2027, 2, 24, 6, tzinfo=UTC)
    _answer_by_link(desk, number, "kk")
    with desk.at("aigul") as aigul, desk.at("olga") as olga:
        assert aigul.press(f"/desk/cases/{number}/close", outcome="helped").status_code == 303
        olga.get("/desk/closures")
        olga.press("/desk/closures", case=number)
        table = olga.get("/desk/figures/csv?period=2026-Q4").content.decode("utf-8-sig")
    with desk.database.reading() as tx:
        assert (case.get(tx, number).state, case.get(tx, number).outcome) == ("closed", "helped")
    counted = {row["Code"]: row["Reports"] for row in csv.DictReader(io.StringIO(table))}
    assert counted["helped"] == "1"


def _refer(aigul: Visit, number: int) -> str:
    """Send the measure to the first service that is offered; gives the link of the organisation."""
    path = f"/desk/cases/{number}/measures/new"
    offered = _SERVICE.findall(aigul.get(f"{path}?template=doctor").text)
    sent = html.unescape(aigul.press(path, act="send", **MEASURE, service=offered[0]).text)
    link: str = _LINK.findall(sent.split('id="link"')[1])[0]
    return link


def _answer_by_link(desk: Desk, number: int, language: str) -> str:
    """Answer by link what is due and not yet answered, well for the child; gives what was shown."""
    page, shown = f"/desk/cases/{number}/follow-up", ""
    with desk.at("aigul") as aigul, desk.stranger() as verifier:
        for one in _due(desk, number):
            link = _LINK.findall(aigul.press(f"{page}/link", check=one.id).text)[0]
            shown += verifier.post(link, {"language": language}).text
            fine = {checks.WORK: "no", checks.SCHOOL: "regularly"}.get(one.fact, "done")
            assert verifier.post(f"{link}/said", {"answer": fine}).status_code == 200
    return shown


def _due(desk: Desk, number: int) -> list[Check]:
    with desk.database.reading() as tx:
        known = checks.of_case(tx, number)
    return [one for one in known if one.is_due(desk.clock.now.date()) and one.is_open]
