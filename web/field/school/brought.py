"""A form with a file, as a browser sends it: read into memory and never onto a disk."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, ClientError, web

from cases.absences.registers import reading

_SLOWEST = 120.0  # seconds in which a file must have come
_PIECE = 64 * 1024
_LONGEST = 64 * 1024  # bytes of a field of words
_MOST = 20  # fields of words
_FILE = "file"


@dataclass(frozen=True, slots=True)
class Brought:
    """What came: the file, at most one byte more than one may be large; and the other fields."""

    data: bytes = field(repr=False)
    said: dict[str, str] = field(repr=False)
    has_file: bool = False  # one was chosen, though it may be empty


async def read(request: web.Request) -> Brought:
    """Give the fields of a form with a file.

    Raises:
        HTTPUnsupportedMediaType, HTTPBadRequest, HTTPRequestTimeout: it is none, broken, or too slow.
    """
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    data, chosen = b"", False
    said: dict[str, str] = {}
    try:
        async with asyncio.timeout(_SLOWEST):
            reader = await request.multipart()
            while isinstance(part := await reader.next(), BodyPartReader):
                if part.name == _FILE:
                    chosen = bool(part.filename)
                    data = await _bytes(part, reading.MOST_BYTES + 1)
                elif part.name and len(said) >= _MOST:
                    raise web.HTTPBadRequest
                elif part.name:
                    told = (await _bytes(part, _LONGEST)).decode()
                    said[part.name] = told.replace("\0", "").replace("\r\n", "\n")
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, LookupError, AssertionError, RuntimeError, ClientError, ConnectionError) as error:
        raise web.HTTPBadRequest from error
    return Brought(data, said, chosen)


async def _bytes(part: BodyPartReader, most: int) -> bytes:
    """What of a part has room; the rest is read into nothing, for browsers hear no answer before its end."""
    found = bytearray()
    while piece := await part.read_chunk(_PIECE):
        found += piece[: most - len(found)]
    return bytes(found)
