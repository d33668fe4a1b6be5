"""What an asker takes, by the headers of the request."""

import zlib
from collections.abc import Iterator, Mapping

from aiohttp import web

_GZIP = 31  # window bits by which zlib writes gzip
_LEVEL = 5  # of 9: nearly as small as the best, in half the time


def takes(request: web.Request, wanted: str) -> bool:
    """Whether the Accept header allows the media type; without one any is."""
    accept = request.headers.get("Accept", "")
    group = wanted.split("/")[0]
    return not accept.strip() or any(name in (wanted, f"{group}/*", "*/*") for name in _named(accept))


def takes_gzip(request: web.Request) -> bool:
    """Whether the Accept-Encoding header allows gzip; it must say so."""
    return any(name in ("gzip", "x-gzip", "*") for name in _named(request.headers.get("Accept-Encoding", "")))


class Packer:
    """Text to bytes, piece by piece: compressed if that is wanted; `headers` say so."""

    def __init__(self, *, is_packed: bool) -> None:
        self._packing = zlib.compressobj(_LEVEL, wbits=_GZIP) if is_packed else None
        self.headers: Mapping[str, str] = {"Content-Encoding": "gzip"} if is_packed else {}

    def pack(self, text: str) -> bytes:
        """The bytes of a piece, as far as they can be given yet."""
        raw = text.encode()
        return self._packing.compress(raw) if self._packing else raw

    def rest(self) -> bytes:
        """The bytes that are left when nothing more comes."""
        return self._packing.flush() if self._packing else b""


def _named(header: str) -> Iterator[str]:
    """What a header lists, but for what it gives no weight to."""
    for one in header.split(","):
        name, *more = (part.strip().lower() for part in one.split(";"))
        if name and not any(_is_zero(part) for part in more):
            yield name


def _is_zero(part: str) -> bool:
    name, _, weight = part.partition("=")
    return name.strip() == "q" and weight.strip().strip("0.") == "" and weight.strip() != ""
