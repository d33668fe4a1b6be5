"""The directory for everybody: search in any spelling, by need, by place; cards; a list to print."""

from aiohttp import web

from conversations.house import House
from conversations.lookup import listing
from web import work
from web.parts import PARTS
from web.public import frame, sought
from web.public.sought import Wanted

ROUTES = web.RouteTableDef()
PAGE = 20
"""Services on one page of the list."""
PRINTED = 14
"""Services on one printed sheet: as many cards as one A4 holds in two columns."""

_LONGEST = 200  # characters that are read of what was typed


@ROUTES.get("/services", allow_head=False)
async def search(request: web.Request) -> web.StreamResponse:
    """Search, or choose from the regions."""
    return await _show(request, "public/services.html", PAGE)


@ROUTES.get("/services/print", allow_head=False)
async def sheet(request: web.Request) -> web.StreamResponse:
    """Give one sheet of paper for what was looked for."""
    return await _show(request, "public/sheet.html", PRINTED)


@ROUTES.get("/services/{id}", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show the card of one service."""
    house, code = _house(request), await frame.language(request)
    now, asked = request.app[PARTS].now(), request.match_info["id"]
    row = await work.read(request, lambda _: sought.one(house, house.speaker(code), asked, now))
    if row is None:
        raise web.HTTPNotFound
    return frame.render(request, "public/service.html", code, row=row)


async def _show(request: web.Request, template: str, most: int) -> web.StreamResponse:
    house, code = _house(request), await frame.language(request)
    now, speaker, wanted = request.app[PARTS].now(), house.speaker(code), _wanted(request)
    found = await work.read(request, lambda _: sought.find(house, speaker, wanted, (now, most)))
    return frame.render(
        request,
        template,
        code,
        wanted=wanted,
        found=found,
        now=now,
        needs=[(need.context, speaker.say(need)) for need in listing.NEEDS],
        inside=sought.inside(house, code, found.territory),
        counted=speaker.catalogue.count("n.places", "{n} place found", "{n} places found", found.total),
        more=wanted.offset + most if wanted.offset + most < found.total else 0,
    )


def _wanted(request: web.Request) -> Wanted:
    told = {name: request.query.get(name, "")[:_LONGEST].strip() for name in ("q", "need", "place", "from")}
    start = told["from"]
    offset = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 0
    needs = {need.context for need in listing.NEEDS}
    return Wanted(told["q"], told["need"] if told["need"] in needs else "", told["place"], offset)


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
