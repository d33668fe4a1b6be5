"""What a request asks: its parameters, from the address or from a form, and the mark of what it would get."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from locales import daytime
from web.api import negotiation, parameters
from web.api.desk import DESK
from web.api.library import Library
from web.api.parameters import Values
from web.parts import PARTS

JSON, NDJSON = "application/json", "application/x-ndjson"
FORM = "application/x-www-form-urlencoded"


async def asked(request: web.Request, allowed: tuple[str, ...]) -> Values:
    """The values of what is asked; a form is read as if it stood behind what the address says.

    Raises:
        BadParameter: a parameter is unknown, stands there twice, or says what is not allowed.
        HTTPNotAcceptable: the asker takes no answer of this form.
        HTTPUnsupportedMediaType: what was sent is no form.
    """
    values = parameters.read([*request.query.items(), *await _form(request)], allowed)
    if not negotiation.takes(request, NDJSON if values.get("format") == "ndjson" else JSON):
        raise web.HTTPNotAcceptable
    return values


async def _form(request: web.Request) -> list[tuple[str, str]]:
    if request.method != "POST" or not request.body_exists:
        return []
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    text = (await request.read()).decode("utf-8", "replace")
    return parse_qsl(text, keep_blank_values=True, errors="replace")


def library(request: web.Request) -> Library:
    """The directory that is asked.

    Raises:
        HTTPNotFound: this house shows none.
    """
    found = request.app[PARTS].library
    if found is None:
        raise web.HTTPNotFound
    return found


async def marked(request: web.Request) -> dict[str, str]:
    """The ETag: of the file of the directory, the day (services grow stale), and what is asked.

    What is asked by POST has none: it is kept nowhere.
    """
    if request.method == "POST":
        return {}
    fingerprint = await request.app[DESK].do(library(request).fingerprint)
    day = daytime.day(request.app[PARTS].now()).isoformat()
    is_packed = negotiation.takes_gzip(request)
    told = json.dumps([fingerprint, day, is_packed, request.path, sorted(request.query.items())])
    digest = hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return {"ETag": f'"{digest}"', "Vary": "Accept, Accept-Encoding"}


def is_known(request: web.Request, headers: Mapping[str, str]) -> bool:
    """Whether the asker has the answer with this ETag already."""
    told = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    return "ETag" in headers and bool(told & {headers["ETag"], "*"})
