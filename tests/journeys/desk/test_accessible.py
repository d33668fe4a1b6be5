"""Every page before axe-core: nothing serious stands in the way of a keyboard or a screen reader."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from locales import languages
from tests.journeys.desk.hall import DESKTOP, PHONE, Hall
from tests.journeys.desk.looking import DESK, PUBLIC

GRAVE = ("serious", "critical")
SIGHTS = (*PUBLIC, *DESK)
WHO = sorted({one.who for one in SIGHTS})


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One language on a desktop; with --full all five, on a telephone as well."""
    full = metafunc.config.getoption("--full")
    metafunc.parametrize("language", languages.CODES if full else ("kk",))
    metafunc.parametrize("size", [DESKTOP, PHONE] if full else [DESKTOP], ids=lambda size: f"{size[0]}px")
    metafunc.parametrize("who", WHO, ids=lambda who: who or "everybody")


def test_nothing_serious_is_found_on_any_page(
    hall: Hall, who: str, language: str, size: tuple[int, int]
) -> None:
    page = hall.desk(who, language, size) if who else hall.page(language, size)
    found = {}
    for one in (one for one in SIGHTS if one.who == who):
        answer = page.goto(one.path)
        assert answer is not None
        assert answer.status == 200, one.path
        assert page.locator("h1").count() == 1, one.path
        found[one.path] = _grave(Axe().run(page).response)

    assert found == {one.path: [] for one in SIGHTS if one.who == who}


def _grave(response: dict[str, Any]) -> list[str]:
    """Give what is serious: the rule, how often, and the first place."""
    serious = [one for one in response["violations"] if one["impact"] in GRAVE]
    return [f"{one['id']} ×{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}" for one in serious]
