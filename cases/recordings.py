"""Videos and voice messages: only the coded picture and sound are copied, into a file that is made anew.

Titles, places, dates, chapters, cover pictures, subtitles and the timed data that cameras write beside the
picture stay behind, and so does what encoders write between the pictures (H.264 and H.265 SEI).
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from io import BytesIO
from typing import Any

import av
import av.subtitles.stream  # else av loads it at the first stream: too late, see `cleaning.prepare`
from av import AudioStream, Packet, VideoStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.stream import Disposition

from cases import file_limits
from cases.errors import MediumRefused

_MOST_STREAMS = 12
_DEMUXERS = {"mov": "mov", "webm": "matroska", "ogg": "ogg", "mp3": "mp3"}
_VIDEO = frozenset({"h264", "hevc", "mpeg4", "vp8", "vp9", "av1"})
_SOUND: Mapping[str, frozenset[str]] = {
    "mov": frozenset({"aac", "mp3", "alac", "opus"}),
    "webm": frozenset({"opus"}),  # Vorbis in it would bring its comments along
    "ogg": frozenset({"opus", "vorbis", "flac", "speex"}),
    "mp3": frozenset({"mp3"}),
}
_WRITTEN_BETWEEN = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39-40"}
_QUIET = {"fflags": "+bitexact"}  # not even the name of the program that wrote it


def clean(raw: bytes, form: str, *, with_picture: bool) -> tuple[bytes, str]:
    """Give the recording made anew, and the usual ending of such a file.

    Raises:
        MediumRefused: over five minutes of sound; a picture or sound that is missing or not of a known code.
        Exception: whatever ffmpeg says about a damaged file.
    """
    kept = BytesIO()
    muxer, ending = _written(form, with_picture=with_picture)
    # The form is named: ffmpeg must not guess one that opens other files, as playlists do.
    with (
        closing(av.open(BytesIO(raw), "r", format=_DEMUXERS[form])) as source,
        closing(av.open(kept, "w", format=muxer, options=_options(muxer))) as copy,
    ):
        _copy(source, copy, form, with_picture=with_picture)
    return kept.getvalue(), ending


def _written(form: str, *, with_picture: bool) -> tuple[str, str]:
    if form == "mov":
        return ("mp4", "mp4") if with_picture else ("ipod", "m4a")
    return form, form


def _options(muxer: str) -> dict[str, str]:
    return _QUIET | ({"id3v2_version": "0", "write_xing": "0"} if muxer == "mp3" else {})


def _copy(source: InputContainer, copy: OutputContainer, form: str, *, with_picture: bool) -> None:
    chosen = list(_chosen(source, form, with_picture=with_picture))
    filters = {}
    for stream in chosen:
        made = copy.add_stream_from_template(stream)
        filters[stream.index] = (made, _filter(stream, made))
    copied, longest = 0, 0.0
    for packet in source.demux(chosen):
        if packet.dts is None:
            continue
        longest = max(longest, float((packet.pts or packet.dts) * packet.time_base))
        if not with_picture and longest > file_limits.LONGEST_VOICE:
            raise MediumRefused("file_long")
        made, strip = filters[packet.stream.index]
        for one in strip.filter(packet) if strip else [packet]:
            one.stream = made
            copy.mux(one)
            copied += 1
    for made, strip in filters.values():
        for one in _rest(strip):
            one.stream = made
            copy.mux(one)
    if not copied:
        raise MediumRefused("file_broken")


def _chosen(source: InputContainer, form: str, *, with_picture: bool) -> Iterator[VideoStream | AudioStream]:
    """Give the picture (for a video) and the first sound; a cover picture is no picture of a video."""
    if len(source.streams) > _MOST_STREAMS:
        raise MediumRefused("file")
    films = [one for one in source.streams.video if not one.disposition & Disposition.attached_pic]
    sounds = [one for one in source.streams.audio if _code(one) in _SOUND[form]]
    if with_picture:
        if not films or _code(films[0]) not in _VIDEO:
            raise MediumRefused("file")
        yield films[0]
    elif not sounds:
        raise MediumRefused("file")
    yield from sounds[:1]


def _code(stream: VideoStream | AudioStream) -> str:
    return stream.codec_context.codec.canonical_name


def _filter(
    stream: VideoStream | AudioStream, made: VideoStream | AudioStream
) -> BitStreamFilterContext | None:
    words = _WRITTEN_BETWEEN.get(_code(stream))
    return BitStreamFilterContext(words, stream, made) if words else None


def _rest(
    strip: BitStreamFilterContext | None,
) -> "list[Packet[Any]]":  # a class with no parameters when it runs
    return list(strip.filter(None)) if strip else []
