"""Signing in and out: name, password and one-time password open the officer's keys, in memory only."""

from dataclasses import replace

from aiohttp import web

from cases import errors
from cases.admission import proving, throttle
from cases.admission.proving import Claim
from cases.officers import SignedIn
from locales import catalogue, daytime
from locales.texts import Text
from store.transaction import Transaction
from web import fields, guards, pages, work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.sessions import COOKIE, SESSIONS
from web.desk.signin import form, hashing, known
from web.desk.signin.form import SIGN_IN, Form
from web.errors import Waits
from web.parts import PARTS

ROUTES = web.RouteTableDef()
DOORS = Doors()

_REFUSED = Text("desk.sign_in_refused", "The name, the password or the one-time password is not right.")
_WAIT = Text("desk.sign_in_wait", "Too many attempts with this name. Please try again after {time}.")
_BUSY = Text("desk.sign_in_busy", "Many people are signing in right now. Please try again in a minute.")


@ROUTES.get(SIGN_IN, allow_head=False)
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask for name and password."""
    over = request.query.get("over", "") == "1"
    return form.draw(request, Form(next=request.query.get("next", ""), is_over=over))


@ROUTES.post(SIGN_IN)
async def sign_in(request: web.Request) -> web.StreamResponse:
    """Open the keys, begin a session, and lead to where the officer wanted to go."""
    if not guards.is_our_page(request):
        raise web.HTTPForbidden
    sent = await fields.read(request)
    claim = Claim(*(sent.get(name, ("",))[0] for name in ("name", "password", "code")))
    asked = Form(claim.name, next=request.query.get("next", ""), kept=sent.get("kept", ()))
    try:
        signed = await proven(request, claim)
    except errors.SignInRefused:
        return _refused(request, asked, _say(request, _REFUSED), 403)
    except web.HTTPServiceUnavailable:
        return _refused(request, asked, _say(request, _BUSY), 503)
    except Waits as error:
        until = daytime.here(error.until)
        return _refused(request, asked, _say(request, _WAIT, time=f"{until.hour:02}:{until.minute:02}"), 429)
    way = form.own(asked.next) or access.FIRST_PAGE[signed.officer.role]
    response = _kept(request, asked.kept, way) if asked.kept else drawing.seen(way)
    begin_session(request, response, signed, proven=signed.officer.totp is not None)
    known.give(request, response, signed.officer.lookup)
    return response


@DOORS.get("/desk", access.EVERYBODY)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Lead to the first page of this role."""
    return drawing.seen(access.FIRST_PAGE[caller.role])


@DOORS.post("/desk/sign-out", access.EVERYBODY, unproven=True)
async def sign_out(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Forget the keys of this session."""
    request.app[SESSIONS].end(COOKIE.read(request))
    response = drawing.seen(SIGN_IN)
    COOKIE.take_back(request, response)
    return response


def begin_session(
    request: web.Request, response: web.StreamResponse, signed: SignedIn, *, proven: bool
) -> None:
    """Begin a session with a number of its own; the one this browser had before ends."""
    parts, sessions = request.app[PARTS], request.app[SESSIONS]
    sessions.end(COOKIE.read(request))
    number = sessions.begin(
        signed,
        parts.now(),
        language=form.chosen(request),
        proven=proven or not parts.second_step,
    )
    COOKIE.give(request, response, number)


async def proven(request: web.Request, claim: Claim) -> SignedIn:
    """Give who it is, with open keys. Takes its turn, and as long for a name that nobody has.

    Raises:
        SignInRefused: it is nobody; which of the three was wrong is not said.
        Waits: the name has been tried too often.
        HTTPServiceUnavailable: too many wait already.
    """
    parts = request.app[PARTS]
    lookup = proving.name_of(parts.keys, claim)
    officer = await work.read(request, lambda tx: proving.candidate(tx, parts.keys, claim))
    counted = known.counted_as(request, lookup)
    tried = await hashing.tried(request, counted, lambda: proving.opened(officer, claim.password))

    def is_them(tx: Transaction) -> bool:
        proven = proving.proven(
            tx, parts.keys, tried, claim.code, is_asked=parts.second_step, now=parts.now()
        )
        if proven:
            throttle.forget(tx, counted)
        return proven

    if not await work.write(request, is_them):
        raise errors.SignInRefused
    return await work.read(request, lambda tx: proving.keys_of(tx, parts.keys, tried))


def _kept(request: web.Request, kept: tuple[str, ...], way: str) -> web.Response:
    return pages.render("desk/signin/kept.html", form.language(request), kept=kept, way=way)


def _say(request: web.Request, text: Text, **values: object) -> str:
    return catalogue.load(form.language(request)).say(text, **values)


def _refused(request: web.Request, asked: Form, problem: str, status: int) -> web.Response:
    return form.draw(request, replace(asked, problem=problem), status=status)
