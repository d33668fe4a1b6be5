"""R25: what every route of the application keeps to. New routes are found here by themselves."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from aiohttp import web

from tests.web.desk import office
from tests.web.desk.office import Desk, Visit
from web import guards, limits, server
from web.api.problem import ROOT
from web.desk import routes
from web.desk.doors import Door
from web.parts import Showcase

WITH_FILES = {"/chat/file"}
"""Public routes that read their bodies themselves: files have a limit of their own."""


def patterns(desk: Desk) -> list[str]:
    """Every path of the application, as its routes are written."""
    app = server.application(whole(desk).parts)
    return sorted({resource.canonical for resource in app.router.resources()})


def whole(desk: Desk) -> Desk:
    """The desk in a house that has everything a house can have, and is reached by TLS."""

    async def door(request: web.Request) -> web.StreamResponse:
        return web.Response(text="heard")

    told = {"demonstration": (Showcase("chat", "LABOUR:KZ"),), "doors": {"/telegram": door}}
    parts = replace(desk.parts, public_url="https://hotline.example", **told)  # type: ignore[arg-type]
    return replace(desk, parts=parts)


def filled(pattern: str, number: int) -> str:
    """A path of this pattern, whose case is there."""
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: str(number) if found[1] == "number" else "1", pattern)


@pytest.fixture
def officer(desk: Desk) -> str:
    desk.hire("aigul", desk.file().lead.code)
    return "aigul"


def asked(browser: httpx.Client, path: str) -> Iterator[tuple[str, httpx.Response]]:
    """Every method on this path, as a page of ours sends it, and a form of another site."""
    known = "Cookie" in browser.headers
    for method in ("GET",) if known else ("GET", "POST", "PUT", "OPTIONS"):
        yield method, browser.request(method, path, headers={"Sec-Fetch-Site": "same-origin"})
    yield "foreign POST", browser.post(path, headers={"Sec-Fetch-Site": "cross-site"})


def missing(headers: httpx.Headers, path: str, status: int) -> set[str]:
    """Which of the headers are not as they must be."""
    policy = headers.get("Content-Security-Policy", "")
    is_shared = path.startswith(("/static/", ROOT)) and status in (200, 304)
    held = {
        "CSP": policy.startswith("default-src 'none';") and "unsafe" not in policy and "*" not in policy,
        "frames": headers.get("X-Frame-Options") == "DENY" and "frame-ancestors 'none'" in policy,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "no-referrer": headers.get("Referrer-Policy") == "no-referrer",
        "no-store": is_shared or headers.get("Cache-Control") == "no-store",
        "COOP": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "CORP": headers.get("Cross-Origin-Resource-Policy")
        == ("cross-origin" if path.startswith(ROOT) else "same-origin"),
        "permissions": "camera=()" in headers.get("Permissions-Policy", ""),
        "HSTS": headers.get("Strict-Transport-Security") == "max-age=31536000",
        "no server": "Server" not in headers,
    }
    return {name for name, is_held in held.items() if not is_held}


def test_every_answer_of_every_route_carries_every_header(
    desk: Desk, officer: str, figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FROM_ONE", 10_000)
    paths = [*(filled(pattern, 1) for pattern in patterns(desk)), "/nowhere", "/desk/nowhere", f"{ROOT}/x/y"]
    wrong, answers = list[tuple[str, str, int, set[str]]](), 0
    with whole(desk).stranger() as stranger:
        session = office.sign_in(stranger, officer).headers["Set-Cookie"].partition(";")[0]
        stranger.browser.cookies.clear()
        for more in ({}, {"Cookie": session}):
            stranger.browser.headers.update(more)
            assert (stranger.get("/desk/account").status_code == 200) is bool(more)
            for path in paths:
                for method, answer in asked(stranger.browser, path):
                    answers += 1
                    lacking = missing(answer.headers, path, answer.status_code)
                    if lacking or answer.status_code == 500:
                        wrong.append((method, path, answer.status_code, lacking))
    assert wrong == []
    figure(f"R25: {len(paths)} paths, {answers} answers, every header on each")


def test_without_the_address_of_an_encrypted_house_nothing_asks_for_encryption(desk: Desk) -> None:
    with desk.stranger() as stranger:
        assert "Strict-Transport-Security" not in stranger.get("/").headers


def test_no_form_of_the_desk_is_heard_without_token_and_origin(
    desk: Desk, figure: Callable[[str], None]
) -> None:
    number, lead, sent = desk.file().number, desk.file().lead.code, 0
    acts = [door for door in routes.doors() if door.method != "GET"]
    for role in sorted({_one_of(door) for door in acts}):
        desk.hire(role, lead if role == "officer" else "", role=role)
        with desk.at(role) as visit:
            for door in (door for door in acts if _one_of(door) == role):
                for answer in forged(visit, door, filled(door.path, number)):
                    sent += 1
                    assert answer.status_code == 403, (role, door.path, answer.status_code)
    assert sent == 6 * len(acts) > 0
    figure(f"R25: {len(acts)} acts of the desk, {sent} forged forms, each 403")


def _one_of(door: Door) -> str:
    """One role that may open this door; that all others may not is shown elsewhere."""
    return min(door.allowed)


def forged(visit: Visit, door: Door, path: str) -> Iterator[httpx.Response]:
    """Send what other sites could make a browser send, and what lacks the token."""
    token, post = visit.csrf, visit.browser.post
    with_token = {"X-Csrf": token}
    yield post(path, data={"csrf": token}, headers=with_token)
    yield post(path, data={"csrf": token}, headers={"Origin": "https://evil.example", **with_token})
    yield post(path, data={"csrf": token}, headers={"Sec-Fetch-Site": "cross-site", **with_token})
    yield post(path, data={"csrf": token}, headers={"Sec-Fetch-Site": "same-site", **with_token})
    yield post(path, data={}, headers={"Sec-Fetch-Site": "same-origin"})
    yield post(path, data={"csrf": token[::-1]}, headers={"Sec-Fetch-Site": "same-origin"})


def test_every_form_ends_at_a_megabyte_but_those_with_files(desk: Desk, officer: str) -> None:
    large = {"csrf": "", "x": "x" * guards.LARGEST_REQUEST}
    open_ones = {
        route.resource.canonical
        for route in server.application(desk.parts).router.routes()
        if route.method == "POST" and route.resource is not None
    }
    doors = {door.path for door in routes.doors()}
    with desk.at(officer) as visit:
        for path in sorted(open_ones - doors - WITH_FILES):
            assert visit.post(path, large).status_code in (404, 413), path
        for door in (one for one in routes.doors() if one.method == "POST"):
            answer = visit.post(filled(door.path, 1), large)
            assert answer.status_code in (404, 413), door.path
            assert missing(answer.headers, door.path, 413) == {"HSTS"}


def test_strangers_are_held_up_and_officers_and_reporters_are_not(
    desk: Desk, officer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FROM_ONE", 3)
    with desk.at(officer) as visit:
        turned = [visit.browser.get("/desk/account").status_code for _ in range(10)]
        visit.browser.cookies.clear()
        strange = [visit.get("/desk/sign-in") for _ in range(6)]
        chat = [visit.browser.post("/chat", data={"text": "x"}).status_code for _ in range(6)]

    assert set(turned) == {200}
    assert [one.status_code for one in strange][-3:] == [429] * 3
    assert ("112" in strange[-1].text, strange[-1].headers["Retry-After"]) == (True, "60")
    assert set(chat) == {303}


def test_a_form_that_comes_in_drops_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.1)

    with desk.stranger() as stranger:
        host, port = stranger.browser.base_url.host, stranger.browser.base_url.port
        with socket.create_connection((host, port or 80), timeout=20) as line:
            line.sendall(
                b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n\r\ntext="
            )
            answer = line.recv(65536)

    assert answer.startswith(b"HTTP/1.1 408")


def test_an_error_of_the_desk_leads_back_to_the_desk(desk: Desk) -> None:
    with desk.stranger() as visit:
        inside, outside = visit.get("/desk/nowhere"), visit.get("/nowhere")

    assert ('href="/desk"' in inside.text, "it is not for you" in inside.text) == (True, True)
    assert 'href="/desk"' not in outside.text
