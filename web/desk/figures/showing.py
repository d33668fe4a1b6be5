"""Figures at the desk: exact, of one's own cases; as a page, and as a file for a spreadsheet."""

import asyncio
from collections.abc import Callable, Container

from aiohttp import web

from cases import history
from cases.history import Entry
from cases.statistics import counting
from conversations import digest as digest_words
from conversations import figures as words
from conversations.digest import Block
from conversations.house import House
from conversations.phone import call
from locales import formatting
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.figures import exporting, gathering
from web.desk.figures.gathering import Gathered
from web.parts import PARTS, READERS

DOORS = Doors()
ALLOWED = access.CASEWORK | access.ADMIN


@DOORS.get("/desk/figures", ALLOWED)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the figures of a period."""
    house, now = request.app[PARTS].house, request.app[PARTS].now()
    assert house is not None
    period, speaker = gathering.asked(request.query.get("period", ""), now), house.speaker(caller.language)
    found = await work.read(
        request, lambda tx: gathering.gather(tx, house.directory, caller.officer, period, now=now)
    )
    return drawing.draw(
        request,
        caller,
        "desk/figures/figures.html",
        period=period.code,
        moment=formatting.moment,
        title=words.period(speaker, period),
        offered=[(one.code, words.period(speaker, one)) for one in gathering.offered(now)],
        sees_cases=caller.role in access.CASEWORK,
        whole=found.figures.whole,
        tables=gathering.tables(speaker, found.figures),
        blocks=_blocks(house, caller, found),
        waiting=found.waiting,
        calls=[(speaker.say(call.KINDS[one.kind]), one) for one in found.calls],
    )


@DOORS.get("/desk/figures/{format}", access.CASEWORK)
async def save(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the tables of a period as a file; that they were taken out is noted."""

    def write(form: str, house: House, found: Gathered) -> bytes:
        speaker = house.speaker(caller.language)
        told = gathering.tables(speaker, found.figures)
        return exporting.FORMATS[form].write(speaker, found.figures.period, told)

    return await _taken_out(request, caller, "figures", exporting.FORMATS, write)


@DOORS.get("/desk/figures/digest/{format}", access.CASEWORK)
async def save_digest(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give everything of a period as a file; that it was taken out is noted."""

    def write(form: str, house: House, found: Gathered) -> bytes:
        speaker = house.speaker(caller.language)
        told = digest_words.exact(speaker, found.digest, _names(house, caller))
        return exporting.DIGESTS[form](speaker, found.figures.period, told)

    return await _taken_out(request, caller, "digest", exporting.DIGESTS, write)


async def _taken_out(
    request: web.Request,
    caller: Caller,
    name: str,
    formats: Container[str],
    write: Callable[[str, House, Gathered], bytes],
) -> web.Response:
    """Give a file of what was gathered of the period asked for; that it was taken out is noted before."""
    house, now, form = request.app[PARTS].house, request.app[PARTS].now(), request.match_info["format"]
    if house is None or form not in formats:
        raise web.HTTPNotFound
    period = gathering.asked(request.query.get("period", ""), now)
    found = await work.read(
        request, lambda tx: gathering.gather(tx, house.directory, caller.officer, period, now=now)
    )
    entry = Entry(caller.officer.actor, "figures exported", about=period.code)
    await work.write(request, lambda tx: history.note(tx, [entry], now=now))
    loop = asyncio.get_running_loop()
    body = await loop.run_in_executor(request.app[READERS], write, form, house, found)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{period.code}.{form}"'}
    return web.Response(body=body, content_type=exporting.FORMATS[form].kind, headers=headers)


def _blocks(house: House, caller: Caller, found: Gathered) -> tuple[Block, ...]:
    """Give what the tables of reports do not have: departments, visits, referrals, children, absences."""
    told = digest_words.exact(house.speaker(caller.language), found.digest, _names(house, caller))
    return tuple(one for one in told if one.name not in ("all", *counting.TABLES))


def _names(house: House, caller: Caller) -> Callable[[str], str]:
    return lambda code: house.department(code, caller.language)
