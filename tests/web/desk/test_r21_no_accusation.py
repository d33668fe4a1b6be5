"""R21: the desk says what was told, never who did something; nobody but the department reads a name."""

import csv
import re
from pathlib import Path

import locales
from tests.web.desk.office import Desk

LEAD, COPY = "CHILD_RIGHTS:610000000", "EDU_LOC:614400000"
EMPLOYER = "Canary Farm"
TOLD = {"script": "citizen_report", "answers": {"employer": {"text": EMPLOYER}, "more": {"text": EMPLOYER}}}
GLOSSARY = Path(locales.__path__[0]) / "glossary.csv"
GUILT = re.compile(
    r"\bguilt|\boffender|\bperpetrator|виновн|виноват|преступник|нарушител|злоумышленник"
    r"|кінәлі|қылмыскер|қаскүнем|aybdor|jinoyatchi|күнөөлүү|кылмышкер",
    re.IGNORECASE,
)
COMFORT = {"self.ok", "poster.not_fault"}
"""“It is not your fault”, said to a child."""
PAGES = ("/desk/cases", "/desk/tasks", "/desk/cases/{number}", "/desk/figures", "/desk/services")
OUTSIDE = ("/", "/rules", "/status", "/figures", "/services", "/privacy")


def test_no_sentence_of_ours_calls_anybody_guilty() -> None:
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    found = {row[0] for row in rows[1:] for text in row[1:6] if GUILT.search(text)}

    assert found == COMFORT


def test_an_employer_is_named_to_the_department_alone(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    desk.hire("copy", COPY)
    number = desk.file(answers=TOLD).number
    with desk.at("aigul") as aigul, desk.at("copy") as copy, desk.stranger() as visitor:
        assert EMPLOYER in aigul.get(f"/desk/cases/{number}").text
        theirs = [copy.get(path.format(number=number)) for path in PAGES]
        lists = [aigul.get(path) for path in PAGES if "{number}" not in path]
        outside = [visitor.get(path) for path in OUTSIDE]

    assert [answer.status_code for answer in (*theirs, *lists, *outside)] == [200] * (5 + 4 + 6)
    assert [str(answer.url) for answer in (*theirs, *lists, *outside) if EMPLOYER in answer.text] == []


def test_how_far_a_reporter_is_trusted_is_on_no_page(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    desk.hire("olga", role="operator")
    plain, doubted = (
        desk.file(doubtful=one, facts={"age": 13, "activity": ["cotton"]}).number for one in (False, True)
    )
    with desk.at("olga") as olga:
        first, second = (olga.get(f"/desk/cases/{number}").text for number in (plain, doubted))

    assert not re.search(r"doubt|trust|сомн|довер|reliab", first + second, re.IGNORECASE)


def test_two_reports_of_one_place_lead_to_each_other_on_their_pages(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    first, second = (desk.file(point=(40.875, 68.517)).number for _ in range(2))
    with desk.at("aigul") as aigul:
        assert f'href="/desk/cases/{second}"' in aigul.get(f"/desk/cases/{first}").text
        assert f'href="/desk/cases/{first}"' in aigul.get(f"/desk/cases/{second}").text
