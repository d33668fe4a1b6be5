"""The paths of /api/hsds: what is asked is read here, answered in a thread, and sent."""

from aiohttp import web

from web.api import answering, asking, contract, reading
from web.api.desk import DESK
from web.api.lists import LISTS, List
from web.api.problem import ROOT
from web.api.reading import Said
from web.guards import Handler
from web.parts import PARTS

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org"  # the standard itself: we leave nothing of it out that we have


async def root(request: web.Request) -> web.StreamResponse:
    """Say which standard this is, and where its description lies."""
    await asking.asked(request, ())
    host = request.app[PARTS].public_url.rstrip("/") or f"{request.scheme}://{request.host}"
    body = {"version": VERSION, "profile": PROFILE, "openapi_url": f"{host}{ROOT}/openapi.json"}
    return answering.told(request, Said(body))


async def description(request: web.Request) -> web.StreamResponse:
    """Give the OpenAPI document."""
    await asking.asked(request, ())
    return await request.app[DESK].do(lambda: answering.told(request, Said(contract.document())))


def _listing(what: List) -> Handler:
    async def listing(request: web.Request) -> web.StreamResponse:
        library, values = asking.library(request), await asking.asked(request, what.parameters)
        headers = await asking.marked(request)
        if asking.is_known(request, headers):
            return web.Response(status=304, headers=headers)
        if values["format"] == "ndjson":
            return await answering.streamed(request, what, values, headers)
        now = request.app[PARTS].now()
        return await request.app[DESK].do(
            lambda: answering.told(request, reading.page(library, what, values, now), headers)
        )

    return listing


def _single(what: List) -> Handler:
    async def single(request: web.Request) -> web.StreamResponse:
        library, values = asking.library(request), await asking.asked(request, what.of_one)
        headers = await asking.marked(request)
        if asking.is_known(request, headers):
            return web.Response(status=304, headers=headers)
        own = request.match_info["id"].lower()

        def answer() -> web.Response | None:
            said = reading.one(library, what, values, own)
            return None if said is None else answering.told(request, said, headers)

        found = await request.app[DESK].do(answer)
        if found is None:
            raise web.HTTPNotFound
        return found

    return single


ROUTES = [
    web.get(ROOT, root),
    web.get(f"{ROOT}/", root),
    web.get(f"{ROOT}/openapi.json", description),
    *[web.get(f"{ROOT}/{one.name}", _listing(one)) for one in LISTS.values()],
    *[web.post(f"{ROOT}/{one.name}", _listing(one)) for one in LISTS.values()],
    *[web.get(f"{ROOT}/{one.name}/{{id}}", _single(one)) for one in LISTS.values()],
]
