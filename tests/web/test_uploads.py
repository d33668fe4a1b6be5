"""Files in the chat: from the field of a page, by a real server, into the sealed pieces of a case."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cases import case
from hotline.cleansing import Washed
from tests.doubles import files as samples
from tests.web.chooser import ASKED, Visitor, visiting
from web.parts import Parts

NEVER = "Never send intimate photos or videos of a child"
JPEG = samples.picture("JPEG", 1)


@dataclass(frozen=True)
class Measured:
    so_many: Callable[[int], int]
    figure: Callable[[str], None]


@pytest.fixture
def measured(so_many: Callable[[int], int], figure: Callable[[str], None]) -> Measured:
    return Measured(so_many, figure)


def test_photos_are_cleaned_sealed_confirmed_and_filed_without_ever_lying_readable(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured: Measured
) -> None:
    many = min(9, measured.so_many(30))
    photos = [samples.picture(("JPEG", "PNG", "WEBP")[number % 3], number) for number in range(many)]
    visitor.come_to_the_files()
    monkeypatch.setattr(tempfile, "TemporaryFile", None)  # where large forms are laid by default
    for number, raw in enumerate(photos, 1):
        visitor.choose(raw, ("image/jpeg", "image/png", "image/webp")[(number - 1) % 3])
        assert f"Files received: {number}. Add more" in visitor.screen[-1]
        assert visitor.states() == [("photo", "kept")] * number
    visitor.tap("Done")
    assert not visitor.offered
    visitor.tap("Send now")
    kept = [visitor.kept(1, number) for number in range(1, many + 1)]
    disk = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    words = (*samples.WORDS, *(body[-64:] for _, body in kept))
    found = sum(any(word in one for word in words) for one in disk)
    measured.figure(
        f"R19: {many} photos brought by a page; canary words and readable pictures on disk: {found}"
    )

    assert found == 0
    for raw, (told, body) in zip(photos, kept, strict=True):
        assert (told["size"], told["cleaned_size"], told["ending"]) == (len(raw), len(body), "jpg")
        assert any(word in raw for word in samples.WORDS)
        assert not any(word in body for word in samples.WORDS)
    assert [row["key"] for row in visitor.rows()] == [None] * many


def test_the_field_stands_only_where_files_are_asked_for_and_needs_no_javascript(visitor: Visitor) -> None:
    plain = {"Accept": "text/html"}
    visitor.report()
    assert 'id="file" hidden>' in visitor.browser.get("/", headers=plain).text
    visitor.come_to_the_files()
    page = visitor.browser.get("/", headers=plain).text

    assert 'action="/chat/file" enctype="multipart/form-data" id="file">' in page
    assert 'accept="image/jpeg,image/png,image/webp,video/*,audio/*"' in page
    answer = visitor.choose(JPEG, Accept="text/html")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#end")
    assert "Files received: 1." in visitor.browser.get("/", headers=plain).text


def test_films_and_recordings_are_kept_too(visitor: Visitor) -> None:
    visitor.come_to_the_files()
    visitor.choose(samples.video(), "video/mp4")
    visitor.choose(samples.voice(), "audio/ogg; codecs=opus")
    visitor.tap("Done")
    visitor.tap("Send now")

    assert visitor.states() == [("video", "kept"), ("voice", "kept")]
    assert [visitor.kept(1, number)[0]["ending"] for number in (1, 2)] == ["mp4", "ogg"]


REFUSED = {
    "a PDF": (samples.PDF, "application/pdf", "This kind of file cannot be sent"),
    "a PDF that says it is a photo": (samples.PDF, "image/jpeg", "This kind of file cannot be sent"),
    "HEIC": (samples.HEIC, "image/heic", "as a photo, not as a file"),
    "HEIC without a name": (samples.HEIC, "application/octet-stream", "as a photo, not as a file"),
    "a damaged photo": (samples.picture("JPEG", 1, size=(900, 900))[:30_000], "image/jpeg", "not be opened"),
    "a bomb": (samples.bomb(), "image/png", "too large"),
}


@pytest.mark.parametrize(("raw", "mime", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_kept_is_refused_at_once(
    visitor: Visitor, raw: bytes, mime: str, sentence: str
) -> None:
    visitor.come_to_the_files()
    visitor.choose(raw, mime)

    assert sentence in visitor.screen[-1]
    assert ASKED in visitor.screen[-1]
    assert visitor.rows() == []


def test_where_sexual_exploitation_is_told_no_field_is_shown_and_nothing_is_even_cleaned(
    given: Parts,
) -> None:
    async def never(raw: bytes, kind: str) -> Washed:
        raise AssertionError

    with visiting(replace(given, clean=never)) as visitor:
        visitor.report("Used for sex or for such photos or videos", "Done")
        for raw, mime in (
            (JPEG, "image/jpeg"),
            (samples.video(), "video/mp4"),
            (samples.voice(), "audio/ogg"),
        ):
            visitor.choose(raw, mime)
            assert NEVER in visitor.screen[-1]
        for _ in range(30):
            assert not visitor.offered
            if "Please write it in words." in visitor.screen[-1]:
                break
            visitor.tap("Skip")

        assert NEVER in visitor.screen[-1]
        assert "voice message" not in visitor.screen[-1]
        assert visitor.rows() == []


def test_a_file_can_be_added_to_a_filed_report(visitor: Visitor) -> None:
    visitor.report()
    visitor.tap("Send now")
    visitor.tap("Yes, here")
    visitor.say(text="/status")
    assert not visitor.offered
    visitor.tap("Add something")
    assert visitor.offered
    visitor.choose(JPEG)

    assert "Added to your report. Thank you." in "\n".join(visitor.screen)
    assert [(row["state"], row["case_number"]) for row in visitor.rows()] == [("kept", 1)]
    assert visitor.kept(1, 1)[1].startswith(b"\xff\xd8\xff")


def test_a_file_for_which_nobody_asked_begins_nothing(visitor: Visitor) -> None:
    visitor.browser.get("/")
    visitor.choose(JPEG)

    assert visitor.rows() == []
    with visitor.database.reading() as tx:
        assert case.listing(tx) == []
    assert "What would you like to do?" in visitor.screen[-1]
