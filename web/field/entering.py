"""Coming from the chat: the link is good once, for half an hour, and nothing is used up by looking at it.

Chats fetch the links that are sent in them: the page behind the link asks for one press, and only that opens.
"""

import re

from aiohttp import web

from cases import errors
from cases.admission import passes
from locales import languages
from store.transaction import Transaction
from web import guards, work
from web.field import drawing, ended
from web.field.caller import Caller
from web.field.doors import COOKIE, ENTRANCE, EVERYBODY, Doors
from web.parts import PARTS

ROUTES = web.RouteTableDef()
DOORS = Doors()
FIRST_PAGE = {"teacher": "/field/class", "monitor": "/field/visits"}
_OF_FIELD = re.compile(r"/field(?:/[A-Za-z0-9_-]{1,64}){1,8}", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)


@ROUTES.get(ENTRANCE, allow_head=False)
async def turned_away(request: web.Request) -> web.StreamResponse:
    """Say how one comes in: whoever has no session, or whose session is over, is led here."""
    return ended.draw(request, status=403)


@ROUTES.get(ENTRANCE + "/{token}", allow_head=False)
async def come(request: web.Request) -> web.StreamResponse:
    """Ask for the one press that opens; whoever is in already goes on to where the link leads."""
    parts, token = request.app[PARTS], request.match_info["token"]
    number, visit = COOKIE.read(request), _visit(request.query.get("visit", ""))
    if number != "" and await work.read(request, lambda tx: _is_in(tx, request, number)):
        return drawing.seen(_first(visit))
    is_good = _TOKEN.fullmatch(token) is not None and await work.read(
        request, lambda tx: passes.is_good(tx, parts.keys, token, parts.now())
    )
    return ended.draw(request, token, visit=visit) if is_good else ended.draw(request, status=403)


@ROUTES.post(ENTRANCE + "/{token}")
async def enter(request: web.Request) -> web.StreamResponse:
    """Use the link up, and begin a session in this browser."""
    if not guards.is_our_page(request):
        raise web.HTTPForbidden
    parts, token = request.app[PARTS], request.match_info["token"]
    try:
        number = await work.write(
            request, lambda tx: passes.enter(tx, parts.keys, token, entropy=parts.entropy, now=parts.now())
        )
    except errors.InvitationExpired:
        return ended.draw(request, status=403)
    response = drawing.seen(_first(_visit(request.query.get("visit", ""))))
    COOKIE.give(request, response, number)
    return response


@DOORS.get("/field", EVERYBODY)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Lead to where each role begins."""
    return drawing.seen(FIRST_PAGE[caller.person.role])


@DOORS.post("/field/language", EVERYBODY)
async def speak(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Go on in another language, where one was."""
    keys, code = request.app[PARTS].keys, languages.known(caller.said("language"))
    if code:
        number = COOKIE.read(request)
        await work.write(request, lambda tx: passes.speak(tx, keys, number, code))
    here = caller.said("here")
    return drawing.seen(here if _OF_FIELD.fullmatch(here) else "/field")


@DOORS.post("/field/leave", EVERYBODY)
async def leave(request: web.Request, caller: Caller) -> web.StreamResponse:
    """End the session of this browser."""
    keys, number = request.app[PARTS].keys, COOKIE.read(request)
    await work.write(request, lambda tx: passes.end(tx, keys, number))
    response = drawing.seen(ENTRANCE)
    COOKIE.take_back(request, response)
    return response


def _is_in(tx: Transaction, request: web.Request, number: str) -> bool:
    parts = request.app[PARTS]
    return passes.find(tx, parts.keys, number, parts.now()) is not None


def _visit(told: str) -> str:
    """Give the visit to which the link leads, by its opaque name; "" where it is none."""
    return told if _TOKEN.fullmatch(told) else ""


def _first(visit: str) -> str:
    return f"/field/visits/{visit}" if visit else "/field"
