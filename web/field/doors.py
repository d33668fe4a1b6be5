"""The doors of the field: a path, who may open it, and what stands behind. Denied is what no rule allows.

Before anything behind a door happens: the session lives, its account still may be something, the role is
allowed, and a form is our own (Origin and token). Whose visit, class or child a path names is for the handler
to ask: it gets the account. Whoever may not is told that there is no such page.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from cases.admission import passes
from web import fields, guards, preference, work
from web.cookie import Cookie
from web.field import ended
from web.field.caller import Caller
from web.hung import Hung
from web.parts import PARTS

Handler = Callable[[web.Request, Caller], Awaitable[web.StreamResponse]]
TEACHER, MONITOR = frozenset({"teacher"}), frozenset({"monitor"})
EVERYBODY = TEACHER | MONITOR
COOKIE = Cookie("field", samesite="Lax", lasts=passes.SESSION_LASTS)
ENTRANCE = ended.ENTRANCE


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
        more = {"allow_head": False} if self.method == "GET" else {}
        return web.RouteDef(self.method, self.path, self._guarded, more)

    async def _guarded(self, request: web.Request) -> web.StreamResponse:
        parts, number = request.app[PARTS], COOKIE.read(request)
        standing = await work.read(request, lambda tx: passes.find(tx, parts.keys, number, parts.now()))
        if standing is None:
            return await ended.answer(request)
        if standing.person.role not in self.allowed:
            raise web.HTTPNotFound
        language = preference.chosen(standing.language, request.headers.get("Accept-Language", ""))
        if self.method == "GET":
            return await self.handler(request, Caller(standing, language))
        if not guards.is_our_page(request):
            raise web.HTTPForbidden
        if not self.reads_form:
            _check(standing.csrf, request.headers.get("X-Csrf", "") or request.query.get("csrf", ""))
            return await self.handler(request, Caller(standing, language))
        sent = await fields.read(request)
        _check(standing.csrf, sent.get("csrf", ("",))[0])
        first = {name: values[0] for name, values in sent.items() if name != "csrf"}
        return await self.handler(request, Caller(standing, language, first, sent))


class Doors(Hung[Door, Handler]):
    """The doors of one part of the field, in the order in which they were hung."""

    def get(self, path: str, allowed: frozenset[str]) -> Callable[[Handler], Handler]:
        """Hang a page: whoever has one of these roles may look."""
        return self._hang(lambda handler: Door("GET", path, allowed, handler))

    def post(
        self, path: str, allowed: frozenset[str], *, reads_form: bool = True
    ) -> Callable[[Handler], Handler]:
        """Hang an act: whoever has one of these roles may send the form."""
        return self._hang(lambda handler: Door("POST", path, allowed, handler, reads_form))


def _check(token: str, told: str) -> None:
    if not secrets.compare_digest(token.encode(), told.encode()):
        raise web.HTTPForbidden
