"""R19: of what is sent only picture and sound are kept; what is neither is refused."""

import asyncio
from collections.abc import Callable
from io import BytesIO

import av
import pytest
from PIL import Image

from cases import cleaning, file_limits
from cases.errors import MediumRefused
from hotline.cleansing import Cleansing
from tests.doubles import files

PHOTOS = 200
HOSTILE = {
    "25 MB": (b"\xff\xd8\xff" + bytes(25 * 1024 * 1024), "file_size"),
    "corrupt JPEG": (files.picture("JPEG", 1, size=(900, 900))[:30_000], "file_broken"),
    "decompression bomb": (files.bomb(), "file_pixels"),
    "HEIC": (files.HEIC, "file_heic"),
    "PDF": (files.PDF, "file"),
    "ZIP": (files.ZIP, "file"),
    "EXE": (files.EXE, "file"),
    "GIF": (files.GIF, "file"),
    "SVG": (files.SVG, "file"),
    "nothing": (b"", "file"),
}


def test_no_place_camera_or_name_is_left_in_pictures(
    so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    many, found = so_many(PHOTOS), 0
    for number in range(many):
        raw = files.picture(("JPEG", "PNG", "WEBP")[number % 3], number)
        kept = cleaning.clean(raw, "photo").body
        with Image.open(BytesIO(kept)) as picture:
            told = dict(picture.getexif()) or set(picture.info) - files.JFIF
            assert picture.format == "JPEG"
        found += int(bool(told) or any(word in kept for word in files.WORDS))
        assert any(word in raw for word in files.WORDS)
    figure(f"R19: {many} pictures with GPS, XMP, ICC, comments and thumbnails, metadata left in {found}")

    assert found == 0


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (files.video(), "video"),
        (files.video("mov"), "video"),
        (files.video("webm", "libvpx"), "video"),
        (files.video(), "voice"),
        (files.voice(), "voice"),
        (files.voice("ogg", "vorbis"), "voice"),
        (files.voice("mp3", "libmp3lame"), "voice"),
        (files.voice("ipod", "aac"), "voice"),
    ],
    ids=["mp4", "mov", "webm", "film sent as a voice", "ogg", "vorbis", "mp3", "m4a"],
)
def test_recordings_keep_their_picture_and_sound_and_nothing_else(raw: bytes, kind: str) -> None:
    kept = cleaning.clean(raw, kind).body

    assert any(word in raw for word in files.WORDS)
    assert [word for word in (*files.WORDS, b"2026", b"x264") if word in kept] == []
    with av.open(BytesIO(kept), "r") as container:
        own = {"major_brand", "minor_version", "compatible_brands", "encoder"}
        assert set(container.metadata) <= own
        assert {one.type for one in container.streams} <= {"audio"} | (
            {"video"} if kind == "video" else set()
        )
        assert sum(1 for _ in container.decode(container.streams[0])) > 10


def test_what_is_no_picture_or_sound_is_refused_with_its_reason(figure: Callable[[str], None]) -> None:
    reasons = {name: _reason(raw, "photo") for name, (raw, _) in HOSTILE.items()}
    figure(
        f"R19: {len(HOSTILE)} kinds of forbidden or hostile files, {sum(map(bool, reasons.values()))} refused"
    )

    assert reasons == {name: reason for name, (_, reason) in HOSTILE.items()}


def test_a_voice_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert file_limits.LONGEST_VOICE == 5 * 60
    monkeypatch.setattr(file_limits, "LONGEST_VOICE", 1)  # five minutes take half a minute to make

    assert _reason(files.voice(seconds=2), "voice") == "file_long"
    assert _reason(files.voice(seconds=1), "voice") == ""


def test_the_process_apart_has_room_for_good_files() -> None:
    big = BytesIO()
    Image.new("RGB", (10_000, 5_000)).save(big, "JPEG")
    good = ((big.getvalue(), "photo"), (files.video(), "video"), (files.voice(), "voice"))

    async def all_of_them() -> list[str]:
        cleansing = Cleansing()
        return [(await cleansing.clean(raw, kind)).ending for raw, kind in good]

    assert asyncio.run(all_of_them()) == ["jpg", "mp4", "ogg"]


def _reason(raw: bytes, kind: str) -> str:
    try:
        cleaning.clean(raw, kind)
    except MediumRefused as refused:
        return refused.code
    return ""
