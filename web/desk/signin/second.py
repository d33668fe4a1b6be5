"""Setting up one-time passwords: a QR code for the app, the first password typed back, ten recovery codes."""

import io
import math
from urllib.parse import urlsplit

from aiohttp import web

from cases.admission import onetime
from cases.admission.onetime import Fresh
from cases.errors import SignInRefused
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import SECOND_STEP, Doors
from web.desk.sessions import SESSIONS
from web.parts import PARTS

DOORS = Doors()
PICTURE = f"{SECOND_STEP}/code.svg"

_OTHER = Text(
    "desk.second_wrong", "This is not the number that the app shows now. Wait for the next one and type that."
)


@DOORS.get(SECOND_STEP, access.EVERYBODY, unproven=True)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the QR code and the secret to type; or the recovery codes, until they have been written down."""
    if caller.session.codes:
        return drawing.draw(request, caller, "desk/signin/codes.html", codes=caller.session.codes)
    if caller.session.proven:
        return drawing.seen("/desk/account")
    return _page(request, caller)


@DOORS.get(PICTURE, access.EVERYBODY, unproven=True)
async def picture(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the QR code that the app reads."""
    if caller.session.proven or not caller.session.secret:
        raise web.HTTPNotFound
    house = (
        urlsplit(request.app[PARTS].public_url).hostname or request.host
    )  # in Latin letters: fewer squares
    drawn = _drawn(onetime.address(caller.session.secret, caller.officer.name, house))
    return web.Response(body=drawn, content_type="image/svg+xml")


@DOORS.post(SECOND_STEP, access.EVERYBODY, unproven=True)
async def set_up(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the secret once the app has shown its first password; other sessions of this officer end."""
    session, parts, now = caller.session, request.app[PARTS], request.app[PARTS].now()
    if session.proven:
        return drawing.seen("/desk/account")
    step = onetime.step_of(session.secret, caller.said("code"), now) if session.secret else None
    if step is None:
        return _page(request, caller, problem=caller.say(_OTHER), status=422)
    fresh = Fresh(session.secret, step)
    session.secret = b""  # already here: the same form, sent twice at once, draws codes once
    try:
        session.codes = await work.write(
            request,
            lambda tx: onetime.keep(tx, parts.keys, caller.officer, fresh, entropy=parts.entropy, now=now),
        )
    except SignInRefused as error:
        raise web.HTTPNotFound from error
    session.proven = True
    request.app[SESSIONS].end_of(caller.officer.lookup, but=session)
    return drawing.seen(SECOND_STEP)


@DOORS.post(f"{SECOND_STEP}/kept", access.EVERYBODY, unproven=True)
async def kept(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the recovery codes no more: they have been written down."""
    caller.session.codes = ()
    return drawing.seen("/desk")


def _page(request: web.Request, caller: Caller, *, problem: str = "", status: int = 200) -> web.Response:
    if not caller.session.secret:
        caller.session.secret = onetime.secret_of(request.app[PARTS].entropy)
    groups = onetime.in_groups(onetime.typed(caller.session.secret), 4)
    return drawing.draw(
        request,
        caller,
        "desk/signin/second.html",
        status=status,
        problem=problem,
        picture=PICTURE,
        groups=groups,
    )


def _drawn(address: str) -> bytes:
    import segno  # here: nobody else needs it

    code, drawn = segno.make(address, error="m", micro=False), io.BytesIO()
    code.save(drawn, kind="svg", border=4, scale=math.ceil(240 / code.symbol_size()[0]), light="white")
    return drawn.getvalue()
