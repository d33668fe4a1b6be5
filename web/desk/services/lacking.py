"""What the directory lacks, by territory: for which needs no service is there, and what to collect first."""

from collections import Counter
from datetime import timedelta

from aiohttp import web

from cases.services import demand as asking
from directory import demand, gaps
from directory.demand import Demand, Weighed
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import scope, shelf, wording
from web.parts import PARTS

DOORS = Doors()
_SINCE = timedelta(days=365)
_FIRST = 40


@DOORS.get("/desk/services/gaps", scope.KEEPERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The gaps of a territory, the most wanted first; how many cases there are where is not shown."""
    house, since = shelf.house(request), request.app[PARTS].now() - _SINCE
    territories = house.directory.territories
    wanted = request.query.get("territory", "") or caller.officer.territory
    if wanted and (not territories.find(wanted) or not scope.covers(caller.officer, (wanted,), territories)):
        raise web.HTTPNotFound

    def asked(tx: Transaction) -> Demand:
        return Demand(asking.in_vain(tx, since=since), asking.reports(tx, since=since))

    known = await work.read(request, asked)

    def lacking() -> tuple[Weighed, ...]:
        services, departments = house.shelf.services.values(), house.directory.departments
        return demand.weighed(gaps.gaps(services, territories, departments, wanted), territories, known)

    found = await shelf.thought(request, lacking)
    total = len(gaps.districts(territories, wanted))
    by_need = Counter(one.gap.need for one in found)
    return drawing.draw(
        request,
        caller,
        "desk/services/gaps.html",
        needs=[
            (wording.name_of("needs", code, caller.language), many) for code, many in by_need.most_common()
        ],
        first=[_line(request, caller, one) for one in found[:_FIRST]],
        total=total,
        territory=wanted,
        oblasts=[
            (one.code, territories.name(one.code, caller.language))
            for one in territories.oblasts(caller.language)
            if scope.covers(caller.officer, (one.code,), territories)
        ],
        place=wording.place(house, wanted, caller.language) if wanted else "",
    )


def _line(request: web.Request, caller: Caller, one: Weighed) -> dict[str, object]:
    house, gap = shelf.house(request), one.gap
    return {
        "need": wording.name_of("needs", gap.need, caller.language), "code": gap.need,
        "place": wording.place(house, gap.district, caller.language), "district": gap.district,
        "beyond": gap.beyond, "in_vain": one.in_vain or 0,
        "department": house.department(gap.department, caller.language) if gap.department else "",
    }  # fmt: skip
