"""How an answer is sent: as one text, or in lines while it is read; compressed for whoever takes that."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web

from web.api import asking, negotiation, reading
from web.api.desk import DESK
from web.api.lists import List
from web.api.negotiation import Packer
from web.api.parameters import Values
from web.api.reading import Said
from web.parts import PARTS

_CHUNK = 100  # objects of a stream that are read at once
_WORTH_IT = 1000  # bytes from which on an answer is compressed


def told(request: web.Request, said: Said, headers: Mapping[str, str] | None = None) -> web.Response:
    """The answer that holds all that is said; made in a thread, for to put it into words takes a while."""
    text = json.dumps(said.body, ensure_ascii=False)
    packer = Packer(is_packed=negotiation.takes_gzip(request) and len(text) >= _WORTH_IT)
    response = web.Response(body=packer.pack(text) + packer.rest(), headers=headers, charset="utf-8")
    response.content_type = asking.JSON
    response.headers.update(packer.headers)
    if said.languages:
        response.headers["Content-Language"] = said.languages
    return response


async def streamed(
    request: web.Request, what: List, values: Values, headers: Mapping[str, str]
) -> web.StreamResponse:
    """Every object in a line of its own; they are read a hundred at a time, while they are sent."""
    library, desk, now = asking.library(request), request.app[DESK], request.app[PARTS].now()
    found = await desk.do(lambda: reading.select(library, what, values, now))
    packer = Packer(is_packed=negotiation.takes_gzip(request))
    response = web.StreamResponse(headers={**headers, **packer.headers, "Content-Type": asking.NDJSON})
    await response.prepare(request)

    def lines(own: Sequence[str]) -> bytes:
        items: list[Any] = reading.items(library, what, values, own).body
        return packer.pack("".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items))

    try:
        for start in range(0, 0 if request.method == "HEAD" else len(found.ids), _CHUNK):
            await response.write(await desk.do(partial(lines, found.ids[start : start + _CHUNK])))
        if request.method != "HEAD":
            await response.write(packer.rest())
        await response.write_eof()
    except ConnectionError:  # whoever asked has gone: there is nobody to answer
        return response
    except Exception:
        if request.transport is not None:
            request.transport.abort()  # half of the objects must not look like all of them
        raise
    return response
