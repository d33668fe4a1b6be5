"""What a page may not bring: too large, too many, from elsewhere, broken; and what happens to the rest."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from conversations import files, limits, tally
from hotline.cleansing import Washed
from tests.doubles import files as samples
from tests.web.chooser import Visitor, visiting
from tests.web.house import MORNING
from web import uploads
from web.parts import Parts

MEGABYTE = 1024 * 1024
JPEG = samples.picture("JPEG", 1)


@pytest.mark.parametrize("says_its_size", [True, False])
def test_more_than_20_megabytes_are_refused_and_nothing_is_heard(
    visitor: Visitor, *, says_its_size: bool
) -> None:
    visitor.come_to_the_files()
    before, body = len(visitor.screen), samples.picture("JPEG", 1) + bytes(25 * MEGABYTE)
    if says_its_size:
        answer = visitor.choose(body)
    else:
        head = b'--x\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: image/jpeg\r\n\r\n'
        pieces = (head, *(body[at : at + MEGABYTE] for at in range(0, len(body), MEGABYTE)), b"\r\n--x--\r\n")
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = visitor.browser.post("/chat/file", content=iter(pieces), headers=kind)

    assert (answer.status_code, answer.json()["error"]) == (413, "This file is too big. The limit: 20 MB.")
    visitor.say()
    assert (len(visitor.screen), visitor.rows()) == (before, [])
    visitor.choose(JPEG)
    assert "Files received: 1." in visitor.screen[-1]


def test_a_page_without_javascript_says_so_too(visitor: Visitor) -> None:
    visitor.come_to_the_files()
    answer = visitor.choose(bytes(25 * MEGABYTE), Accept="text/html")

    assert answer.status_code == 413
    assert '<p id="notice" role="status">This file is too big. The limit: 20 MB.</p>' in answer.text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_file_from_another_site_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    visitor.come_to_the_files()
    before = len(visitor.screen)
    answer = visitor.choose(JPEG, **headers)

    assert answer.status_code == 403
    visitor.say()
    assert (len(visitor.screen), visitor.rows()) == (before, [])


def test_the_eleventh_file_is_one_too_many(given: Parts) -> None:
    async def at_once(raw: bytes, kind: str) -> Washed:
        return Washed(raw, "jpg")

    with visiting(replace(given, clean=at_once)) as visitor:
        visitor.come_to_the_files()
        for _ in range(10):
            assert visitor.offered
            visitor.choose(JPEG)

        assert not visitor.offered
        visitor.choose(JPEG)
        assert "No more files can be added. The limit: 10." in visitor.screen[-1]
        assert len(visitor.rows()) == 10


def test_two_at_once_both_arrive(visitor: Visitor) -> None:
    visitor.come_to_the_files()
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(visitor.choose, (JPEG, samples.picture("PNG", 2))))

    assert [one.status_code for one in answers] == [200, 200]
    assert visitor.states() == [("photo", "kept")] * 2
    assert any("Files received: 2." in said for said in visitor.screen)


def test_a_fifth_at_once_is_asked_to_try_again_and_may(given: Parts) -> None:
    begun, gate = threading.Semaphore(0), threading.Event()

    async def slow(raw: bytes, kind: str) -> Washed:
        begun.release()
        await asyncio.to_thread(gate.wait)
        return Washed(raw, "jpg")

    with visiting(replace(given, clean=slow)) as visitor:
        visitor.come_to_the_files()
        with ThreadPoolExecutor(uploads.AT_ONCE) as four:
            waiting = [four.submit(visitor.choose, JPEG) for _ in range(uploads.AT_ONCE)]
            try:
                all_begun = all(begun.acquire(timeout=20) for _ in waiting)
                fifth = visitor.choose(JPEG)
            finally:
                gate.set()
            assert all_begun
            assert {one.result().status_code for one in waiting} == {200}
        again = visitor.choose(JPEG)

    assert (fifth.status_code, fifth.headers["Retry-After"], again.status_code) == (503, "60", 200)
    assert fifth.json()["error"].startswith("Many files are arriving right now.")
    assert len(visitor.rows()) == uploads.AT_ONCE + 1


def test_when_too_much_has_come_from_everybody_no_file_is_read(visitor: Visitor) -> None:
    visitor.come_to_the_files()
    visitor.choose(JPEG)
    with visitor.database.transaction() as tx:
        assert tally.within(tx, (files.BROUGHT,), limits.AN_HOUR, now=MORNING) == [1]
        tally.add(tx, (files.BROUGHT,), now=MORNING, amount=limits.MEGABYTES_BROUGHT)

    assert visitor.choose(JPEG).status_code == 503
    assert len(visitor.rows()) == 1


FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
BROKEN = {
    "words": (b"file=x", "application/x-www-form-urlencoded", 415),
    "no boundary": (b"--x\r\n", "multipart/form-data", 400),
    "nothing": (b"", FORM, 400),
    "broken off": (PART % (b"file", b"half"), FORM, 400),
    "another field": (PART % (b"other", b"x") + b"--x--\r\n", FORM, 400),
    "two files": (PART % (b"file", b"x") * 2 + b"--x--\r\n", FORM, 400),
    "none chosen": (PART % (b"file", b"") + b"--x--\r\n", FORM, 200),
}


@pytest.mark.parametrize(("body", "kind", "status"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_forms_get_a_clear_answer(visitor: Visitor, body: bytes, kind: str, status: int) -> None:
    visitor.come_to_the_files()
    answer = visitor.browser.post("/chat/file", content=body, headers={"Content-Type": kind})

    assert answer.status_code == status
    assert visitor.rows() == []
