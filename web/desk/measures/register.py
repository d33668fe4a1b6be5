"""The register of children in difficult life situations: what form 2 says of each child, as a table.

A page that says how many there are, and the file. Who the child is leaves the house with it: only those get
it whose keys open it, and the history of every case says so.
"""

import asyncio
from collections.abc import Mapping, Sequence

from aiohttp import web

from cases import case
from cases.case import CaseRow
from cases.referrals import register
from cases.referrals.form2 import Content
from cases.referrals.register import Span
from cases.visits import form
from conversations.house import House
from conversations.rendering import Speaker
from directory.exchange import cells, workbook
from directory.exchange.workbook import Page
from locales import daytime, formatting
from locales.texts import Text
from store.transaction import Transaction
from web import days, work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.measures import rows
from web.desk.measures.situation import ALLOWED
from web.forms import heads, second, wording
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/register"
TITLE = Text("register.title", "Register of children in difficult life situations")
FAULTS = {
    "days": Text("register.days", "Please write both days, the earlier one first."),
    "many": Text("register.many", "There are more than {n} children: please choose a shorter time."),
}
KINDS: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": workbook.KIND,
}
Row = tuple[str | int, ...]


@DOORS.get(PATH, ALLOWED)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say how many children of a span this person could take out; nobody is named yet."""
    span = _asked(request)
    if span is None:
        return _page(request, caller, None, caller.say(FAULTS["days"]))
    return _page(request, caller, span, many=len(await _numbers(request, caller, span)))


@DOORS.get(PATH + "/{kind}", ALLOWED)
async def save(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give the table as "csv" or "xlsx"; it is noted in the history of every case first."""
    kind, span = request.match_info["kind"], _asked(request)
    if kind not in KINDS or span is None:
        raise web.HTTPNotFound
    house, now, numbers = _house(request), request.app[PARTS].now(), await _numbers(request, caller, span)
    if len(numbers) > register.MOST:
        return _page(request, caller, span, caller.say(FAULTS["many"], n=register.MOST))
    speaker = house.speaker(caller.language)
    told = await work.read(request, lambda tx: _told(tx, caller, house, speaker, numbers))

    def note(tx: Transaction) -> None:
        register.note(tx, caller.signed, numbers, now=now)

    await work.write(request, note)
    body = await asyncio.to_thread(_as_csv if kind == "csv" else _as_xlsx, speaker, told)
    name = f"register-{span.first}-{span.last}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type=KINDS[kind], headers=headers)


async def _numbers(request: web.Request, caller: Caller, span: Span) -> tuple[int, ...]:
    office, now = _house(request).office_at(request.app[PARTS].now()), request.app[PARTS].now()
    return await work.read(request, lambda tx: register.numbers(tx, office, caller.signed, span, now=now))


def _told(
    tx: Transaction, caller: Caller, house: House, speaker: Speaker, numbers: Sequence[int]
) -> list[Row]:
    found = register.read(tx, caller.signed, numbers)
    return [_row(house, speaker, case.get(tx, one.number), one) for one in found]


def _heads(speaker: Speaker) -> list[str]:
    say, empty = speaker.say, second.Filled("")
    asked = (_question(source).text for source in second.ASKED.values())
    lines = (title for title, _, _ in second.lines(speaker, empty))
    both = ((title, f"{title} – {say(second.HEAD[2])}") for title in lines)
    begins = (say(heads.NUMBER), say(heads.DATE), say(second.ORGANISATION))
    return [*begins, *map(say, asked), *(one for pair in both for one in pair)]


def _row(house: House, speaker: Speaker, row: CaseRow, told: Content) -> Row:
    language = speaker.catalogue.language
    filled = second.Filled(
        "", str(told.number), told.answers, told.lines, service=lambda id: rows.named(house, id, language)
    )
    agreed = max((one.measure.agreed_on for line in told.lines.values() for one in line), default="")
    organisation = house.department(row.owner, language) if row.owner else ""
    asked = (
        wording.said(speaker, _question(source), told.answers.get(id)) for id, source in second.ASKED.items()
    )
    lines = (one for _, *pair in second.lines(speaker, filled) for one in pair)
    return (told.number, wording.day(agreed, language), organisation, *asked, *lines)


def _as_csv(speaker: Speaker, told: Sequence[Row]) -> bytes:
    return cells.as_bytes(_heads(speaker), told)


def _as_xlsx(speaker: Speaker, told: Sequence[Row]) -> bytes:
    return workbook.as_bytes([Page("1", _heads(speaker), list(told))])


def _page(
    request: web.Request, caller: Caller, span: Span | None, wrong: str = "", *, many: int = 0
) -> web.Response:
    language = caller.language
    typed = {name: request.query.get(name, "") for name in ("first", "last")}
    if span is not None:
        typed = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    said = [formatting.date(day, language) for day in (span.first, span.last)] if span is not None else []
    return drawing.draw(
        request,
        caller,
        "desk/measures/register.html",
        status=422 if wrong else 200,
        title=TITLE,
        typed=typed,
        span=said,
        many=many,
        wrong=wrong,
        address=f"first={typed['first']}&last={typed['last']}",
        kinds=tuple(KINDS) if many and not wrong else (),
    )


def _asked(request: web.Request) -> Span | None:
    """Give the span that was asked for, this year so far without one; None: it cannot be."""
    today = daytime.day(request.app[PARTS].now())
    told = [request.query.get(name, "").strip() for name in ("first", "last")]
    if not any(told):
        return Span(today.replace(month=1, day=1), today)
    first, last = (days.read(one) for one in told)
    return Span(first, last) if first is not None and last is not None and first <= last else None


def _question(id: str) -> form.Question:
    found = form.question(id)
    assert found is not None
    return found


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
