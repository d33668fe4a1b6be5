"""Coming by invitation: the link is good once, and its token stands in no later address, log or Referer.

The link itself only leads on: the token moves into a cookie of these pages alone, and what is asked for
depends on what it invites to.
"""

import re
from dataclasses import replace

from aiohttp import web

from cases import errors, officers, passwords
from cases.admission import invitations, proving, throttle
from cases.admission.invitations import JOIN, PASSWORD, Invitation
from cases.admission.proving import Tried
from cases.officers import Newcomer, Officer
from locales import catalogue
from locales.texts import Text
from store.transaction import Transaction
from web import fields, guards, pages, work
from web.desk import drawing
from web.desk.doors import SECOND_STEP
from web.desk.drawing import ROLES
from web.desk.sessions import SESSIONS
from web.desk.signin import account, form, hashing, signing
from web.errors import Waits
from web.parts import PARTS

ROUTES = web.RouteTableDef()
PAGE = "/desk/welcome"

_COOKIE = "welcome"
_AN_HOUR = 3600  # seconds: the link leads here again as long as it is good
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)
_NAME_MISSING = Text("desk.welcome_name_missing", "Please choose a sign-in name.")
_NAME_TAKEN = Text("desk.welcome_name_taken", "Somebody here has this sign-in name. Please choose another.")
_WRONG = Text("desk.account_old_wrong", "The present password is not right.")
_WAIT = Text("desk.account_wait", "Too many attempts. Please wait a few minutes and try again.")


class _Refused(Exception):
    """What was typed cannot be taken; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.context)
        self.text = text


@ROUTES.get(PAGE + "/{token}", allow_head=False)
async def come(request: web.Request) -> web.StreamResponse:
    """Put the token out of sight."""
    token, response = request.match_info["token"], drawing.seen(PAGE)
    if _TOKEN.fullmatch(token):
        secure = request.app[PARTS].public_url.startswith("https://")
        response.set_cookie(
            _COOKIE, token, path=PAGE, max_age=_AN_HOUR, httponly=True, samesite="Lax", secure=secure
        )
    return response


@ROUTES.get(PAGE, allow_head=False)
async def ask(request: web.Request) -> web.StreamResponse:
    """Say what one is invited to, and ask for a name and a password."""
    return await _page(request)


@ROUTES.post(PAGE)
async def join(request: web.Request) -> web.StreamResponse:
    """Take the invitation up: from here on they sign in, once one-time passwords are set up as well."""
    if not guards.is_our_page(request):
        raise web.HTTPForbidden
    sent = {name: values[0] for name, values in (await fields.read(request)).items()}
    invitation = await _invitation(request)
    if invitation is None:
        return await _page(request, status=403)
    try:
        tried = await _taken(request, invitation, sent)
        signed = await work.read(request, lambda tx: proving.keys_of(tx, request.app[PARTS].keys, tried))
    except _Refused as error:
        return await _page(request, name=sent.get("name", ""), problem=error.text, status=422)
    except errors.InvitationExpired:
        return await _page(request, status=403)
    except errors.SignInRefused:  # they left, or changed something, in the same moment
        return await _page(request, status=403)
    request.app[SESSIONS].end_of(signed.officer.lookup)
    response = drawing.seen(SECOND_STEP if request.app[PARTS].second_step else "/desk")
    response.del_cookie(_COOKIE, path=PAGE)
    signing.begin_session(request, response, signed, proven=False)
    return response


async def _taken(request: web.Request, invitation: Invitation, sent: dict[str, str]) -> Tried:
    """Give who it is now, with the key that their password opens; the invitation is used up.

    Raises:
        _Refused, InvitationExpired: nothing has changed.
    """
    known = await _known(request, invitation)
    password = sent.get("password", "")
    try:
        if invitation.purpose == invitations.PHONE:
            assert known is not None
            return await _same(request, known, password)
        name = known.name if known is not None else officers.tidy(sent.get("name", ""))
        if not name:
            raise _Refused(_NAME_MISSING)
        if password != sent.get("again", ""):
            raise _Refused(account.DIFFERENT)
        return await _new(request, invitation, name, password)
    except errors.PasswordTooWeak as error:
        raise _Refused(account.TOO_WEAK) from error
    except errors.OfficerKnown as error:
        raise _Refused(_NAME_TAKEN) from error
    except Waits as error:
        raise _Refused(_WAIT) from error


async def _same(request: web.Request, known: Officer, password: str) -> Tried:
    """Whoever lost the phone still has the password."""
    parts = request.app[PARTS]
    tried = await hashing.tried(request, known.lookup, lambda: proving.opened(known, password))
    if tried.pair is None:
        raise _Refused(_WRONG)
    token = request.cookies.get(_COOKIE, "")

    def use(tx: Transaction) -> None:
        invitations.use(tx, parts.keys, token, parts.now())
        throttle.forget(tx, known.lookup)

    await work.write(request, use)
    return tried


async def _new(request: web.Request, invitation: Invitation, name: str, password: str) -> Tried:
    """Whoever is new, or forgot the password, gets a key pair of their own under a new one."""
    parts, token = request.app[PARTS], request.cookies.get(_COOKIE, "")
    passwords.check(name, password)
    new = Newcomer(name, invitation.role, invitation.department, password, invitation.territory)
    made = await hashing.made(request, lambda: passwords.make(parts.keys, new, now=parts.now()))
    tried = await hashing.made(request, lambda: proving.opened(made, password))

    def keep(tx: Transaction) -> None:
        told = invitations.use(tx, parts.keys, token, parts.now())
        throttle.forget(tx, made.lookup)
        write = officers.add if told.purpose == JOIN else officers.renew
        write(tx, parts.keys, replace(made, signed_in_on=proving.day(parts.now())), actor=made.actor)

    await work.write(request, keep)
    return tried


async def _invitation(request: web.Request) -> Invitation | None:
    """Give what the token in the cookie invites to; None where it is over, or who is meant has left."""
    parts, token = request.app[PARTS], request.cookies.get(_COOKIE, "")

    def found(tx: Transaction) -> Invitation | None:
        told = invitations.find(tx, parts.keys, token, parts.now())
        known = officers.by_lookup(tx, parts.keys, told.officer) if told and told.officer else None
        return None if known is not None and known.left_at is not None else told

    return await work.read(request, found)


async def _known(request: web.Request, invitation: Invitation) -> Officer | None:
    """Give who is invited anew; None for somebody new."""
    keys = request.app[PARTS].keys
    return await work.read(request, lambda tx: officers.by_lookup(tx, keys, invitation.officer))


async def _page(
    request: web.Request, *, name: str = "", problem: Text | None = None, status: int = 200
) -> web.Response:
    invitation, language = await _invitation(request), form.language(request)
    house = request.app[PARTS].house
    assert house is not None
    if invitation is None:
        return pages.render("desk/signin/expired.html", language, status=max(status, 403))
    known = await _known(request, invitation)
    words = catalogue.load(language)
    has_department = invitation.role == "officer" and house.directory.departments.find(invitation.department)
    return pages.render(
        "desk/signin/welcome.html",
        language,
        status=status,
        name=name,
        problem=words.say(problem) if problem else "",
        role=words.say(ROLES[invitation.role]),
        department=house.department(invitation.department, language) if has_department else "",
        place=house.office.territories.full_name(invitation.territory, language)
        if invitation.territory
        else "",
        known=known.name if known is not None else "",
        purpose=invitation.purpose,
        needs_key=bool(invitation.department) and invitation.purpose in (JOIN, PASSWORD),
    )
