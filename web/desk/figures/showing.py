"""Figures at the desk: exact, of one's own cases; as a page, and as a file for a spreadsheet."""

import asyncio
from collections.abc import Callable, Container

from aiohttp import web

from cases import history
from cases.history import Entry
from cases.statistics import counting, weeks
from cases.statistics.weeks import Week
from conversations import digest as digest_words
from conversations import figures as words
from conversations.digest import Block
from conversations.house import House
from conversations.phone import call
from conversations.rendering import Speaker
from directory.territory import Territory
from locales import daytime, formatting
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.figures import exporting, gathering
from web.desk.figures.gathering import Asked, Gathered, Table
from web.figures import bars, files
from web.figures import week as picture
from web.figures.bars import Chart
from web.figures.files import Digest
from web.parts import PARTS, READERS

DOORS = Doors()
ALLOWED = access.CASEWORK | access.ADMIN
WEEKLY = access.COORDINATOR | access.OPERATOR
DIGESTS = {form: files.KINDS[form] for form in ("pdf", "xlsx", "csv")}
"""The digest as a file. Not as a picture: exact figures are not to be passed on."""


@DOORS.get("/desk/figures", ALLOWED)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the figures of a period."""
    house, now = request.app[PARTS].house, request.app[PARTS].now()
    assert house is not None
    asked, speaker = _asked(request, caller), house.speaker(caller.language)
    found = await work.read(
        request, lambda tx: gathering.gather(tx, house.directory, caller.officer, asked, now=now)
    )
    offered = {one.code: one for one in (*gathering.offered(now), asked.period)}
    return drawing.draw(
        request,
        caller,
        "desk/figures/figures.html",
        period=asked.period.code,
        region=asked.region,
        regions=[(one.code, speaker.place(one.code)) for one in _regions(request, caller)],
        moment=formatting.moment,
        title=_title(speaker, asked),
        offered=[(code, words.period(speaker, one)) for code, one in offered.items()],
        sees_cases=caller.role in access.CASEWORK,
        sees_week=caller.role in WEEKLY,
        whole=found.figures.whole,
        tables=[(one, _chart(one)) for one in gathering.tables(speaker, found.figures)],
        blocks=[(one, bars.chart(one.bars)) for one in _blocks(house, caller, found)],
        waiting=found.waiting,
        calls=[(speaker.say(call.KINDS[one.kind]), one) for one in found.calls],
    )


@DOORS.get("/desk/figures/week.png", WEEKLY)
async def week(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the picture of the last whole week, as coordinators get it in the chat; what is told stays."""
    house, now = request.app[PARTS].house, request.app[PARTS].now()
    assert house is not None
    asked = weeks.before(daytime.day(now))

    def keep(tx: Transaction) -> tuple[Week, ...]:
        told = weeks.count(tx, asked)
        weeks.keep(tx, told)
        return (told, *weeks.told(tx, until=told.monday, most=picture.MOST - 1))

    told = await work.write(request, keep)
    loop = asyncio.get_running_loop()
    drawn = await loop.run_in_executor(request.app[READERS], picture.draw, house, caller.language, told)
    headers = {"Content-Disposition": f'inline; filename="week-{asked.first}.png"'}
    return web.Response(body=drawn, content_type="image/png", headers=headers)


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
    region = _asked(request, caller).region

    def write(form: str, house: House, found: Gathered) -> bytes:
        speaker = house.speaker(caller.language)
        told = digest_words.exact(speaker, found.digest, _names(house, caller))
        place = speaker.place(region) if region else ""
        return DIGESTS[form].write(Digest(house, caller.language, found.figures.period, told, place))

    return await _taken_out(request, caller, "digest", DIGESTS, write)


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
    asked = _asked(request, caller)
    found = await work.read(
        request, lambda tx: gathering.gather(tx, house.directory, caller.officer, asked, now=now)
    )
    entry = Entry(caller.officer.actor, "figures exported", about=asked.period.code)
    await work.write(request, lambda tx: history.note(tx, [entry], now=now))
    loop = asyncio.get_running_loop()
    body = await loop.run_in_executor(request.app[READERS], write, form, house, found)
    named = "-".join(filter(None, (name, asked.period.code, asked.region)))
    headers = {"Content-Disposition": f'attachment; filename="{named}.{form}"'}
    return web.Response(body=body, content_type=files.KINDS[form].kind, headers=headers)


def _asked(request: web.Request, caller: Caller) -> Asked:
    house, now = request.app[PARTS].house, request.app[PARTS].now()
    assert house is not None
    return gathering.asked(request.query, house.directory, caller.officer, now)


def _regions(request: web.Request, caller: Caller) -> tuple[Territory, ...]:
    house = request.app[PARTS].house
    assert house is not None
    return gathering.regions(house.directory, caller.officer)


def _title(speaker: Speaker, asked: Asked) -> str:
    span = words.period(speaker, asked.period)
    return f"{span} · {speaker.place(asked.region)}" if asked.region else span


def _chart(table: Table) -> Chart | None:
    return bars.chart([(name, line.reports) for _, name, line in table.rows])


def _blocks(house: House, caller: Caller, found: Gathered) -> tuple[Block, ...]:
    """Give what the tables of reports do not have: departments, visits, referrals, children, absences."""
    told = digest_words.exact(house.speaker(caller.language), found.digest, _names(house, caller))
    return tuple(one for one in told if one.name not in ("all", *counting.TABLES))


def _names(house: House, caller: Caller) -> Callable[[str], str]:
    return lambda code: house.department(code, caller.language)
