"""Figures for everybody: what was told of a quarter or a year, as tables with a chart beside each."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from cases.statistics import counting, groups
from cases.statistics.counting import Map
from cases.statistics.period import Period
from cases.statistics.releasing import Release, Told
from conversations import digest as digest_words
from conversations import figures as words
from conversations.rendering import Speaker
from store.transaction import Transaction
from web import work
from web.parts import PARTS, READERS
from web.public import chart, frame, releases
from web.public.chart import Bars
from web.public.releases import RELEASES, Releases

ROUTES = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it is shown. `rows`: those of five and more; `is_whole`: there are no others."""

    name: str
    title: str
    rows: Bars
    is_withheld: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    offered: tuple[Period, ...]
    release: Release | None
    groups: Mapping[str, Told]


@ROUTES.get("/figures", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show the period that is asked for, else the newest."""
    house, code = request.app[PARTS].house, await frame.language(request)
    assert house is not None
    seen = await _seen(request, request.query.get("period", ""))
    speaker, release = house.speaker(code), seen.release
    hours = release.hours if release else None
    return frame.render(
        request,
        "public/figures.html",
        code,
        offered=[(one.code, words.period(speaker, one)) for one in seen.offered],
        period=release.period.code if release else "",
        title=words.period(speaker, release.period) if release else "",
        total=release.total if release else 0,
        tables=_tables(speaker, seen),
        hours=speaker.catalogue.count("n.hours", "{n} hour", "{n} hours", hours) if hours else "",
    )


@ROUTES.get("/figures/{period}/{table}.svg", allow_head=False)
async def draw(request: web.Request) -> web.StreamResponse:
    """Draw one table as a chart."""
    house, code = request.app[PARTS].house, await frame.language(request)
    assert house is not None
    asked = request.match_info
    seen = await _seen(request, asked["period"])
    if seen.release is None or seen.release.period.code != asked["period"].upper():
        raise web.HTTPNotFound
    found = {one.name: one for one in _tables(house.speaker(code), seen)}.get(asked["table"])
    if found is None or not found.rows:
        raise web.HTTPNotFound
    readers = request.app[READERS]
    drawn = await asyncio.get_running_loop().run_in_executor(readers, chart.drawn, found.rows)
    return web.Response(body=drawn, content_type="image/svg+xml")


def tables(speaker: Speaker, release: Release) -> tuple[Table, ...]:
    """Give the tables of a release in words."""
    return tuple(_table(speaker, release, name) for name in counting.TABLES)


def _tables(speaker: Speaker, seen: _Seen) -> tuple[Table, ...]:
    """Give all tables: of the reports, and of the groups of which five or more were counted."""
    release = seen.release
    reports = tables(speaker, release) if release and release.total else ()
    return (*reports, *_of_groups(speaker, seen.groups))


def _of_groups(speaker: Speaker, told: Mapping[str, Told]) -> Iterator[Table]:
    for group, of_group in told.items():
        for name, codes in groups.CODES[group].items() if of_group.total else ():
            cells = of_group.tables.get(name, {})
            rows = tuple(
                (digest_words.row(speaker, name, code), cells[code]) for code in codes if code in cells
            )
            title = digest_words.title(speaker, name)
            yield Table(name, title, rows, name in of_group.withheld, name in of_group.whole)


def _table(speaker: Speaker, release: Release, name: str) -> Table:
    cells = release.tables.get(name, {})
    ranked = words.ordered(name, cells)
    rows = tuple((words.row(speaker, name, code), cells[code]) for code in ranked)
    return Table(name, words.title(speaker, name), rows, name in release.withheld, name in release.whole)


async def _seen(request: web.Request, asked: str) -> _Seen:
    parts = request.app[PARTS]
    assert parts.house is not None
    directory, told, now = parts.house.directory, request.app[RELEASES], parts.now()
    chart_of = Map(directory.territories, directory.departments)
    return await work.read(request, lambda tx: _look(tx, (chart_of, told), asked, now))


def _look(tx: Transaction, told: tuple[Map, Releases], asked: str, now: datetime) -> _Seen:
    chart_of, kept = told
    offered = releases.offered(tx, now)
    by_code = {one.code: one for one in offered}
    wanted = by_code.get(asked.upper()) or (offered[0] if offered else None)  # else the newest
    told_of = kept.of(tx, chart_of, wanted, now) if wanted is not None else None
    return _Seen(offered, told_of.cases, told_of.groups) if told_of else _Seen(offered, None, {})
