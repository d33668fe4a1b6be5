"""The frame of the public pages: a way out, the languages, the other pages."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from conversations import menu
from locales import formatting, languages
from locales.texts import Text
from web import chat, pages
from web.parts import PARTS


@dataclass(frozen=True, slots=True)
class Page:
    """One of the pages that lead to each other."""

    path: str
    title: Text


PAGES = (
    Page("/rules", Text("public.rules", "What work is allowed")),
    Page("/services", Text("public.services", "Where to get help")),
    Page("/status", menu.FOLLOW_UP),
    Page("/figures", Text("public.figures", "Reports in figures")),
    Page("/privacy", Text("public.privacy", "What we keep")),
)


async def language(request: web.Request) -> str:
    """The language that the address names, else the one chosen in the chat, else the browser's."""
    return languages.known(request.query.get("lang", "")) or await chat.page_language(request)


def render(
    request: web.Request, template: str, code: str, /, *, status: int = 200, **values: object
) -> web.Response:
    """A public page in the language `code`. The template extends `public/frame.html`; `to(path)` keeps the
    language in links.
    """
    parts = request.app[PARTS]
    return pages.render(
        template,
        code,
        status=status,
        here=request.path,
        listed=PAGES,
        in_language={one: _here(request, one) for one in languages.CODES},
        to=_leading(request, code),
        away=parts.away,
        emergency=parts.emergency_number,
        helpline=parts.house.helpline if parts.house else "111",
        day=formatting.date,
        demonstration=parts.demonstration is not None,
        **values,
    )


def _here(request: web.Request, code: str) -> str:
    """This page in another language, with all that was asked of it."""
    asked = {name: value for name, value in request.query.items() if name != "lang"}
    return f"{request.path}?{urlencode({**asked, 'lang': code})}"


def _leading(request: web.Request, code: str) -> Callable[..., str]:
    kept = {"lang": code} if "lang" in request.query else {}

    def to(path: str, /, **asked: object) -> str:
        told = {name: value for name, value in asked.items() if value not in ("", None, 0)} | kept
        return f"{path}?{urlencode(told)}" if told else path

    return to
