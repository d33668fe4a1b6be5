"""The evidence pack of a case, to be taken away: JSON, and the same on paper. Each export is noted."""

import asyncio

from aiohttp import web

from cases import errors, history
from cases.history import Entry
from conversations.house import House
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access
from web.desk.acts import doing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.printing import contents, pack, paper
from web.desk.printing.contents import Reader
from web.desk.printing.pack import Pack
from web.parts import PARTS

DOORS = Doors()
NO_KEY = Text("desk.no_key", "Your department has been told of this case, but cannot read it yet.")
Exported = tuple[Pack, bytes]


@DOORS.get("/desk/cases/{number}/pack.json", access.CASEWORK)
async def as_json(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the pack as JSON. `?words=1`: with what the reporter wrote."""
    found = await _export(request, caller)
    if found is None:
        return _no_key(request, caller)
    return _file(request, found[1], "application/json", "json")


@DOORS.get("/desk/cases/{number}/pack.pdf", access.CASEWORK)
async def as_pdf(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the pack on paper, in Kazakh and in Russian. `?words=1`: with what the reporter wrote."""
    found = await _export(request, caller)
    if found is None:
        return _no_key(request, caller)
    told, encoded = found
    drawn = await asyncio.to_thread(paper.draw, _house(request), told, pack.digest(encoded))
    return _file(request, drawn, "application/pdf", "pdf")


async def _export(request: web.Request, caller: Caller) -> Exported | None:
    """Put the pack together and note its hash; None where their keys open nothing of the case."""
    reader = Reader(caller.signed, request.query.get("words") == "1")
    try:
        return await work.write(request, lambda tx: _exported(tx, request, reader))
    except errors.NotForThisKey:
        return None
    except (errors.UnknownCase, errors.NotTheirCase) as error:  # erased, or gone elsewhere in this moment
        raise web.HTTPNotFound from error


def _exported(tx: Transaction, request: web.Request, reader: Reader) -> Exported:
    house, now = _house(request), request.app[PARTS].now()
    number = int(request.match_info["number"])
    told = contents.put_together(tx, house, reader, number, now=now)
    encoded = pack.encoded(told)
    noted = Entry(reader.signed.officer.actor, f"pack exported: {pack.digest(encoded)}", number)
    history.note(tx, [noted], now=now)
    return told, encoded


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house


def _no_key(request: web.Request, caller: Caller) -> web.Response:
    why = _house(request).speaker(caller.language).say(NO_KEY)
    return doing.refuse(request, caller, int(request.match_info["number"]), why)


def _file(request: web.Request, body: bytes, kind: str, ending: str) -> web.Response:
    name = f"case-{int(request.match_info['number'])}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type=kind, headers=headers)
