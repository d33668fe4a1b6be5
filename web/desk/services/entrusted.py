"""What of a service is not public, changed by those who keep it; two who do it at once see each other."""

from aiohttp import web

from cases.services import private
from cases.services.private import Private
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import card, editing, scope, shelf
from web.parts import PARTS

DOORS = Doors()
_LONGEST, _MOST = 500, 10
_KEYS = ("addresses", "contact", "phone", "capacity")


@DOORS.post("/desk/services/{service}/private/change", scope.KEEPERS)
async def change(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep what was sent in place of what was kept, unless that is other than what was seen."""
    one, keys, now = editing.kept(request, caller), shelf.house(request).keys, request.app[PARTS].now()
    if not scope.may_know(caller.officer, one, shelf.house(request).directory.territories):
        raise web.HTTPNotFound
    wanted, seen = _sent(caller, ""), _sent(caller, "was.")

    def put(tx: Transaction) -> Private | None:
        current = private.get(tx, keys, one.id)
        if current not in (seen, wanted):
            return current
        private.put(tx, keys, one.id, wanted, by=caller.role, now=now)
        return None

    current = await work.write(request, put)
    if current is not None:
        return await card.page(request, caller, facts=current, problem="private")
    return drawing.seen(f"/desk/services/{one.id}?done=private")


def _sent(caller: Caller, before: str) -> Private:
    told = {key: caller.said(before + key) for key in _KEYS}
    lines = (" ".join(line.split())[:_LONGEST] for line in told["addresses"].split("\n"))
    return Private(
        tuple(list(filter(None, lines))[:_MOST]),
        told["contact"][:_LONGEST],
        told["phone"][:_LONGEST],
        told["capacity"][:_LONGEST],
    )
