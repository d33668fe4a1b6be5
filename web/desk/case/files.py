"""The files of a case: photos, videos and voice, opened one at a time, or in parts as a player asks."""

from datetime import datetime, timedelta

from aiohttp import web

from cases import errors, media, viewing
from cases.viewing import Seen
from web import work
from web.desk import access
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.sessions import Reading, Session
from web.parts import PARTS

DOORS = Doors()
TYPES = {
    ("photo", "jpg"): "image/jpeg",
    ("photo", "png"): "image/png",
    ("video", "mp4"): "video/mp4",
    ("video", "webm"): "video/webm",
    ("voice", "ogg"): "audio/ogg",
    ("voice", "mp3"): "audio/mpeg",
    ("voice", "m4a"): "audio/mp4",
    ("voice", "mp4"): "audio/mp4",
    ("voice", "webm"): "audio/webm",
}
"""Content types of files, by kind and ending; anything else is only ever saved, never shown."""
_SHUT_IN = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
PLAYED = timedelta(minutes=10)
"""A player that fetches a file in parts has opened it once within this time. The whole file is always another
opening."""
MOST = 8 * media.PIECE
"""Bytes that one answer to a player holds at most: it asks for more by itself."""


@DOORS.get("/desk/cases/{number}/media/{medium}", access.CASEWORK)
async def medium(request: web.Request, caller: Caller) -> web.Response:
    """One file of a case: unsealed in memory, noted first, kept nowhere; parts of it, if a player asks so."""
    parts, told, number = request.app[PARTS], request.match_info["medium"], int(request.match_info["number"])
    if not (told.isascii() and told.isdecimal() and len(told) < 16):
        raise web.HTTPNotFound
    assert parts.house is not None
    now, name, asked = parts.now(), media.part(int(told)), _asked(request)
    office = parts.house.office_at(now)
    goes_on = asked is not None and _plays(caller.session, number, name, now)
    try:
        seen = await work.write(
            request,
            lambda tx: viewing.open_medium(
                tx, office, caller.signed, number, int(told), now=now, asked=asked, goes_on=goes_on
            ),
        )
    except (errors.UnknownMedium, errors.UnknownCase, errors.NotTheirCase, errors.NotForThisKey) as error:
        raise web.HTTPNotFound from error
    if not goes_on:
        caller.session.plays = Reading(number, frozenset({name}), now)
    return _file(seen, f"{number}-{told}", in_parts=asked is not None)


def _asked(request: web.Request) -> slice | None:
    """Give the bytes that are asked for, no more than `MOST`; None for the whole file.

    What is no range of bytes that we know is as if nothing had been asked (RFC 9110, 14.2).
    """
    try:
        told = request.http_range
    except ValueError:
        return None
    if told.start is None:
        return None
    if told.start < 0:
        return slice(max(told.start, -MOST), None)
    end = told.start + MOST
    return slice(told.start, end if told.stop is None else min(told.stop, end))


def _plays(session: Session, number: int, name: str, now: datetime) -> bool:
    """Tell whether this file is open already, in this browser, by an opening that was noted."""
    last = session.plays
    return last is not None and last.number == number and name in last.parts and now - last.at <= PLAYED


def _file(seen: Seen, name: str, *, in_parts: bool) -> web.Response:
    ending = str(seen.told.get("ending", ""))
    kind = TYPES.get((str(seen.told.get("kind", "")), ending))
    how = f'inline; filename="{name}.{ending}"' if kind else f'attachment; filename="{name}"'
    headers = {
        "Content-Disposition": how,
        "Content-Security-Policy": _SHUT_IN,
        "Accept-Ranges": "bytes",
    }
    status = 200
    if in_parts and not seen.body:
        status, headers["Content-Range"] = 416, f"bytes */{seen.size}"
    elif in_parts:
        status = 206
        headers["Content-Range"] = f"bytes {seen.start}-{seen.start + len(seen.body) - 1}/{seen.size}"
    content_type = kind or "application/octet-stream"
    return web.Response(status=status, body=seen.body, content_type=content_type, headers=headers)
