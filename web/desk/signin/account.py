"""One's own account: language of the desk, password, another phone, sessions elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from cases import officers, passwords
from cases.admission import onetime, proving, throttle
from cases.errors import PasswordTooWeak, SignInRefused
from cases.officers import Officer, SignedIn
from locales import languages
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import SECOND_STEP, Doors
from web.desk.sessions import SESSIONS
from web.desk.signin import hashing
from web.errors import Waits
from web.parts import PARTS

DOORS = Doors()
PAGE = "/desk/account"

_DONE = {
    "language": Text("desk.account_language_done", "The desk speaks this language with you from now on."),
    "password": Text(
        "desk.account_password_done", "Your password has been changed. Your other sessions have been ended."
    ),
    "sessions": Text("desk.account_sessions_done", "Your other sessions have been ended."),
}
_OLD_WRONG = Text("desk.account_old_wrong", "The present password is not right.")
TOO_WEAK = Text(
    "desk.password_too_weak",
    "The password needs at least 12 characters and must not contain the sign-in name. Three or four words "
    "that have nothing to do with each other do well.",
)
DIFFERENT = Text("desk.password_different", "The two passwords are not the same. Please type them again.")
_TRIED = Text("desk.account_wait", "Too many attempts. Please wait a few minutes and try again.")

_WHY = {PasswordTooWeak: TOO_WEAK, SignInRefused: _OLD_WRONG, Waits: _TRIED}


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not possible, and in which form of the page."""

    where: str
    problem: Text


@DOORS.get(PAGE, access.EVERYBODY)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show who is signed in, and what they may change."""
    return await _page(request, caller)


@DOORS.post(f"{PAGE}/language", access.EVERYBODY)
async def speak(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the language of the desk with the officer."""
    language = languages.known(caller.said("language"))
    if not language:
        raise web.HTTPBadRequest
    await work.write(request, lambda tx: officers.speak(tx, caller.officer, language))
    caller.session.language = ""
    return drawing.seen(f"{PAGE}?done=language")


@DOORS.post(f"{PAGE}/password", access.EVERYBODY)
async def change(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Lock one's key under a new password; every other session ends."""
    old, new = caller.form.get("old", ""), caller.form.get("new", "")
    if new != caller.form.get("again", ""):
        return await _page(request, caller, Refused("password", DIFFERENT))
    try:
        passwords.check(caller.officer.name, new)
        changed = await hashing.tried(
            request, caller.officer.lookup, lambda: passwords.with_password(caller.officer, old, new)
        )
        await work.write(request, lambda tx: _keep(tx, caller.officer, changed, request.app[PARTS].now()))
    except (PasswordTooWeak, SignInRefused, Waits) as error:
        return await _page(request, caller, Refused("password", _WHY[type(error)]))
    caller.session.signed = SignedIn(changed, caller.signed.unlocked)
    request.app[SESSIONS].end_of(caller.officer.lookup, but=caller.session)
    return drawing.seen(f"{PAGE}?done=password")


@DOORS.post(f"{PAGE}/phone", access.EVERYBODY)
async def another_phone(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Begin to set up one-time passwords anew; what is set up now is good until that is done."""
    try:
        tried = await hashing.tried(
            request,
            caller.officer.lookup,
            lambda: proving.opened(caller.officer, caller.form.get("old", "")),
        )
    except Waits:
        return await _page(request, caller, Refused("phone", _TRIED))
    if tried.pair is None:
        return await _page(request, caller, Refused("phone", _OLD_WRONG))
    await work.write(request, lambda tx: throttle.forget(tx, caller.officer.lookup))
    caller.session.proven = False
    return drawing.seen(SECOND_STEP)


@DOORS.post(f"{PAGE}/sessions", access.EVERYBODY)
async def end_others(request: web.Request, caller: Caller) -> web.StreamResponse:
    """End one's sessions in other browsers."""
    request.app[SESSIONS].end_of(caller.officer.lookup, but=caller.session)
    return drawing.seen(f"{PAGE}?done=sessions")


def _keep(tx: Transaction, before: Officer, changed: Officer, now: datetime) -> None:
    passwords.keep_lock(tx, before, changed, now=now)
    throttle.forget(tx, changed.lookup)


async def _page(request: web.Request, caller: Caller, refused: Refused | None = None) -> web.Response:
    left = await work.read(request, lambda tx: onetime.codes_left(tx, caller.officer))
    done = _DONE.get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "desk/signin/account.html",
        status=422 if refused else 200,
        done=caller.say(done) if done else "",
        wrong={"password": "", "phone": ""}
        | ({refused.where: caller.say(refused.problem)} if refused else {}),
        others=request.app[SESSIONS].count_of(caller.officer.lookup) - 1,
        left=left,
        second_step=request.app[PARTS].second_step,
        own_language=caller.officer.language or caller.language,
    )
