"""Services that resemble each other, side by side: one, or two that were found different."""

from dataclasses import dataclass

from aiohttp import web

from directory.editing import fields, merging
from directory.editing import sheet as sheets
from directory.editing.errors import EditingError
from directory.exchange.duplicates import Pair
from locales import daytime
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import scope, shelf, wording, writing
from web.parts import PARTS

DOORS = Doors()
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both, in words."""

    label: str
    first: str
    second: str


@DOORS.get("/desk/services/duplicates", scope.KEEPERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The pairs that may be one service, of those that this officer keeps."""
    path = shelf.file(request)
    found = await shelf.thought(request, lambda: merging.pairs(path))
    pairs = [pair for pair in found if _are_theirs(request, caller, pair.first, pair.second)]
    today = daytime.day(request.app[PARTS].now())
    wanted = {own for pair in pairs[:_SHOWN] for own in (pair.first, pair.second)}
    known = await shelf.read(request, lambda connection: sheets.sheets(connection, wanted, today))
    values = {own: fields.read_all(sheet) for own, sheet in known.items()}
    return drawing.draw(
        request,
        caller,
        "desk/services/duplicates.html",
        pairs=[(pair, _rows(request, caller, pair, values)) for pair in pairs[:_SHOWN]],
        total=len(pairs),
        done=request.query.get("done", ""),
    )


@DOORS.post("/desk/services/duplicates", scope.KEEPERS)
async def decide(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make one of two services, or remember that they are different."""
    first, second, same = caller.said("first"), caller.said("second"), caller.said("act")
    if first == second or not _are_theirs(request, caller, first, second):
        raise web.HTTPNotFound
    now, role = request.app[PARTS].now(), caller.role
    if same == "different":
        await writing.change(request, lambda path: merging.keep_apart(path, first, second, role, now=now))
        return drawing.seen("/desk/services/duplicates?done=apart")
    if same != "same":
        raise web.HTTPBadRequest
    entrust = writing.entrusting(request, caller)
    try:
        await writing.change(
            request, lambda path: merging.merge(path, first, second, role, now=now, entrust=entrust)
        )
    except EditingError:
        return drawing.seen("/desk/services/duplicates?done=not")
    return drawing.seen("/desk/services/duplicates?done=joined")


def _are_theirs(request: web.Request, caller: Caller, *own: str) -> bool:
    house = shelf.house(request)
    found = [house.shelf.services.get(one) for one in own]
    return all(
        one is not None and scope.may_keep(caller.officer, one, house.directory.territories) for one in found
    )


def _rows(request: web.Request, caller: Caller, pair: Pair, values: dict[str, dict[str, str]]) -> list[Row]:
    house, language = shelf.house(request), caller.language
    first, second = values[pair.first], values[pair.second]
    told = [key for key in fields.FIELDS if first[key] or second[key]]
    return [
        Row(
            wording.label(key, language),
            wording.value(house, key, first[key], language),
            wording.value(house, key, second[key], language),
        )
        for key in told
    ]
