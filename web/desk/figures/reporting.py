"""Figures of other bodies, typed in by a coordinator, each with its source; what is unknown stays so."""

from aiohttp import web

from cases.statistics import period as periods
from cases.statistics import reported
from cases.statistics.errors import FigureUnfit, PeriodUnknown
from cases.statistics.reported import Told
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/figures/reported"


@DOORS.get(PATH, access.CASEWORK)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what stands, and to a coordinator the form for another figure."""
    return await _page(request, caller)


@DOORS.post(PATH, access.COORDINATOR)
async def enter(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep a figure; what is not whole comes back with everything that was typed."""
    now, by = request.app[PARTS].now(), caller.officer
    try:
        told = _typed(caller)
        await work.write(request, lambda tx: reported.enter(tx, told, by=by.role, actor=by.actor, now=now))
    except (FigureUnfit, PeriodUnknown):
        return await _page(request, caller, is_unfit=True)
    return drawing.seen(PATH)


def _typed(caller: Caller) -> Told:
    number, region = caller.said("number").replace(" ", ""), caller.said("region")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 12):
        raise FigureUnfit
    value = int(number) if number else None
    return Told(caller.said("series"), caller.said("period"), region, value, caller.said("source"))


async def _page(request: web.Request, caller: Caller, *, is_unfit: bool = False) -> web.StreamResponse:
    house = request.app[PARTS].house
    assert house is not None
    told = await work.read(request, reported.of_country)
    speaker, language = house.speaker(caller.language), caller.language
    names = {one.code: speaker.say(one.text) for one in reported.series()}
    oblasts = house.directory.territories.oblasts(language)
    return drawing.draw(
        request,
        caller,
        "desk/figures/reported.html",
        status=422 if is_unfit else 200,
        is_unfit=is_unfit,
        may_enter=caller.role in access.COORDINATOR,
        series=names,
        oblasts=[(one.code, house.directory.territories.name(one.code, language)) for one in oblasts],
        told=[
            (one, names.get(one.series, one.series), speaker.place(one.region) if one.region else "")
            for one in told
        ],
        year=periods.today(request.app[PARTS].now()).year,
        path=PATH,
    )
