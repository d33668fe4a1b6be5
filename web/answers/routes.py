"""The way behind a one-time link: a cover that says nothing, a press, the page, and its form.

No account, no cookie. A link that is unknown, too old or used up has a page of its own, in five languages;
whoever was writing behind it meanwhile gets their words back there.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from aiohttp import web

from cases.referrals import links
from cases.referrals.errors import LinkOver
from cases.referrals.links import Link
from locales import languages
from store.transaction import Transaction
from web import fields, guards, pages, work
from web.answers import checks, measures
from web.answers.doors import Guest, Leaf
from web.parts import PARTS, Parts

ROUTES = web.RouteTableDef()
LEAVES: Mapping[str, Leaf] = {links.MEASURE: measures.LEAF, links.CHECK: checks.LEAF}
"""What stands behind a link, by its kind."""
PATH = "/answer/{token}"
NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)


@ROUTES.get(PATH, allow_head=False)
async def cover(request: web.Request) -> web.StreamResponse:
    """Say what kind of page it is and ask for the press that opens it: nothing of the case stands here."""
    language = languages.known(request.query.get("language", "")) or pages.language_asked(request)
    parts, token = request.app[PARTS], request.match_info["token"]
    try:
        link = await work.read(request, lambda tx: _found(tx, parts, token))
    except LinkOver as over:
        return _over(language, over.why)
    path = f"/answer/{token}"
    return pages.render("answers/cover.html", language, path=path, title=LEAVES[link.kind].title)


@ROUTES.post(PATH)
async def opened(request: web.Request) -> web.StreamResponse:
    """Show the page, after it was noted that somebody looked."""
    guest = await _guest(request, looks=True)
    return await LEAVES[guest.link.kind].show(request, guest) if isinstance(guest, Guest) else guest


@ROUTES.post(PATH + "/said")
async def said(request: web.Request) -> web.StreamResponse:
    """Hear what was answered."""
    guest = await _guest(request, looks=False)
    if isinstance(guest, web.Response):
        return guest
    try:
        return await LEAVES[guest.link.kind].hear(request, guest)
    except LinkOver as over:  # somebody else said the last word in this very moment
        return _over(guest.language, over.why, guest.lists)


def routes() -> Iterator[web.AbstractRouteDef]:
    """Give every route for the application."""
    yield from ROUTES


async def _guest(request: web.Request, *, looks: bool) -> Guest | web.Response:
    if not guards.is_our_page(request):
        raise web.HTTPForbidden
    parts, token, sent = request.app[PARTS], request.match_info["token"], await fields.read(request)
    form = {name: values[0] for name, values in sent.items()}
    language = languages.known(form.get("language", "")) or pages.language_asked(request)

    def look(tx: Transaction) -> Link:
        link = _found(tx, parts, token)
        if looks:
            links.looked(tx, link, now=parts.now())
        return link

    try:
        link = await (work.write(request, look) if looks else work.read(request, look))
    except LinkOver as over:
        return _over(language, over.why, sent)
    return Guest(token, link, language, form, sent)


def _found(tx: Transaction, parts: Parts, token: str) -> Link:
    if _TOKEN.fullmatch(token) is None:
        raise LinkOver("unknown")
    link = links.find(tx, parts.keys, token, now=parts.now())
    if link.kind not in LEAVES:
        raise LinkOver("unknown")
    return link


def _over(language: str, why: str, sent: Mapping[str, tuple[str, ...]] = NOTHING) -> web.Response:
    status, kept = 404 if why == "unknown" else 410, fields.written(sent, but=("language",))
    return pages.render("answers/over.html", language, status=status, why=why, kept=kept)
