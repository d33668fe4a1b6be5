"""What stands before every answer."""

import socket
from dataclasses import replace

import httpx
import pytest
from structlog.testing import capture_logs

from store.errors import StoreUnavailable
from tests.web.house import House, browsing
from web import guards

ROUTES = [
    "/",
    "/?start=r_cotton",
    "/chat/messages",
    "/left",
    "/health",
    "/static/chat.css",
    "/nowhere",
    "/chat",
]


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_carries_the_headers(browser: httpx.Client, path: str) -> None:
    headers = browser.get(path).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Permissions-Policy"].startswith("geolocation=(self)")
    assert "Server" not in headers
    assert ("no-store" in headers["Cache-Control"]) is not path.startswith("/static/")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)
@pytest.mark.parametrize("path", ["/chat", "/chat/leave", "/nowhere"])
def test_forms_of_other_sites_are_refused(
    house: House, browser: httpx.Client, path: str, headers: dict[str, str]
) -> None:
    answer = browser.post(path, data={"text": "x"}, headers=headers)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert house.heard() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"Cookie", b'visitor="\xff\xfe"; desk="\xff"'),
        (b"Cookie", b"desk=\xed\xa0\x80"),
        (b"X-Forwarded-For", b"\xff\xfe"),
        (b"Origin", b"http://["),
    ],
)
def test_headers_that_nobody_can_read_are_refused_and_are_no_fault_of_ours(
    browser: httpx.Client, name: bytes, value: bytes
) -> None:
    with capture_logs() as logs:
        answers = [browser.post("/chat", data={"text": "x"}, headers=[(name, value)])]
        answers += [
            browser.get(path, headers=[(name, value)]) for path in ("/", "/nowhere") if name != b"Origin"
        ]

    assert {answer.status_code for answer in answers} <= {400, 403}
    assert not [log for log in logs if log["event"] == "web.failed"]


def test_our_own_forms_are_heard(house: House, browser: httpx.Client) -> None:
    own = str(browser.base_url).rstrip("/")

    by_origin = browser.post("/chat", data={"text": "x"}, headers={"Origin": own})
    by_fetch_site = browser.post("/chat", data={"text": "x"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert (by_origin.status_code, by_fetch_site.status_code) == (303, 303)


def test_behind_a_proxy_the_public_address_counts(house: House) -> None:
    with browsing(replace(house.parts, public_url="https://help.example.kz")) as browser:
        ours = browser.post("/chat", data={"text": "x"}, headers={"Origin": "https://help.example.kz"})
        other = browser.post("/chat", data={"text": "x"}, headers={"Origin": "https://example.kz"})

    assert (ours.status_code, other.status_code) == (303, 403)


def test_the_cookie_is_for_this_browser_alone(browser: httpx.Client) -> None:
    cookie = browser.get("/").headers["Set-Cookie"]

    value, *flags = cookie.split("; ")
    assert len(value.removeprefix("visitor=")) == 22  # 128 bits
    assert set(flags) == {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=259200"}


def test_the_cookie_is_renewed_with_every_page_and_secure_behind_https(house: House) -> None:
    with browsing(replace(house.parts, public_url="https://help.example.kz")) as browser:
        first = browser.get("/").headers["Set-Cookie"]
        value = first.partition(";")[0]
        again = browser.get("/", headers={"Cookie": value}).headers["Set-Cookie"]

    assert "Secure" in first
    assert again == first


def test_a_cookie_that_we_never_gave_is_not_taken_over(house: House, browser: httpx.Client) -> None:
    cookies = ["visitor=" + "A" * 22, "visitor=short", "visitor=' OR 1=1 --", "visitor=" + "-" * 21]

    given = [browser.get("/", headers={"Cookie": each}).headers["Set-Cookie"] for each in cookies]

    assert not set(cookies) & {each.partition(";")[0] for each in given}
    assert len(house.reception.heard) == len(cookies)


def test_more_than_64_kilobytes_are_refused_with_a_plain_page(house: House, browser: httpx.Client) -> None:
    answer = browser.post(
        "/chat", data={"text": "x" * guards.LARGEST_REQUEST}, headers={"Accept-Language": "en"}
    )

    assert answer.status_code == 413
    assert "This is too much at once." in answer.text
    assert house.heard() == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=%ff%fe", "application/x-www-form-urlencoded", 303),
        (b"text=\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"text=x", "application/x-www-form-urlencoded; charset=klingon", 400),
        (b"token=" + b"x" * 65, "application/x-www-form-urlencoded", 400),
        (b'{"text": "x"}', "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
        (b"message=" + b"9" * 40 + b"&after=-1&text=x", "application/x-www-form-urlencoded", 303),
    ],
)
def test_broken_forms_get_a_clear_answer(browser: httpx.Client, body: bytes, kind: str, status: int) -> None:
    assert browser.post("/chat", content=body, headers={"Content-Type": kind}).status_code == status


def test_an_error_of_ours_tells_a_stranger_nothing(house: House, browser: httpx.Client) -> None:
    house.reception.broken = ValueError("secret of the inside")
    with capture_logs() as logs:
        page = browser.post("/chat", data={"text": "my name is Aigul"}, headers={"Accept-Language": "en"})
        script = browser.post("/chat", data={"text": "x"}, headers={"Accept": "application/json"})

    assert (page.status_code, script.status_code) == (500, 500)
    assert "Something went wrong on our side." in page.text
    assert list(script.json()) == ["error"]
    assert "secret" not in page.text + script.text + str(logs)
    assert "Aigul" not in str(logs)
    assert logs[0] == {"event": "web.failed", "route": "/chat", "error": "ValueError", "log_level": "error"}


def test_a_full_disk_is_said_so_that_one_tries_again(house: House, browser: httpx.Client) -> None:
    house.reception.broken = StoreUnavailable("disk full")

    answer = browser.post("/chat", data={"text": "x"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_method_that_does_not_exist_is_a_plain_page(browser: httpx.Client) -> None:
    answer = browser.put("/chat")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "<!doctype html>" in answer.text


def test_files_outside_the_folder_are_not_given(browser: httpx.Client) -> None:
    host, port = browser.base_url.host, browser.base_url.port
    with socket.create_connection((host, port or 80), timeout=5) as connection:
        connection.sendall(b"GET /static/../server.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 404")
    assert browser.get("/static/").status_code in (403, 404)
