"""A file that a page brings: read into memory and never onto a disk, cleaned, and given to the reception.

At most `AT_ONCE` are under way; more are asked to try again. So no more than a few hundred megabytes of
memory are ever used, and whoever brings a file learns at once what became of it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import BodyPartReader, ClientError, web
from msgspec.structs import replace

from cases import file_limits, media
from cases.errors import MediumRefused
from conversations import files
from conversations.bringing import Room
from conversations.incoming import Content, Sent
from locales.texts import Text
from web.errors import UploadRefused
from web.form import Upload
from web.parts import PARTS

AT_ONCE = 4
LONGEST = 300.0
"""Seconds in which a file must have come: 20 MB at half a megabit a second."""
KINDS = ("image/jpeg", "image/png", "image/webp", "video/*", "audio/*")
"""What the field asks for. Telephones that keep HEIC convert it for a page which names JPEG instead."""

_FIELD = "file"
_MOST_READ = 3 * file_limits.MOST_BYTES  # so far into nothing: browsers hear no answer before they said all
_PIECE = 64 * 1024
_FAMILIES = {"image": "photo", "video": "video", "audio": "voice"}
_UNNAMED = frozenset({"", "application/octet-stream"})  # no browser looks inside: the cleaner will

_TOO_LARGE = Text("err.file_size", "This file is too big. The limit: {n} MB.")
_BUSY = Text("web.file_busy", "Many files are arriving right now. Please try again in a minute.")
_GONE = Text("err.file_gone", "One file did not reach us. Please send it again.")


@dataclass(slots=True)
class Hatch:
    """How many files are under way."""

    under_way: int = 0


HATCH = web.AppKey("hatch", Hatch)


@asynccontextmanager
async def place(request: web.Request) -> AsyncIterator[None]:
    """Hold one of the few places for a file, until it is written down.

    Raises:
        UploadRefused: 413, it says itself that it is far too large; 503, there is no place.
    """
    hatch = request.app[HATCH]
    if (request.content_length or 0) > _MOST_READ:
        raise _too_large()
    if hatch.under_way >= AT_ONCE:
        raise UploadRefused(503, _BUSY)
    hatch.under_way += 1
    try:
        yield
    finally:
        hatch.under_way -= 1


async def bring(request: web.Request, room: Room) -> Upload | None:
    """Give the file of this request, cleaned, or with the code why it cannot be kept; None: none was chosen.

    What cannot be kept is read all the same, into nothing; what is far too large is not even that.

    Raises:
        UploadRefused: 413, too large; 408, too slow; 503, too much has come from everybody.
        HTTPUnsupportedMediaType: no form with a file.
        HTTPBadRequest: undecodable, broken off, or more than one file.
    """
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    if room.full:
        raise UploadRefused(503, _BUSY)
    try:
        async with asyncio.timeout(LONGEST):
            sent, raw = await _read(request, room)
    except TimeoutError:
        raise UploadRefused(408, _GONE) from None
    except (ValueError, LookupError, AssertionError, RuntimeError, ClientError, ConnectionError) as error:
        raise web.HTTPBadRequest from error
    if not sent.size:
        return None
    return Upload(sent) if sent.refused else await _cleaned(request, sent, raw)


async def _read(request: web.Request, room: Room) -> tuple[Sent, bytes]:
    reader = await request.multipart()
    part = await reader.next()
    if not isinstance(part, BodyPartReader) or part.name != _FIELD:
        raise web.HTTPBadRequest
    sent = _described(part) if room.taken else Sent("photo", "", refused="file_gone")
    sent = replace(sent, refused=files.refusal(sent))
    raw, size = await _bytes(part, 0 if sent.refused else file_limits.MOST_BYTES)
    if await reader.next() is not None:
        raise web.HTTPBadRequest
    if size > file_limits.MOST_BYTES:
        raise _too_large()
    return replace(sent, size=size), raw


async def _bytes(part: BodyPartReader, most: int) -> tuple[bytes, int]:
    """Give a file and its size; once it is larger than `most`, none of it is held any more."""
    raw, size = bytearray(), 0
    while piece := await part.read_chunk(_PIECE):
        size += len(piece)
        if size > _MOST_READ:
            raise _too_large()
        if size <= most:
            raw += piece
        else:
            raw.clear()
    return bytes(raw), size


def _described(part: BodyPartReader) -> Sent:
    """Describe a file by what the browser calls it; its name is not even looked at."""
    mime = part.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if mime in _UNNAMED:
        return Sent("photo", "")
    return Sent(_FAMILIES.get(mime.partition("/")[0], "file"), "", mime=mime)


async def _cleaned(request: web.Request, sent: Sent, raw: bytes) -> Upload:
    parts = request.app[PARTS]
    try:
        washed = await parts.clean(raw, sent.kind)
    except MediumRefused as refused:
        return Upload(replace(sent, refused=refused.code))
    size, ending = len(washed.body), washed.ending

    def described() -> Content:  # hashes it: not in the event loop
        told = media.description(sent.kind, raw, ending=ending, cleaned=size, received_at=parts.now())
        return Content(told, washed.body)

    return Upload(sent, await asyncio.to_thread(described))


def _too_large() -> UploadRefused:
    return UploadRefused(413, _TOO_LARGE, {"n": files.LIMITS["file_size"]})
