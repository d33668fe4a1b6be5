"""Coming from the chat by a link, and who is let in."""

import re
from datetime import timedelta
from itertools import cycle

import httpx

from cases import people
from cases.admission import passes
from tests.cases.told import MAKTAARAL
from tests.web.field.outdoors import Outdoors
from web.field import routes
from web.field.doors import EVERYBODY

ENTRANCE = "/field/enter"


def test_a_link_opens_once_and_only_by_a_press(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    link = outdoors.link("monitor")
    with outdoors.stranger() as chat, outdoors.stranger() as monitor, outdoors.stranger() as thief:
        looks = [chat.get(link) for _ in range(3)]  # as Telegram does, to show a preview
        assert [look.status_code for look in looks] == [200] * 3
        assert "set-cookie" not in looks[0].headers
        assert monitor.post(link, {}).headers["location"] == "/field"
        assert monitor.get("/field").headers["location"] == "/field/visits"
        assert thief.get(link).status_code == thief.post(link, {}).status_code == 403


def test_a_link_is_good_for_half_an_hour_and_a_session_for_twelve(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    late = outdoors.link("monitor")
    with outdoors.at("monitor") as monitor, outdoors.stranger() as stranger:
        outdoors.desk.clock.now += passes.LINK_VALID
        assert stranger.post(late, {}).status_code == 403
        outdoors.desk.clock.now += passes.SESSION_LASTS - passes.LINK_VALID - timedelta(seconds=1)
        assert is_in(monitor.get("/field"))
        outdoors.desk.clock.now += timedelta(seconds=1)
        assert not is_in(monitor.get("/field"))


def test_whoever_was_let_go_is_out_at_the_next_press(outdoors: Outdoors) -> None:
    outdoors.join("teacher", MAKTAARAL, school="S1")
    unused = outdoors.link("teacher")
    with outdoors.at("teacher") as teacher, outdoors.stranger() as stranger:
        with outdoors.desk.database.transaction() as tx:
            account = outdoors.account("teacher")
            assert people.let_go(tx, account, actor="coordinator", now=outdoors.desk.clock.now)
            assert not people.let_go(tx, account, actor="coordinator", now=outdoors.desk.clock.now)
        assert not is_in(teacher.get("/field"))
        assert stranger.post(unused, {}).status_code == 403


def test_whoever_signs_out_is_out(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        assert monitor.press("/field/leave").headers["location"] == ENTRANCE
        assert not is_in(monitor.get("/field"))


def test_every_door_refuses_strangers_forged_forms_and_other_roles(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("teacher", MAKTAARAL, school="S1")
    hung = list(routes.doors())
    assert hung
    assert all(door.allowed and door.allowed <= EVERYBODY for door in hung)
    with (
        outdoors.stranger() as stranger,
        outdoors.at("monitor") as monitor,
        outdoors.at("teacher") as teacher,
    ):
        for door in hung:
            path = re.sub(r"\{\w+[^}]*\}", "1", door.path)
            nobody = stranger.browser.request(door.method, path, headers={"Sec-Fetch-Site": "same-origin"})
            assert nobody.headers["location"] == ENTRANCE, path
            for role, one in (("monitor", monitor), ("teacher", teacher)):
                sent = one.browser.request(door.method, path, headers={"Sec-Fetch-Site": "same-origin"})
                if role not in door.allowed:
                    assert sent.status_code == 404, (role, path)
                elif door.method == "POST":
                    assert sent.status_code == 403, (role, path)


def is_in(answer: httpx.Response) -> bool:
    return answer.headers["location"] != ENTRANCE


FORGED: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Referer": "http://127.0.0.1/field/visits"},
    {},
)


def test_no_door_believes_a_form_that_does_not_say_it_is_ours(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("teacher", MAKTAARAL, school="S1")
    with outdoors.at("monitor") as monitor, outdoors.at("teacher") as teacher:
        acts = [one for one in routes.doors() if one.method == "POST"]
        assert len(acts) > len(FORGED)
        for door, said in zip(acts, cycle(FORGED), strict=False):  # one guard stands at all of them
            one = monitor if "monitor" in door.allowed else teacher
            path = re.sub(r"\{\w+[^}]*\}", "1", door.path)
            sent = one.browser.post(f"{path}?csrf={one.csrf}", data={"csrf": one.csrf}, headers=said)
            assert sent.status_code == 403, (path, said)
