"""Who of a class is absent: the class as a table to tick, one look before it is sent."""

from collections.abc import Iterable, Sequence
from datetime import date

from aiohttp import web

from cases.absences.absences import Told
from cases.filing import Filed
from cases.law import Law
from conversations.fieldwork import flagging, foreseeing
from conversations.fieldwork.flagging import Flag, Flagged
from locales import daytime, formatting
from locales.texts import Text
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import asked, paths, theirs
from web.field.school.asked import Sheet
from web.field.school.theirs import Known
from web.parts import PARTS

DOORS = Doors()
CHANNEL = "web"
DONE = {
    "present": Text("t.all_noted", "Thank you. Written down: everyone in class is here today."),
    "back": Text("t.back_noted", "Thank you. Written down: back at school."),
    "still": Text("t.still_noted", "Written down: still absent."),
    "kept": Text("school.taken", "The class list has been saved."),
}


@DOORS.get(paths.ONE, TEACHER)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the class to tick who is absent."""
    known = await theirs.opened(request, caller)
    today, law = now_and_law(request)
    sheet = asked.blank(asked.season(request, known, today), today, law)
    return _page(request, caller, known, sheet)


@DOORS.post(paths.ONE, TEACHER)
async def tell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show it once more before it is sent; then send it. What was ticked stays while something is missing."""
    known, sheet = await theirs.opened(request, caller), asked.read(caller)
    today, law = now_and_law(request)
    if not all(asked.is_offered(request, name, code) for name, code in sheet.codes.items()):
        raise web.HTTPBadRequest
    problem, nearest = asked.problem(request, sheet, known, caller)
    if problem or caller.said("act") == "change":
        return _page(request, caller, known, sheet, problem=problem, nearest=nearest)
    since = asked.first_day(sheet)
    assert since is not None
    told = asked.told(sheet, since, today, law)
    if caller.said("act") != "send":
        around = await readers(request, caller, known, told)
        return _page(request, caller, known, sheet, is_review=True, around=around)
    chosen = tuple(one.id for one in asked.chosen(sheet, known))
    wish = Flag(known.of, chosen, told, caller.account, CHANNEL, caller.language)
    return said(request, caller, known, await sent(request, [wish]))


async def readers(request: web.Request, caller: Caller, known: Known, told: Told) -> list[str]:
    """Say who will read it, where the school itself sends its pupils; nothing else needs saying."""
    house, now, language = theirs.house(request), request.app[PARTS].now(), caller.language
    return await work.read(
        request, lambda tx: foreseeing.lines(tx, house, known.of, told, language=language, now=now)
    )


async def sent(request: web.Request, wishes: list[Flag]) -> Flagged:
    """Keep and report what was told."""
    house, now = theirs.house(request), request.app[PARTS].now()
    return await work.write(request, lambda tx: flagging.flag_all(tx, house, wishes, now=now))


def said(request: web.Request, caller: Caller, known: Known, done: Flagged) -> web.Response:
    """Say what became of it: written down, sent, and to whom."""
    return drawing.draw(
        request,
        caller,
        "field/school/sent.html",
        of=known.of,
        noted=len(done.absences),
        learned=False,
        moved=False,
        reports=len(done.filed),
        is_class=done.is_class,
        receivers=receivers(request, caller, done.filed),
    )


def receivers(request: web.Request, caller: Caller, reports: Iterable[Filed]) -> list[str]:
    """Name the departments that work on these reports, each once."""
    house = theirs.house(request)
    return list(dict.fromkeys(house.department(one.lead.code, caller.language) for one in reports))


def now_and_law(request: web.Request) -> tuple[date, Law]:
    """Give the day of Kazakhstan, and the rules in force."""
    now = request.app[PARTS].now()
    return daytime.day(now), theirs.house(request).office_at(now).law


def _page(
    request: web.Request,
    caller: Caller,
    known: Known,
    sheet: Sheet,
    *,
    problem: str = "",
    nearest: date | None = None,
    is_review: bool = False,
    around: Sequence[str] = (),
) -> web.Response:
    today, law = now_and_law(request)
    days = [*([nearest] if nearest else []), *asked.offered(today, law)]
    done = DONE.get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "field/school/review.html" if is_review else "field/school/class.html",
        status=422 if problem else 200,
        of=known.of,
        pupils=[one for one in known.of.present if one.id not in known.away],
        away=[(one, known.away[one.id]) for one in known.of.pupils if one.id in known.away],
        again=[(one, away) for away in known.again if (one := known.of.pupil(away.pupil)) is not None],
        chosen=asked.chosen(sheet, known) if is_review else (),
        sheet=sheet,
        since=nearest.isoformat() if nearest else sheet.since,
        first_day=asked.first_day(sheet),
        days=list(dict.fromkeys(days)),
        steps=asked.steps(request),
        problem=problem,
        done=caller.say(done) if done else "",
        told_date=lambda day: formatting.date(day, caller.language),
        around=around,
    )
