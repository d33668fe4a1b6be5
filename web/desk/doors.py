"""The doors of the desk: a path, who may open it, and what stands behind. Denied is what no rule allows.

Before anything behind a door happens: the session lives, the officer is who they were (not left, no other
password, role or department), one-time passwords are set up, the role is allowed, a form is our own (Origin
and token), and a case named in the path is theirs. All of that is one read of the database. Whoever may not
is told that there is no such page: 404, for whatever reason.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from web import fields, guards, preference, work
from web.desk import admission, ended
from web.desk.caller import Caller
from web.desk.sessions import COOKIE, SESSIONS, Session
from web.hung import Hung
from web.parts import PARTS

Handler = Callable[[web.Request, Caller], Awaitable[web.StreamResponse]]
SECOND_STEP = "/desk/second-step"
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Door:
    """One page or act.

    `reads_form`: False where the handler reads the body itself (files). `is_polled`: a script asks by itself,
    which does not count as somebody being there. `unproven`: open before one-time passwords are set up.
    """

    method: str
    path: str
    allowed: frozenset[str]
    handler: Handler
    reads_form: bool = True
    is_polled: bool = False
    unproven: bool = False

    def route(self) -> web.RouteDef:
        """Give the route for the application, guarded."""
        return web.RouteDef(
            self.method, self.path, self._guarded, {"allow_head": False} if self._gets else {}
        )

    @property
    def _gets(self) -> bool:
        return self.method == "GET"

    async def _guarded(self, request: web.Request) -> web.StreamResponse:
        parts, sessions, told = request.app[PARTS], request.app[SESSIONS], COOKIE.read(request)
        session = sessions.find(told, parts.now(), is_somebody=not self.is_polled)
        if session is None:
            return await ended.answer(request)
        number = _number(request)
        admitted = await work.read(request, lambda tx: admission.admitted(tx, parts, session, number))
        if admitted is None:
            sessions.end(told)
            return await ended.answer(request)
        session.signed, session.standing = admitted.signed, admitted.standing
        session.to_do = admitted.to_do
        if session.signed.officer.role not in self.allowed or not admitted.is_theirs:
            raise web.HTTPNotFound
        if not (session.proven or self.unproven):
            return web.Response(status=303, headers={"Location": SECOND_STEP})
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
        sent = await fields.read(request)
        check_token(session, sent.get("csrf", ("",))[0])
        first = {name: values[0] for name, values in sent.items() if name != "csrf"}
        return Caller(session, session.signed, language, first, sent)


class Doors(Hung[Door, Handler]):
    """The doors of one part of the desk, in the order in which they were hung."""

    def get(
        self, path: str, allowed: frozenset[str], *, is_polled: bool = False, unproven: bool = False
    ) -> Callable[[Handler], Handler]:
        """Hang a page: whoever has one of these roles may look."""
        return self._hang(lambda handler: Door("GET", path, allowed, handler, True, is_polled, unproven))

    def post(
        self, path: str, allowed: frozenset[str], *, reads_form: bool = True, unproven: bool = False
    ) -> Callable[[Handler], Handler]:
        """Hang an act: whoever has one of these roles may send the form."""
        return self._hang(lambda handler: Door("POST", path, allowed, handler, reads_form, unproven=unproven))


def check_token(session: Session, token: str) -> None:
    """Raise HTTPForbidden unless this is the token of the session's own forms."""
    if not secrets.compare_digest(token.encode(), session.csrf.encode()):
        raise web.HTTPForbidden


def _number(request: web.Request) -> int | None:
    """Give the number of the case in the path; None where the path names none."""
    told = request.match_info.get("number")
    if told is None:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= 18 and 0 < int(told) <= _LARGEST_ID):
        raise web.HTTPNotFound
    return int(told)
