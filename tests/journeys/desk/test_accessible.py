"""Every page before axe-core: nothing serious stands in the way of a keyboard or a screen reader."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from locales import languages
from tests.journeys.desk import looking, scenes
from tests.journeys.desk.hall import DESKTOP, PHONE, Hall
from tests.journeys.desk.looking import DESK, FIELD, SIGHTS
from web.desk import routes
from web.field import routes as field

GRAVE = ("serious", "critical")
NO_PAGES = {
    "/desk",  # leads on to where somebody's work begins
    "/desk/second-step/code.svg",
    "/desk/cases/news",
    "/desk/calls/places",
    "/desk/figures/{format}",
    "/desk/figures/digest/{format}",
    "/desk/figures/week.png",
    "/desk/register/{kind}",
    "/desk/plan/{format}",
    "/desk/programme/{format}",
    "/desk/readiness/{format}",
    "/desk/cases/{number}/form-1.pdf",
    "/desk/cases/{number}/form-2.pdf",
    "/desk/forms/{form}.pdf",
    "/desk/services/import/{list}/refused.csv",
    "/desk/cases/{number}/pack.json",
    "/desk/cases/{number}/pack.pdf",
    "/desk/cases/{number}/media/{medium}",
    "/field",  # leads on to where somebody's work begins
    "/field/visits/{token}/sheet.txt",
    "/field/visits/{token}/{child}/form-1.pdf",
    "/field/visits/{token}/photos/{number}.jpg",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One language on a desktop; with --full all five, on a telephone as well."""
    if "who" not in metafunc.fixturenames:
        return
    full = metafunc.config.getoption("--full")
    metafunc.parametrize("language", languages.CODES if full else ("kk",))
    metafunc.parametrize("size", [DESKTOP, PHONE] if full else [DESKTOP], ids=lambda size: f"{size[0]}px")
    who = sorted({one.who for one in SIGHTS if full or not one.seldom})
    metafunc.parametrize("who", who, ids=lambda who: who or "everybody")


@pytest.fixture(scope="module")
def filled(furnished_hall: Hall) -> Mapping[str, str]:
    return scenes.played(furnished_hall)


def test_nothing_serious_is_found_on_any_page(
    hall: Hall,
    filled: Mapping[str, str],
    who: str,
    language: str,
    size: tuple[int, int],
    request: pytest.FixtureRequest,
) -> None:
    full = request.config.getoption("--full")
    page = hall.somebody(who, language, size)
    found = {}
    for one in (one for one in SIGHTS if one.who == who and (full or not one.seldom)):
        looking.look(page, one, filled)
        assert page.locator("h1").count() == 1, one.path
        found[one.name] = _grave(page) + _beside(page)

    assert {name: told for name, told in found.items() if told} == {}


def test_every_page_of_the_desk_is_among_those_that_are_looked_at() -> None:
    looked_at = [one.path.partition("?")[0] for one in DESK]
    pages = {door.path for door in routes.doors() if door.method == "GET"} - NO_PAGES

    assert [path for path in sorted(pages) if not any(_is_of(path, one) for one in looked_at)] == []


def test_every_page_of_the_field_is_among_those_that_are_looked_at() -> None:
    looked_at = [one.path for one in FIELD]
    pages = {door.path for door in field.doors() if door.method == "GET"} - NO_PAGES
    screens = {
        path for path in pages if path.endswith("/{screen}")
    }  # each has a sight, whatever it is called

    assert [path for path in sorted(pages - screens) if not any(_is_of(path, one) for one in looked_at)] == []


def _is_of(pattern: str, path: str) -> bool:
    """Tell whether a door of this pattern answers that address; `{}` of the address may be anything."""
    parts = [r"(\d+|\{\w+\})" if "{" in part else re.escape(part) for part in pattern.split("/")]
    return re.fullmatch("/".join(parts), path) is not None


def _grave(page: Page) -> list[str]:
    """Give what is serious: the rule, how often, and the first place."""
    told: dict[str, Any] = Axe().run(page).response
    serious = [one for one in told["violations"] if one["impact"] in GRAVE]
    return [f"{one['id']} ×{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}" for one in serious]


def _beside(page: Page) -> list[str]:
    """Tell of a page that is wider than its window: somebody would have to push it about to read it."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px beside the window"] if wide > 0 else []
