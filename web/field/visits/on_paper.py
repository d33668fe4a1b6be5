"""A visit without network: its sheet to take along, and the filled-in sheet read back, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from cases.visits import errors, form
from cases.visits.drafts import Draft
from cases.visits.sheets import filling, plain, reading
from cases.visits.sheets.filling import Filled
from cases.visits.sheets.sheet import Fault
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.school import brought
from web.field.visits import planning, theirs
from web.parts import PARTS

DOORS = Doors()
SHEET = theirs.ROOT + "/{token}/sheet"
NOTHING = Text("visit.sheet_nothing", "Choose a file, or paste the sheet.")
TAKEN = Text("visit.sheet_taken", "Answers taken from the sheet: {n}.")
DIFFERS = Text(
    "visit.sheet_differs",
    "Answers that somebody has changed meanwhile: {n}. Both are kept:"
    " choose one when you look through the visit.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of a sheet that came: what was taken, and each line that could not be read."""

    said: tuple[str, ...] = ()
    wrong: str = ""
    lines: tuple[tuple[int, str, str], ...] = ()
    text: str = field(default="", repr=False)


@DOORS.get(SHEET, MONITOR)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Offer the sheet, and ask for a filled-in one."""
    return _draw(request, caller, await theirs.read(request, caller), Shown())


@DOORS.get(SHEET + ".txt", MONITOR)
async def give(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The sheet of this visit with what is known by now, in the language of the page."""
    draft = await theirs.read(request, caller)
    if draft.body is None:
        raise web.HTTPNotFound
    text = plain.written(caller.language, draft.body, draft.version)
    headers = {"Content-Disposition": 'attachment; filename="visit.txt"', "Cache-Control": "no-store"}
    return web.Response(
        body=text.encode("utf-8-sig"), content_type="text/plain", charset="utf-8", headers=headers
    )


@DOORS.post(SHEET, MONITOR, reads_form=False)
async def bring(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Take what can be read of a sheet, and name each line that cannot."""
    came = await brought.read(request)
    text, parts = came.said.get("text", ""), request.app[PARTS]
    data, now = came.data or text.strip().encode(), parts.now()
    if not data:
        return _draw(request, caller, await theirs.read(request, caller), Shown(wrong=caller.say(NOTHING)))
    try:
        sheet = reading.read(data, daytime.day(now))
    except errors.SheetUnreadable as error:
        shown = Shown(
            wrong=caller.say(error.faults[-1][1].text), lines=_lines(caller, error.faults), text=text
        )
        return _draw(request, caller, await theirs.read(request, caller), shown, status=422)

    def fill(tx: Transaction) -> Filled:
        draft = theirs.get(tx, request, caller)
        return filling.fill(tx, parts.keys, draft, caller.account, sheet, now=now)

    try:
        done = await work.write(request, fill)
    except errors.VisitSent:
        return drawing.seen(theirs.ROOT)
    said = [caller.say(TAKEN, n=done.answers)]
    if done.conflicts:
        said.append(caller.say(DIFFERS, n=len(done.conflicts)))
    kept = text if sheet.faults else ""
    shown = Shown(said=tuple(said), lines=_lines(caller, sheet.faults), text=kept)
    return _draw(request, caller, done.draft, shown)


def _lines(caller: Caller, faults: Sequence[Fault]) -> tuple[tuple[int, str, str], ...]:
    """Give each fault as number of the line, the question that it is about, and what is wrong."""
    found = []
    for line, finding in faults:
        question = form.question(finding.question)
        about = caller.say(question.text) if question else ""
        found.append((line, about, caller.say(finding.text, **dict(finding.values))))
    return tuple(found)


def _draw(
    request: web.Request, caller: Caller, draft: Draft, shown: Shown, *, status: int = 200
) -> web.StreamResponse:
    if draft.body is None:
        raise web.HTTPNotFound
    heading = planning.heading(theirs.house_of(request), draft, caller)
    page = "field/visits/on_paper.html"
    return drawing.draw(request, caller, page, status=status, visit=draft, heading=heading, shown=shown)
