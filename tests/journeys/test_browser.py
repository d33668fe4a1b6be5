"""The demonstration in a real browser: a newcomer reports, acknowledges as the department, and is told."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conversations import menu, notices, sentences
from hotline.samples import people
from locales import catalogue
from locales.texts import Text
from tests.doubles import chromium as chromiums
from tests.journeys.conftest import Hotline

COTTON = Text("act.g_farm", "Cotton, fields or animals")
ZHETISAI = {"latitude": 40.7753, "longitude": 68.3273}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromiums.launched() as browser:
        yield browser


@pytest.fixture
def demo(hotline: Hotline) -> Hotline:
    hotline.serve("demo")
    hotline.wait_until(lambda status, told: status == 200)
    return hotline


def _open(chromium: Browser, language: str) -> Page:
    context = chromium.new_context(
        locale=language,
        viewport={"width": 360, "height": 740},
        geolocation=ZHETISAI,  # type: ignore[arg-type]
        permissions=["geolocation"],
    )
    context.set_default_timeout(20_000)
    return context.new_page()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_newcomer_reports_acknowledges_and_is_told(demo: Hotline, chromium: Browser, language: str) -> None:
    say = catalogue.load(language).say
    citizen = _open(chromium, language)
    citizen.goto(demo.address)
    citizen.get_by_role("button", name=say(menu.REPORT)).last.click()
    citizen.get_by_role("button", name=say(COTTON)).last.click()
    citizen.get_by_role("button", name=say(sentences.SHARE_PLACE)).last.click()
    citizen.get_by_role("button", name=say(sentences.WORDS["send"])).last.click()
    expect(citizen.get_by_text(re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}"))).to_be_visible(timeout=20_000)
    citizen.get_by_role("button", name=say(notices.YES_HERE)).last.click()

    officer = _open(chromium, language)
    officer.goto(f"{demo.address}/demo/department")
    lead = officer.get_by_text(catalogue.load("kk").say(notices.ROLES["lead"]))
    expect(lead.first).to_be_visible(timeout=20_000)
    card = officer.locator("article, li, section").filter(has=lead).first
    card.get_by_role("button", name=catalogue.load("kk").say(notices.RECEIVED)).first.click()

    told = citizen.get_by_text(say(notices.TOLD))
    expect(told).to_be_visible(timeout=20_000)
    newest, *samples = demo.json("cases", "list", "--json")
    assert (newest["state"], newest["language"]) == ("acknowledged", language)
    assert len(samples) == 8 + 27 + 3  # of these days, of a quarter that is over, and of monitoring
    assert people.PASSWORD in demo.log()
