"""Officers before the desk in a real browser: from the report to the reporter who reads what became of it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from conversations import menu, notices, sentences
from locales import catalogue
from locales.texts import Text
from tests.journeys.desk.hall import DESKTOP, PHONE, Hall
from web.desk import sessions

BUILDING = Text("act.building", "Building site")
FARM = Text("act.g_farm", "Cotton, fields or animals")
NOT_FOUND = Text("desk.not_found", "There is no such page, or it is not for you.")
SIGN_OUT = Text("desk.sign_out", "Sign out")
SIGN_IN = Text("desk.sign_in", "Sign in")
IN_SARYAGASH, FOR_POLICE = 8, 7
IN_WORK, MANY = 3, 250
NOTE = "Барып көрдік"
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const isMarked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  const isThere = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
  return isMarked && isThere && one.tabIndex === 0 ? '' : one.outerHTML;
}"""
"""The element that has the focus, where it cannot be seen, or stands in an order of its own."""


@pytest.mark.parametrize(
    ("language", "work", "name", "size"),
    [("kk", FARM, "education", DESKTOP), ("ru", BUILDING, "child-rights", PHONE)],
    ids=["kk", "ru"],
)
def test_what_is_acknowledged_at_the_desk_is_read_by_its_reporter(
    hall: Hall, language: str, work: Text, name: str, size: tuple[int, int]
) -> None:
    say = catalogue.load(language).say
    citizen = hall.page(language, size)
    citizen.goto("/")
    citizen.get_by_role("button", name=say(menu.REPORT)).last.click()
    citizen.get_by_role("button", name=say(work)).last.click()
    citizen.get_by_role("button", name=say(sentences.SHARE_PLACE)).last.click()
    citizen.get_by_role("button", name=say(sentences.WORDS["send"])).last.click()
    expect(citizen.get_by_text(re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}"))).to_be_visible()
    citizen.get_by_role("button", name=say(notices.YES_HERE)).last.click()

    officer = hall.desk(name, language, size, to="/desk/cases")
    number = _newest(officer)
    officer.locator(f'a[href="/desk/cases/{number}"]').first.click()
    _acknowledge(officer).click()

    expect(_acknowledge(officer)).to_have_count(0)
    expect(citizen.get_by_text(say(notices.TOLD))).to_be_visible(timeout=20_000)


def test_a_case_of_another_department_is_as_if_it_were_not_there(hall: Hall) -> None:
    officer = hall.desk("police", "kk")
    answer = officer.goto(f"/desk/cases/{IN_SARYAGASH}")

    assert answer is not None
    assert answer.status == 404
    expect(officer.get_by_text(catalogue.load("kk").say(NOT_FOUND))).to_be_visible()
    assert IN_SARYAGASH not in _numbers(hall.desk("police", "kk", to="/desk/cases"))
    assert FOR_POLICE in _numbers(hall.desk("police", "kk", to="/desk/cases"))


def test_signing_out_or_half_an_hour_of_doing_nothing_ends_at_the_sign_in_page(hall: Hall) -> None:
    say = catalogue.load("ru").say
    officer = hall.desk("child-rights", "ru", to="/desk/cases")
    officer.get_by_role("button", name=say(SIGN_OUT)).click()
    expect(officer.get_by_role("heading", name=say(SIGN_IN))).to_be_visible()
    officer.goto("/desk/cases")
    expect(officer.get_by_role("heading", name=say(SIGN_IN))).to_be_visible()

    hall.sign_in(officer, "child-rights", to="/desk/cases")
    hall.clock.now += sessions.IDLE + timedelta(seconds=1)
    officer.reload()
    expect(officer.get_by_role("heading", name=say(SIGN_IN))).to_be_visible()


def test_without_scripts_a_case_is_read_and_acknowledged(hall: Hall) -> None:
    officer = hall.page("kk", PHONE, scripts=False)
    hall.sign_in(officer, "child-rights", to=f"/desk/cases/{IN_SARYAGASH}")
    expect(officer.locator(".verbatim").first).to_be_visible()
    _acknowledge(officer).click()

    expect(officer).to_have_url(re.compile(rf"/desk/cases/{IN_SARYAGASH}"))
    expect(_acknowledge(officer)).to_have_count(0)


def test_a_note_is_written_by_keyboard_alone_and_the_way_leads_back(hall: Hall) -> None:
    page, case = hall.desk("child-rights", "kk", to="/desk/cases"), f"/desk/cases/{IN_WORK}"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    _go_to(page, f"a[href='{case}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case}")
    assert _out_of_sight(page) == []
    _go_to(page, "#acts summary")
    page.keyboard.press("Enter")
    expect(page.locator("#acts details").first).to_have_attribute("open", "")
    _go_to(page, f"a[href='{case}/note']", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/note")
    _go_to(page, "textarea")
    page.keyboard.type(NOTE)
    _go_to(page, "main button.main")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case}?said=note*")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    _go_to(page, "a[href='/desk/cases']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases")


def _out_of_sight(page: Page) -> list[str]:
    """Press Tab until the page has been gone through; gives where the focus could not be seen."""
    stops: list[str] = []
    while len(stops) < MANY:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return [one for one in stops if one]
        stops.append(page.evaluate(SEEN))
    raise AssertionError("something holds the focus")


def _go_to(page: Page, what: str, *, key: str = "Tab") -> None:
    """Press Tab until this has the focus."""
    for _ in range(MANY):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press(key)
    raise AssertionError(f"no way by keyboard to {what}")


def _acknowledge(page: Page) -> Locator:
    return page.locator('form[action$="/acknowledge"] button')


def _newest(page: Page) -> int:
    return max(_numbers(page))


def _numbers(page: Page) -> list[int]:
    expect(page.locator('a[href^="/desk/cases/"]').first).to_be_visible()
    links = page.locator('a[href^="/desk/cases/"]').evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    return [int(found[1]) for link in links if (found := re.fullmatch(r"/desk/cases/(\d+)", link))]
