"""How much may come, from one address and in one request; whoever reports, or is signed in, is not held up.

Not counted: the chat with all that belongs to it, what machines ask of the house, and whoever is signed in –
an operator files calls in which a child is in danger. The API has a limit of its own.
Whoever is turned away reads whom to call all the same.
"""

import asyncio

from aiohttp import web

from web import newcomers
from web.crowds import Crowd
from web.desk import sessions
from web.desk.sessions import SESSIONS
from web.guards import Handler
from web.parts import PARTS

FROM_ONE = 300
"""Pages a minute: a whole school may share one address, and one person reads a page in seconds."""
BODY_SECONDS = 30.0
"""For the body of an ordinary form: 1 MB at 270 kilobits a second. Files have a limit of their own."""
COUNTED = ("answer", "desk", "rules", "status", "figures", "services", "privacy")
"""First parts of the paths that are counted."""

CROWD = web.AppKey("crowd", Crowd)
_FORM = "application/x-www-form-urlencoded"


@web.middleware
async def few_from_one(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 429 what comes too often from one address."""
    if request.path.lstrip("/").partition("/")[0] not in COUNTED or _is_signed_in(request):
        return await handler(request)
    crowd, now, address = request.app[CROWD], request.app[PARTS].now(), newcomers.address_of(request)
    if crowd.of(address, now) >= FROM_ONE:
        raise web.HTTPTooManyRequests(headers={"Retry-After": "60"})
    crowd.came(address, now)
    return await handler(request)


@web.middleware
async def bodies_in_time(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 408 a form that comes in drops, and with 413 one of more than the application allows."""
    if request.method == "POST" and request.content_type == _FORM and request.body_exists:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
    return await handler(request)


def _is_signed_in(request: web.Request) -> bool:
    if SESSIONS not in request.app:
        return False
    now = request.app[PARTS].now()
    return request.app[SESSIONS].find(sessions.COOKIE.read(request), now, is_somebody=False) is not None
