"""The doors of the desk: a path, who may open it, and what stands behind. Denied is what no rule allows.

Before anything behind a door happens: the session lives, the officer has not left or changed the password,
the role is allowed, a form is our own (Origin and token), and a case named in the path is theirs. All of that
is one read of the database. Whoever may not is told that there is no such page: 404, for whatever reason.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from cases import errors, officers, opening
from cases.officers import SignedIn
from store.transaction import Transaction
from web import guards, pages, preference, work
from web.desk import cookie
from web.desk.caller import Caller
from web.desk.sessions import SESSIONS, Session
from web.parts import PARTS, Parts

Handler = Callable[[web.Request, Caller], Awaitable[web.StreamResponse]]
SIGN_IN = "/desk/sign-in"
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Door:
    """One page or act. `reads_form`: False where the handler reads the body itself (files)."""

    method: str
    path: str
    allowed: frozenset[str]
    handler: Handler
    reads_form: bool = True

    def route(self) -> web.RouteDef:
        """Give the route for the application, guarded."""
        return web.RouteDef(
            self.method, self.path, self._guarded, {"allow_head": False} if self._gets else {}
        )

    @property
    def _gets(self) -> bool:
        return self.method == "GET"

    async def _guarded(self, request: web.Request) -> web.StreamResponse:
        session = request.app[SESSIONS].find(cookie.read(request), request.app[PARTS].now())
        if session is None:
            return _to_sign_in(request)
        number = _number(request)
        signed = await work.read(request, lambda tx: _admitted(tx, request.app[PARTS], session, number))
        if signed is None:
            request.app[SESSIONS].end(cookie.read(request))
            return _to_sign_in(request)
        if signed.officer.role not in self.allowed:
            raise web.HTTPNotFound
        session.signed = signed
        return await self.handler(request, await self._caller(request, session))

    async def _caller(self, request: web.Request, session: Session) -> Caller:
        header = request.headers.get("Accept-Language", "")
        chosen = session.language or session.signed.officer.language
        language = preference.chosen(chosen, header)
        if self._gets:
            return Caller(session, session.signed, language)
        if not guards.is_our_page(request):
            raise web.HTTPForbidden
        if not self.reads_form:
            check_token(session, request.headers.get("X-Csrf", "") or request.query.get("csrf", ""))
            return Caller(session, session.signed, language)
        fields = await _fields(request)
        check_token(session, fields.get("csrf", ("",))[0])
        first = {name: values[0] for name, values in fields.items() if name != "csrf"}
        return Caller(session, session.signed, language, first, fields)


class Doors:
    """The doors of one part of the desk, in the order in which they were hung."""

    def __init__(self) -> None:
        self._all: list[Door] = []

    def get(self, path: str, allowed: frozenset[str]) -> Callable[[Handler], Handler]:
        """Hang a page: whoever has one of these roles may look."""
        return self._hang("GET", path, allowed, True)

    def post(
        self, path: str, allowed: frozenset[str], *, reads_form: bool = True
    ) -> Callable[[Handler], Handler]:
        """Hang an act: whoever has one of these roles may send the form."""
        return self._hang("POST", path, allowed, reads_form)

    def __iter__(self) -> Iterator[Door]:
        return iter(self._all)

    def _hang(
        self, method: str, path: str, allowed: frozenset[str], reads_form: bool
    ) -> Callable[[Handler], Handler]:
        def hung(handler: Handler) -> Handler:
            self._all.append(Door(method, path, allowed, handler, reads_form))
            return handler

        return hung


def check_token(session: Session, token: str) -> None:
    """Raise HTTPForbidden unless this is the token of the session's own forms."""
    if not secrets.compare_digest(token.encode(), session.csrf.encode()):
        raise web.HTTPForbidden


def _admitted(tx: Transaction, parts: Parts, session: Session, number: int | None) -> SignedIn | None:
    """Give the officer as they are now; None when they have left or changed the password."""
    assert parts.house is not None
    before = session.signed.officer
    now = officers.by_lookup(tx, parts.keys, before.lookup)
    if now is None or now.left_at is not None or now.locked != before.locked:
        return None
    signed = SignedIn(now, session.signed.unlocked)
    if number is not None:
        try:
            theirs = opening.admitted(tx, parts.house.office, signed, number, now=parts.now())
        except errors.UnknownCase as error:
            raise web.HTTPNotFound from error
        if not theirs:
            raise web.HTTPNotFound
    return signed


def _number(request: web.Request) -> int | None:
    """Give the number of the case in the path; None where the path names none."""
    told = request.match_info.get("number")
    if told is None:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= 18 and 0 < int(told) <= _LARGEST_ID):
        raise web.HTTPNotFound
    return int(told)


async def _fields(request: web.Request) -> dict[str, tuple[str, ...]]:
    if not request.body_exists:
        return {}
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        sent = await request.post()
    except (ValueError, LookupError) as error:  # broken UTF-8; an alphabet nobody knows
        raise web.HTTPBadRequest from error
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in sent.items():
        if isinstance(value, str):  # PostgreSQL keeps no NUL
            fields[name] = (*fields.get(name, ()), value.replace("\0", "").replace("\r\n", "\n"))
    return fields


def _to_sign_in(request: web.Request) -> web.StreamResponse:
    if pages.wants_json(request):
        raise web.HTTPUnauthorized
    back = f"?next={quote(request.path_qs)}" if request.method == "GET" and request.path != "/desk" else ""
    return web.Response(status=303, headers={"Location": f"{SIGN_IN}{back}"})
