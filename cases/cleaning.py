"""Cleaning: a file as it was sent becomes what may be kept, without a trace of who made it, where and when.

Pure: bytes in, bytes out. What a file is, is read from its first bytes, never from its name or label.
Decoders are the softest part of any program: this is called only in a process that may die.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases import file_limits, pictures, recordings
from cases.errors import MediumRefused

_STILL = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip"})
_ALLOWED: Mapping[str, frozenset[str]] = {
    "photo": frozenset({"jpeg", "png", "webp"}),
    "video": frozenset({"mov", "webm"}),
    "voice": frozenset({"ogg", "mp3", "mov", "webm"}),
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What may be kept; `ending` is the usual ending of such a file: jpg, mp4, webm, m4a, ogg or mp3."""

    body: bytes
    ending: str


def clean(raw: bytes, kind: str) -> Cleaned:
    """Give the file without anything but its picture or sound. `kind` is photo, video or voice.

    A picture is decoded, turned upright, brought to 2560 pixels on its longer side at most and encoded anew
    as JPEG. Of a video or a recording only the coded picture and sound are copied into a new file; of a voice
    message only the sound.

    Raises:
        MediumRefused: `code` is one of `file_limits.REASONS`.
    """
    if len(raw) > file_limits.MOST_BYTES:
        raise MediumRefused("file_size")
    form = form_of(raw)
    if form == "heic":
        raise MediumRefused("file_heic")
    if form not in _ALLOWED[kind]:
        raise MediumRefused("file")
    cleaner: Callable[[], tuple[bytes, str]] = (
        (lambda: (pictures.clean(raw, form), "jpg"))
        if kind == "photo"
        else (lambda: recordings.clean(raw, form, with_picture=kind == "video"))
    )
    try:
        body, ending = cleaner()
    except MediumRefused:
        raise
    except Exception as error:  # whatever a decoder stumbles over, the file is damaged, or made to harm
        raise MediumRefused("file_broken") from error
    if len(body) > file_limits.MOST_BYTES:
        raise MediumRefused("file_size")
    return Cleaned(body, ending)


def prepare() -> None:
    """Load every decoder that `clean` may need, so that it opens no file later."""
    pictures.prepare()


def form_of(raw: bytes) -> str:
    """Tell what a file is: jpeg, png, webp, heic, mov, webm, ogg or mp3; "" for everything else."""
    for start, form in (
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"OggS", "ogg"),
        (b"ID3", "mp3"),
    ):
        if raw.startswith(start):
            return form
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "webp"
    if raw.startswith(b"\x1aE\xdf\xa3"):
        return "webm"
    if raw[4:8] == b"ftyp":
        return "heic" if raw[8:12] in _STILL else "mov"
    if raw[4:8] in _QUICKTIME:
        return "mov"
    return "mp3" if len(raw) > 2 and raw[0] == 0xFF and raw[1] & 0xE6 == 0xE2 else ""
