"""The paths of /api/hsds: what is asked is read here, answered in a thread, and sent."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web

from web.api import contract, parameters, reading
from web.api.desk import DESK
from web.api.library import Library
from web.api.lists import LISTS, List
from web.api.parameters import Values
from web.api.problem import ROOT
from web.api.reading import Said
from web.guards import Handler
from web.parts import PARTS

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org"  # the standard itself: we leave nothing of it out that we have
_JSON = "application/json"
_NDJSON = "application/x-ndjson"
_CHUNK = 100  # objects of a stream that are read at once


async def root(request: web.Request) -> web.StreamResponse:
    """Say which standard this is, and where its description lies."""
    _asked(request, ())
    host = request.app[PARTS].public_url.rstrip("/") or f"{request.scheme}://{request.host}"
    return _json({"version": VERSION, "profile": PROFILE, "openapi_url": f"{host}{ROOT}/openapi.json"})


async def description(request: web.Request) -> web.StreamResponse:
    """Give the OpenAPI document."""
    _asked(request, ())
    return _json(contract.document())


def _listing(what: List) -> Handler:
    async def listing(request: web.Request) -> web.StreamResponse:
        library, values = _library(request), _asked(request, what.parameters)
        headers = await _marked(request, library)
        if _is_known(request, headers):
            return web.Response(status=304, headers=headers)
        if values["format"] == "ndjson":
            return await _stream(request, what, values, headers)
        now = request.app[PARTS].now()
        text, spoken = await request.app[DESK].do(lambda: _sent(reading.page(library, what, values, now)))
        return web.Response(text=text, content_type=_JSON, headers=headers | spoken)

    return listing


def _single(what: List) -> Handler:
    async def single(request: web.Request) -> web.StreamResponse:
        library, values = _library(request), _asked(request, what.of_one)
        headers = await _marked(request, library)
        if _is_known(request, headers):
            return web.Response(status=304, headers=headers)
        own = request.match_info["id"].lower()
        text, spoken = await request.app[DESK].do(lambda: _sent(reading.one(library, what, values, own)))
        if not text:
            raise web.HTTPNotFound
        return web.Response(text=text, content_type=_JSON, headers=headers | spoken)

    return single


async def _stream(
    request: web.Request, what: List, values: Values, headers: Mapping[str, str]
) -> web.StreamResponse:
    """Every object in a line of its own; they are read a hundred at a time, while they are sent."""
    library, desk, now = _library(request), request.app[DESK], request.app[PARTS].now()
    found = await desk.do(lambda: reading.select(library, what, values, now))
    response = web.StreamResponse(headers={**headers, "Content-Type": _NDJSON})
    await response.prepare(request)
    try:
        for start in range(0, len(found.ids) if request.method == "GET" else 0, _CHUNK):
            own = found.ids[start : start + _CHUNK]
            await response.write(await desk.do(partial(_lines, library, what, values, own)))
        await response.write_eof()
    except ConnectionError:  # whoever asked has gone: there is nobody to answer
        return response
    except Exception:
        if request.transport is not None:
            request.transport.abort()  # half of the objects must not look like all of them
        raise
    return response


def _asked(request: web.Request, allowed: tuple[str, ...]) -> Values:
    values = parameters.read(request.query.items(), allowed)
    wanted = _NDJSON if values.get("format") == "ndjson" else _JSON
    if not _takes(request.headers.get("Accept", ""), wanted):
        raise web.HTTPNotAcceptable
    return values


def _takes(accept: str, wanted: str) -> bool:
    """Whether an Accept header allows the media type; without one any is."""
    ranges = [[part.strip().lower() for part in one.split(";")] for one in accept.split(",") if one.strip()]
    group = wanted.split("/")[0]
    return not ranges or any(
        name in (wanted, f"{group}/*", "*/*") and "q=0" not in more for name, *more in ranges
    )


def _library(request: web.Request) -> Library:
    library = request.app[PARTS].library
    if library is None:
        raise web.HTTPNotFound
    return library


async def _marked(request: web.Request, library: Library) -> dict[str, str]:
    """The ETag: of the file of the directory, the day (services grow stale), and what is asked."""
    fingerprint = await request.app[DESK].do(library.fingerprint)
    day = request.app[PARTS].now().date().isoformat()
    asked = json.dumps([fingerprint, day, request.path, sorted(request.query.items())])
    return {"ETag": f'"{hashlib.blake2b(asked.encode(errors="surrogatepass"), digest_size=16).hexdigest()}"'}


def _is_known(request: web.Request, headers: Mapping[str, str]) -> bool:
    told = request.headers.get("If-None-Match", "")
    return headers["ETag"] in {one.strip().removeprefix("W/") for one in told.split(",")}


def _sent(said: Said | None) -> tuple[str, dict[str, str]]:
    """The text and the headers of what is said, put into words where it was read; "" for nothing."""
    if said is None:
        return "", {}
    return _dumped(said.body), {"Content-Language": said.languages} if said.languages else {}


def _lines(library: Library, what: List, values: Values, own: Sequence[str]) -> bytes:
    return "".join(f"{_dumped(item)}\n" for item in reading.items(library, what, values, own).body).encode()


def _json(body: Any) -> web.Response:
    return web.Response(text=_dumped(body), content_type=_JSON)


def _dumped(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


ROUTES = [
    web.get(ROOT, root),
    web.get(f"{ROOT}/", root),
    web.get(f"{ROOT}/openapi.json", description),
    *[web.get(f"{ROOT}/{one.name}", _listing(one)) for one in LISTS.values()],
    *[web.get(f"{ROOT}/{one.name}/{{id}}", _single(one)) for one in LISTS.values()],
]
