"""What whoever is not signed in any more is told. What they wrote is shown to them again, not lost."""

from urllib.parse import quote, urlsplit

from aiohttp import web

from web import fields, guards, pages
from web.desk.sessions import COOKIE
from web.desk.signin import form
from web.desk.signin.form import Form

_UNSEEN = ("csrf", "kept", "old", "new", "again", "code")
"""Fields that hold secrets: a password of several words would look like a sentence."""


async def answer(request: web.Request) -> web.StreamResponse:
    """Lead to the sign-in page, and from there back to where one was.

    A form that came too late is not acted on: its words are shown again, before and after signing in.
    """
    if pages.wants_json(request):
        raise web.HTTPUnauthorized
    over = "&over=1" if COOKIE.read(request) else ""
    if request.method == "GET":
        back = f"next={quote(request.path_qs)}" if request.path != "/desk" else ""
        told = f"{back}{over}".removeprefix("&")
        return web.Response(status=303, headers={"Location": form.SIGN_IN + (f"?{told}" if told else "")})
    is_read = guards.is_our_page(request) and request.content_type == "application/x-www-form-urlencoded"
    words = _words(await fields.read(request)) if is_read else ()
    if not words:
        return web.Response(status=303, headers={"Location": f"{form.SIGN_IN}?over=1"})
    return form.draw(request, Form(next=_came_from(request), is_over=True, kept=words), status=403)


def _came_from(request: web.Request) -> str:
    try:
        return urlsplit(request.headers.get("Referer", "")).path
    except ValueError:  # no browser of ours writes that
        return ""


def _words(sent: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a person wrote; no password, no code and no token."""
    return fields.written(sent, but={*_UNSEEN, *(name for name in sent if "password" in name)})
