"""Signing in and out: a name and a password open the officer's keys, in memory, for this session."""

import asyncio

from aiohttp import web

from cases import errors, passwords
from cases.officers import SignedIn
from locales.texts import Text
from web import guards, pages
from web.desk import access, cookie, drawing
from web.desk.caller import Caller
from web.desk.doors import SIGN_IN, Doors
from web.desk.sessions import SESSIONS
from web.parts import PARTS, READERS

ROUTES = web.RouteTableDef()
DOORS = Doors()

_REFUSED = Text("desk.sign_in_refused", "The name or the password is not right.")


@ROUTES.get(SIGN_IN, allow_head=False)
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask for name and password."""
    return _form(request)


@ROUTES.post(SIGN_IN)
async def sign_in(request: web.Request) -> web.StreamResponse:
    """Open the keys, begin a session, and lead to where the officer wanted to go."""
    if not guards.is_our_page(request):
        raise web.HTTPForbidden
    sent = await request.post()
    name, password = str(sent.get("name", "")), str(sent.get("password", ""))
    try:
        signed = await _opened(request, name, password)
    except errors.SignInRefused:
        return _form(request, name=name, problem=pages.say(request, _REFUSED), status=403)
    number = request.app[SESSIONS].begin(signed, request.app[PARTS].now())
    response = drawing.seen(_way(request, signed))
    cookie.give(request, response, number)
    return response


@DOORS.get("/desk", access.EVERYBODY)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Lead to the first page of this role."""
    return drawing.seen(access.FIRST_PAGE[caller.role])


@DOORS.get("/desk/account", access.EVERYBODY)
async def account(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show who is signed in."""
    return drawing.draw(request, caller, "desk/signin/account.html")


@DOORS.post("/desk/sign-out", access.EVERYBODY)
async def sign_out(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Forget the keys of this session."""
    request.app[SESSIONS].end(cookie.read(request))
    response = drawing.seen(SIGN_IN)
    cookie.take_back(request, response)
    return response


async def _opened(request: web.Request, name: str, password: str) -> SignedIn:
    parts = request.app[PARTS]

    def opened() -> SignedIn:
        with parts.database.reading() as tx:
            return passwords.sign_in(tx, parts.keys, name, password)

    return await asyncio.get_running_loop().run_in_executor(request.app[READERS], opened)


def _form(
    request: web.Request, *, name: str = "", problem: str = "", status: int = 200
) -> web.StreamResponse:
    return pages.render(
        "desk/signin/sign_in.html",
        pages.language_asked(request),
        status=status,
        name=name,
        problem=problem,
        next=request.query.get("next", ""),
    )


def _way(request: web.Request, signed: SignedIn) -> str:
    """Where to go: only to a page of the desk, whatever the address says."""
    wanted = request.query.get("next", "")
    is_ours = wanted.startswith("/desk/") and "\\" not in wanted and "//" not in wanted
    return wanted if is_ours else access.FIRST_PAGE[signed.officer.role]
