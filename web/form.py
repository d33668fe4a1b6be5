"""What a page sent back: a button pressed, words typed, a point on the map, or a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from conversations.incoming import Content, Sent

LONGEST_TOKEN = 64  # bytes, as in every channel
_LONGEST_NUMBER = 18  # digits: fits the 64 bits of a row id


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: as the browser describes it, and what of it may be kept. None: `sent.refused` says why not."""

    sent: Sent
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One form, sent by JavaScript or by the browser itself; at most one of the four is heard."""

    token: str = ""
    text: str = ""
    point: tuple[float, float] | None = None  # latitude, longitude
    message: int | None = None  # the message that carries the pressed button
    after: int = 0  # the last message that the page has
    chat: str = ""  # the chat of a demonstration department
    file: Upload | None = None


async def read(request: web.Request) -> Form:
    """Read the body of a POST.

    Raises:
        HTTPUnsupportedMediaType: not an ordinary form.
        HTTPRequestEntityTooLarge: longer than the application allows.
        HTTPBadRequest: undecodable, a token longer than 64 bytes, a point that is none.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        fields = await request.post()
    except (ValueError, LookupError) as error:  # broken UTF-8; an alphabet nobody knows
        raise web.HTTPBadRequest from error
    words = {name: value for name, value in fields.items() if isinstance(value, str)}
    token = words.get("token", "")
    if len(token.encode()) > LONGEST_TOKEN:
        raise web.HTTPBadRequest
    return Form(
        token=token,
        text=words.get("text", "").replace("\r\n", "\n").strip(),
        point=_point(words),
        message=_number(words.get("message", "")),
        after=_number(words.get("after", "")) or 0,
        chat=words.get("chat", ""),
    )


def after(request: web.Request) -> int:
    """The last message that a polling page has; 0 if it does not say."""
    return _number(request.query.get("after", "")) or 0


def _number(text: str) -> int | None:
    fits = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if fits else None


def _point(words: Mapping[str, str]) -> tuple[float, float] | None:
    if "lat" not in words and "lon" not in words:
        return None
    try:
        lat, lon = float(words["lat"]), float(words["lon"])
    except (KeyError, ValueError) as error:
        raise web.HTTPBadRequest from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # also refuses "nan"
        raise web.HTTPBadRequest
    return lat, lon
