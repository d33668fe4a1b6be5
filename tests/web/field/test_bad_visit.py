"""What monitors type wrongly on a visit: a clear answer in their language, and nothing typed is lost."""

import html
import re

import pytest

from cases.admission import passes
from cases.visits import findings, handing
from locales import catalogue
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_visits import PLAN, begun, fill

WRONG = [  # screen, question, what is typed, and how the answer begins
    ("who", "q2", "01.05.2090", "visit.birth_in_future"),
    ("who", "q2", "31.02.2013", "visit.no_such_day"),
    ("who", "q2", "биыл", "visit.not_a_date"),
    ("who", "q2", "1990", "visit.adult"),
    ("who", "x_age", "45", "visit.adult"),
    ("who", "x_age", "-3", "visit.negative"),
    ("work", "q14b", "10-13", ""),
    ("work", "q14b", "8 сағат", ""),
    ("work", "q14b", "13-10", "visit.not_hours"),
    ("work", "q14b", "200", "visit.too_many_hours"),
    ("work", "q14b", "-5", "visit.negative"),
    ("work", "q14c", "-2", "visit.negative"),
    ("work", "x_start", "25:99", "visit.not_a_time"),
    ("conditions", "x_load_kg", "-20", "visit.negative"),
]
_SAID = re.compile(r'<p class="notice[^"]*">([^<]*)</p>')


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_does_not_fit_is_said_beside_it_and_stands_there_as_it_was_typed(
    outdoors: Outdoors, language: str
) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        monitor.press("/field/language", language=language)
        day = monitor.press("/field/visits/new", **PLAN, day="31.02.2026")
        assert worded("visit.no_such_day", language) in day.text
        assert 'value="31.02.2026"' in day.text
        visit = begun(outdoors, monitor)
        child = monitor.press(f"{visit}/next-child").headers["location"].rpartition("/")[0]
        for screen, question, typed, code in WRONG:
            fill(monitor, f"{child}/{screen}", **{question: typed})
            said, kept = beside(monitor, f"{child}/{screen}", question)
            assert kept == typed
            assert said == ([worded(code, language)] if code else []), (question, typed)
            fill(monitor, f"{child}/{screen}", **{question: ""})


def test_a_link_that_was_used_or_is_too_old_says_how_to_get_another(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("monitor", MAKTAARAL, name="colleague")
    used, old = outdoors.link("monitor"), outdoors.link("monitor")
    with outdoors.stranger() as visitor, outdoors.at("monitor") as monitor, outdoors.at("colleague") as other:
        assert visitor.post(used, {}).status_code == 303
        visitor.browser.cookies.clear()
        outdoors.desk.clock.now += passes.LINK_VALID
        for link in (used, old):
            answer = visitor.post(link, {})
            assert (answer.status_code, "/work" in answer.text) == (403, True)
        visit = begun(outdoors, monitor)
        code = re.search(r"/take/([\w-]+)", monitor.press(f"{visit}/hand-over", kind="share").text)
        assert code is not None
        outdoors.desk.clock.now += handing.VALID_FOR
        late = other.press("/field/visits/take", code=code[1])
        assert (late.status_code, "too old" in late.text) == (404, True)


def beside(monitor: Visit, path: str, question: str) -> tuple[list[str], str]:
    """Give what is said beside a question on this page, and what stands in its field."""
    page = monitor.get(path).text
    part = page.partition(f'id="s-{question}"')[2].partition("</div>")[0]
    field = re.search(rf'id="f-{question}" name="{question}" value="([^"]*)"', page)
    assert field is not None
    return [html.unescape(one) for one in _SAID.findall(part)], html.unescape(field[1])


def worded(code: str, language: str) -> str:
    """Give the sentence of a code in this language."""
    kind = code.removeprefix("visit.")
    values = {"max": "24"} if kind == "too_many_hours" else {}
    return catalogue.load(language).say(findings.Finding(kind).text, **values)
