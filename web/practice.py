"""The banner of a practice house: on every page, so that nobody takes it for the real one."""

import html
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from locales import catalogue, languages
from locales.texts import Text
from web import pages
from web.parts import PARTS

BANNER = Text("practice.banner", "Practice: nothing here is real, nothing is sent, nothing counts.")
STYLE = "practice.css"
_LANGUAGE = re.compile(r'<html lang="([a-z]{2})"')
_HEAD, _BODY = "</head>", re.compile(r"<body\b[^>]*>")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def banner(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Put the banner on top of each page, in the page's own language."""
    answer = await handler(request)
    house = request.app[PARTS].house
    is_page = isinstance(answer, web.Response) and answer.content_type == "text/html"
    if house is None or not house.is_practice or not is_page:
        return answer
    assert isinstance(answer, web.Response)
    if answer.text:
        answer.text = marked(answer.text)
    return answer


def marked(page: str) -> str:
    """Give a page with the banner; one without a body as it is."""
    found = _LANGUAGE.search(page)
    words = catalogue.load(languages.known(found[1]) or "kk" if found else "kk")
    style = f'<link rel="stylesheet" href="{html.escape(pages.asset(STYLE))}">{_HEAD}'
    line = f'<p class="practice" role="note">{html.escape(words.say(BANNER))}</p>'
    return _BODY.sub(lambda body: body[0] + line, page.replace(_HEAD, style, 1), count=1)
