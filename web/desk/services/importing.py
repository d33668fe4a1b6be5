"""A list of services brought by a browser: seen before it is taken in, by the doors of every import."""

import asyncio
import uuid

from aiohttp import BodyPartReader, ClientError, web

from cases.services import lists
from cases.services.lists import Brought
from directory.errors import ListUnreadable
from locales.texts import Text
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import bounds, previewing, scope, shelf, writing
from web.desk.services.errors import Foreign, TooMany
from web.parts import PARTS

DOORS = Doors()
PROBLEMS = {
    "large": Text("desk.svc.import_too_large", "This is too big. The limit: {n} MB."),
    "rows": Text(
        "desk.svc.import_too_many",
        "There are too many rows for this page. Please bring the list in parts of at most {n} rows.",
    ),
    "unreadable": Text(
        "desk.svc.import_unreadable", "This file cannot be read. Please save it as CSV or XLSX and try again."
    ),
    "none": Text("desk.svc.import_none", "Please choose a file."),
    "gone": Text("desk.svc.list_gone", "This list is not here any more. Please bring it again."),
}
_LIMITS = {"large": bounds.MOST_BYTES // 2**20, "rows": bounds.MOST_ROWS}
_SLOWEST = 300.0  # seconds in which a file must have come
_PIECE = 64 * 1024
_LONGEST = 100  # characters of a name


@DOORS.get("/desk/services/import", scope.KEEPERS)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for a list."""
    shelf.file(request)
    return _form(request, caller, request.query.get("problem", ""))


@DOORS.post("/desk/services/import", scope.KEEPERS, reads_form=False)
async def bring(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep a list, sealed, and lead to what would come of it."""
    shelf.file(request)
    brought = await _read(request, caller)
    why = (
        "none"
        if not brought.data
        else await shelf.thought(request, lambda: bounds.refusal(brought.name, brought.data))
    )
    if why:
        return _form(request, caller, why)
    parts = request.app[PARTS]
    own, lookup, now = str(uuid.UUID(bytes=parts.entropy(16), version=4)), caller.officer.lookup, parts.now()
    await work.write(request, lambda tx: lists.keep(tx, parts.keys, own, lookup, brought, now=now))
    return drawing.seen(f"/desk/services/import/{own}")


@DOORS.get("/desk/services/import/{list}", scope.KEEPERS)
async def preview(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what would be new, other, refused; nothing changes."""
    brought = await _brought(request, caller)
    if brought is None:
        return drawing.seen("/desk/services/import?problem=gone")
    try:
        seen = await writing.look(request, lambda path: previewing.preview(request, caller, path, brought))
    except TooMany:
        return _form(request, caller, "rows")
    except ListUnreadable:
        return _form(request, caller, "unreadable")
    return drawing.draw(
        request,
        caller,
        "desk/services/preview.html",
        seen=seen,
        list=request.match_info["list"],
        brought=brought.name,
    )


@DOORS.get("/desk/services/import/{list}/refused.csv", scope.KEEPERS)
async def refused(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give what would not be taken, and why, to be mended in a spreadsheet."""
    brought = await _brought(request, caller)
    if brought is None:
        return drawing.seen("/desk/services/import?problem=gone")
    try:
        told = await writing.look(request, lambda path: previewing.refused(request, caller, path, brought))
    except TooMany:
        return _form(request, caller, "rows")
    headers = {"Content-Disposition": 'attachment; filename="refused.csv"'}
    return web.Response(body=told, content_type="text/csv", charset="utf-8", headers=headers)


@DOORS.post("/desk/services/import/{list}/take", scope.KEEPERS)
async def take_in(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Put what is right into the directory, all or nothing, and forget the list."""
    brought = await _brought(request, caller)
    if brought is None:
        return drawing.seen("/desk/services/import?problem=gone")
    entrust = writing.entrusting(request, caller)
    try:
        await writing.change(
            request, lambda path: previewing.take_in(request, caller, path, brought, entrust)
        )
    except Foreign:
        return drawing.seen(f"/desk/services/import/{request.match_info['list']}")
    await work.write(request, lambda tx: lists.drop(tx, caller.officer.lookup))
    return drawing.seen("/desk/services/import?done=taken")


@DOORS.post("/desk/services/import/{list}/discard", scope.KEEPERS)
async def discard(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Forget the list."""
    await work.write(request, lambda tx: lists.drop(tx, caller.officer.lookup))
    return drawing.seen("/desk/services/import?done=discarded")


async def _brought(request: web.Request, caller: Caller) -> Brought | None:
    keys, own = request.app[PARTS].keys, request.match_info["list"]
    return await work.read(request, lambda tx: lists.find(tx, keys, own, caller.officer.lookup))


async def _read(request: web.Request, caller: Caller) -> Brought:
    """The file of the form, in memory; one that is too large is read no further than that shows it."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    source, name, data = "", "", b""
    try:
        async with asyncio.timeout(_SLOWEST):
            reader = await request.multipart()
            while isinstance(part := await reader.next(), BodyPartReader):
                if part.name == "source":
                    source = (await _bytes(part, 1000)).decode()[:_LONGEST]
                elif part.name == "file":
                    name, data = (part.filename or "")[-_LONGEST:], await _bytes(part, bounds.MOST_BYTES + 1)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, LookupError, AssertionError, RuntimeError, ClientError, ConnectionError) as error:
        raise web.HTTPBadRequest from error
    return Brought(name.replace("\0", ""), data, " ".join(source.replace("\0", "").split()) or "desk")


async def _bytes(part: BodyPartReader, most: int) -> bytes:
    """What of a part has room; the rest is read into nothing, for browsers hear no answer before its end."""
    found = bytearray()
    while piece := await part.read_chunk(_PIECE):
        found += piece[: most - len(found)]
    return bytes(found)


def _form(request: web.Request, caller: Caller, why: str) -> web.StreamResponse:
    problem = PROBLEMS.get(why)
    return drawing.draw(
        request,
        caller,
        "desk/services/import.html",
        status=422 if problem and request.method == "POST" else 200,
        problem=problem,
        limit=_LIMITS.get(why, 0),
        most=_LIMITS["large"],
        endings=",".join(bounds.ENDINGS),
        done=request.query.get("done", ""),
    )
