"""What stands before every answer: headers, the refusal of foreign forms, errors without details."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from conversations import menu
from locales.texts import Text
from store import errors
from web import pages
from web.parts import PARTS

LARGEST_REQUEST = 1024 * 1024  # bytes; files have a limit of their own

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = structlog.get_logger()

_POLICY, _NOTHING, _UNFRAMED = "Content-Security-Policy", "default-src 'none';", "frame-ancestors 'none'"
_HEADERS = {
    _POLICY: "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), display-capture=(), payment=(), "
    "usb=(), serial=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ENCRYPTED = "max-age=31536000"  # a year; other names below this one are none of our business
_MONTH = 30 * 24 * 3600
_KEPT_HEADERS = ("Allow", "Retry-After")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on any answer, files and errors included (signal on_response_prepare)."""
    own = response.headers.get(_POLICY, "")
    response.headers.update(_HEADERS)
    if own.startswith(_NOTHING):  # narrower still, as for files that people sent
        response.headers[_POLICY] = own if _UNFRAMED in own else f"{own.rstrip('; ')}; {_UNFRAMED}"
    if request.app[PARTS].public_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = _ENCRYPTED
    is_file = request.path.startswith("/static/") and response.status in (200, 304)
    response.headers["Cache-Control"] = f"public, max-age={_MONTH}" if is_file else "no-store"
    if "Server" in response.headers:
        del response.headers["Server"]


@web.middleware
async def other_doors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Leave the path of another door to that door alone: what keeps browsers safe is not for it."""
    door = request.app[PARTS].doors.get(request.path)
    return await (door or handler)(request)


@web.middleware
async def legible_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 400 whatever has headers of bytes that are no text: no browser sends them."""
    if all(map(_is_text, request.headers.values())):
        return await handler(request)
    raise web.HTTPBadRequest


@web.middleware
async def own_forms_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 whatever another site makes a browser send.

    Browsers say where a request comes from in Sec-Fetch-Site; older ones, and all of them over plain http,
    in Origin. A program that says neither carries no visitor's cookie against his will.
    """
    if request.method in ("GET", "HEAD") or _is_own(request):
        return await handler(request)
    raise web.HTTPForbidden


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a short page (or JSON for our script) that says nothing about the inside."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < 400:
            raise
        response = _error(request, refusal.status)
        for name in _KEPT_HEADERS:
            if name in refusal.headers:
                response.headers[name] = refusal.headers[name]
        return response
    except (errors.StoreUnavailable, errors.WriterClosed):
        _log.warning("web.store_unavailable", route=_route(request))
        response = _error(request, 503)
        response.headers["Retry-After"] = "10"
        return response
    except Exception as error:  # noqa: BLE001 – the last door: nothing of the inside may reach a stranger
        _log.error("web.failed", route=_route(request), error=type(error).__name__)
        return _error(request, 500)


def is_our_page(request: web.Request) -> bool:
    """Whether a browser says that one of our own pages sent this. What says nothing is not believed."""
    is_said = not {"Sec-Fetch-Site", "Origin"}.isdisjoint(request.headers)
    return is_said and _is_own(request)


def _is_own(request: web.Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {request.host, urlsplit(request.app[PARTS].public_url).netloc}
    try:
        return urlsplit(origin).netloc in ours - {""}
    except ValueError:  # no address at all
        return False


def _is_text(value: str) -> bool:
    """Tell whether a header was UTF-8: what was not, aiohttp hands on as halves of surrogate pairs."""
    return value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)


def _error(request: web.Request, status: int) -> web.Response:
    text = pages.say(request, _WORDS.get(status, _REFUSED if status < 500 else _FAILED))
    if pages.wants_json(request):
        return web.json_response({"error": text}, status=status)
    call = pages.say(request, menu.EMERGENCY, number=request.app[PARTS].emergency_number)
    language, more = pages.language_asked(request), [call] if status == 429 else []
    desk = request.path == "/desk" or request.path.startswith("/desk/")
    if desk and status < 500:
        text = pages.say(request, _AT_THE_DESK.get(status, _WORDS.get(status, _NOT_DONE)))
    return pages.render("error.html", language, status=status, text=text, more=more, desk=desk)


def _route(request: web.Request) -> str:
    # The pattern, never the path: a path may hold anything a stranger typed.
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"


_REFUSED = Text("web.refused", "We cannot accept this. Please open the chat again.")
_FAILED = Text("web.failed", "Something went wrong on our side. Please try again in a few minutes.")
_NOT_DONE = Text("desk.not_done", "This could not be done. Please go back to the desk and try again.")
_AT_THE_DESK = {404: Text("desk.not_found", "There is no such page, or it is not for you.")}
_WORDS = {
    404: Text("web.not_found", "There is no such page."),
    413: Text("web.too_big", "This is too much at once. Send less."),
    429: Text("err.slow_down", "Too many messages. Please wait a little."),
}
