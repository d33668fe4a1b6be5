"""Form 1 as PDF for the monitor: a draft before submitting, then for one browser and a while."""

import io
from datetime import timedelta

import httpx
import pypdf

from cases import erasure, history
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_visits import begun, fill, hidden

NAME = "Канарейка Әйгерім Қызы"


def test_a_draft_says_so_and_the_form_is_there_for_this_browser_and_a_while(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor, outdoors.at("monitor") as elsewhere:
        visit, child = filled_in(outdoors, monitor)
        draft = monitor.get(f"{child}/form-1.pdf?language=kk")
        assert "Алдын ала нұсқа" in text(draft)
        assert NAME in text(draft)
        assert draft.headers["cache-control"] == "no-store"
        assert draft.headers["content-disposition"] == 'attachment; filename="form-1-draft.pdf"'
        assert "form-1.pdf?language=ru" in monitor.get(f"{visit}/review").text

        assert monitor.press(f"{visit}/send").status_code == 303
        assert f"{child}/form-1.pdf?language=kk" in monitor.get(visit).text
        assert "form-1.pdf" not in elsewhere.get(visit).text
        assert elsewhere.get(f"{child}/form-1.pdf").headers["location"] == visit
        form = text(monitor.get(f"{child}/form-1.pdf?language=ru"))
        assert NAME in form
        assert "Форма 1" in form
        assert "Черновик" not in form
        with outdoors.desk.database.reading() as tx:
            acts = [row["act"].partition(":")[0] for row in history.of_case(tx, 1)]
        assert acts.count("form 1 printed") == 1

        outdoors.desk.clock.now += timedelta(minutes=31)
        assert "form-1.pdf" not in monitor.get(visit).text
        assert monitor.get(f"{child}/form-1.pdf").status_code == 303


def test_who_is_still_writing_when_a_colleague_sends_it_sees_their_words_again(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor, outdoors.at("monitor") as other:
        visit, child = filled_in(outdoors, monitor)
        path = f"{child}/who"
        there = hidden(monitor.get(path))
        seen = {name: there[name] for name in ("seen", "was.q3", "was.q5")}
        assert other.press(f"{visit}/send").status_code == 303
        late = monitor.press(path, **seen, q3="male", q5="<b>әже")
        assert late.status_code == 409
        assert "&lt;b&gt;әже" in late.text
        assert "What you wrote has not been sent" in late.text
        assert NAME not in late.text  # what was kept before is in the case
        assert "tel:" not in late.text
        alarmed = monitor.press(f"{child}/alarm", screen="worst", seen="9", q19f="found", **{"was.q19f": ""})
        assert (alarmed.status_code, "tel:" in alarmed.text) == (409, True)


def test_what_was_erased_is_printed_for_nobody(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        visit, child = filled_in(outdoors, monitor)
        monitor.press(f"{visit}/send")
        now = outdoors.desk.clock.now
        with outdoors.desk.database.transaction() as tx:
            erasure.erase(tx, 1, actor="coordinator", reason="subject_request", now=now)
        assert monitor.get(f"{child}/form-1.pdf").headers["location"] == visit


def filled_in(outdoors: Outdoors, monitor: Visit) -> tuple[str, str]:
    """Fill a visit with one child in; gives the paths of the visit and of the child."""
    visit = begun(outdoors, monitor)
    fill(monitor, f"{visit}/0/found", x_found="yes")
    who = monitor.press(f"{visit}/next-child").headers["location"]
    fill(monitor, who, q1=NAME, x_age="13", q3="female")
    child = who.rpartition("/")[0]
    fill(monitor, f"{child}/work", q13="Field by the canal", x_activity="cotton")
    fill(monitor, f"{child}/decision", x_decision="now", x_given="parents")
    return visit, child


def text(answer: httpx.Response) -> str:
    """Give the words of a PDF."""
    assert answer.status_code == 200, answer.text
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
