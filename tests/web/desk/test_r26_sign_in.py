"""R26: of 10,000 guesses at one account, no more reach the hash than the limit lets through."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from itertools import chain
from typing import Any

import httpx
import pytest
from aiohttp import web

from cases import passwords
from cases.admission import throttle
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit, sign_in
from web import limits
from web.desk.signin import hashing

HANDS = 4


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was tried, in order: what is asked is how many reach the hash, not how it works."""
    tried: list[str] = []
    whole = passwords.opened

    def opened(officer: Any, password: str) -> Any:
        tried.append(password)
        return whole(officer, password)

    monkeypatch.setattr(passwords, "opened", opened)
    return tried


@pytest.mark.timeout(900)  # with --full
def test_guesses_wait_and_nobody_else_does(
    desk: Desk,
    tried: list[str],
    so_many: Callable[..., int],
    figure: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "FROM_ONE", 1_000_000)  # guesses from everywhere: no address stops them
    desk.hire("aigul", desk.office.departments.all()[0].code)
    desk.hire("berik", desk.office.departments.all()[0].code)
    guesses, minutes = so_many(10_000, briefly=300), 3
    each = guesses // minutes
    with desk.stranger() as visit:

        def guess(numbers: range) -> list[int]:
            with httpx.Client(base_url=visit.browser.base_url, timeout=50, trust_env=False) as browser:
                one = Visit(browser)
                told = [{"name": "aigul", "password": f"guess number {number}"} for number in numbers]
                return [one.post("/desk/sign-in", guessed).status_code for guessed in told]

        answers: list[int] = []
        for minute in range(minutes):
            with ThreadPoolExecutor(HANDS) as hands:
                theirs = [range(minute * each + hand, (minute + 1) * each, HANDS) for hand in range(HANDS)]
                answers += chain.from_iterable(hands.map(guess, theirs))
            desk.clock.now += timedelta(minutes=1)
        reached = len(tried)
        sign_in(visit, "berik")

    # five in the first minute, five in the second, none in the third: its pause is of two minutes
    assert set(answers) == {403, 429}
    assert answers.count(403) == reached == 2 * throttle.A_MINUTE
    assert tried[-1] == staff.PASSWORD
    figure(f"R26: {guesses} guesses at one account in {minutes} minutes, {reached} reached the hash")


def test_whoever_knows_only_the_name_cannot_keep_its_owner_out(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    desk.hire("berik", desk.office.departments.all()[0].code)
    right = {"name": "aigul", "password": staff.PASSWORD}
    with desk.stranger() as visit:
        sign_in(visit, "aigul")
        mark = visit.browser.cookies["known"]
        visit.browser.cookies.clear()
        for _ in range(throttle.A_MINUTE):
            assert visit.post("/desk/sign-in", right | {"password": "a guess and no more"}).status_code == 403
        assert visit.post("/desk/sign-in", right).status_code == 429
        for forged in (mark[:-1] + "g", mark.partition(".")[0], f"{mark}.", "."):
            visit.browser.headers["Cookie"] = f"known={forged}"
            assert visit.post("/desk/sign-in", right).status_code == 429
        visit.browser.headers["Cookie"] = f"known={mark}"
        assert visit.post("/desk/sign-in", right).status_code == 303
        for _ in range(throttle.A_MINUTE):
            assert visit.post("/desk/sign-in", right | {"password": "a guess and no more"}).status_code == 403
        assert visit.post("/desk/sign-in", right).status_code == 429  # it has a limit of its own


def test_every_try_costs_one_hash_whatever_was_wrong(desk: Desk, tried: list[str]) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.stranger() as visit:
        for name in ("aigul", "nobody", "gone"):
            told = {"name": name, "password": "not this one at all", "code": "123456"}
            assert visit.post("/desk/sign-in", told).status_code == 403

    assert len(tried) == 3


def test_a_flood_from_one_address_leaves_places_for_others() -> None:
    queue = hashing.Hashing()
    with ExitStack() as waiting:
        for _ in range(hashing.FROM_ONE):
            waiting.enter_context(queue.place("192.0.2.1"))
        with pytest.raises(web.HTTPServiceUnavailable):
            waiting.enter_context(queue.place("192.0.2.1"))
        for number in range(hashing.PLACES - hashing.FROM_ONE):
            waiting.enter_context(queue.place(f"198.51.100.{number}"))
        with pytest.raises(web.HTTPServiceUnavailable):
            waiting.enter_context(queue.place("203.0.113.1"))
    with queue.place("192.0.2.1"):
        pass  # whoever was served makes room
    queue.thread.shutdown()
