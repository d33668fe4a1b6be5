"""The reason of an absence that became known: what was told stands filled in, and is told anew."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from aiohttp import web

from cases.absences import absences, calendar
from cases.absences.absences import Absence, Told
from conversations.fieldwork import learning, telling
from conversations.fieldwork.flagging import Flag
from conversations.fieldwork.learning import Learned
from locales import formatting
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import asked, missing, paths, theirs
from web.field.school.asked import Sheet
from web.field.school.theirs import Known
from web.parts import PARTS

DOORS = Doors()


@dataclass(frozen=True, slots=True)
class _Seen:
    known: Known = field(repr=False)
    one: Absence = field(repr=False)


@DOORS.get(paths.REASON, TEACHER)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what was told of the absence, to be told anew."""
    seen = await _seen(request, caller)
    one, today = seen.one, missing.now_and_law(request)[0]
    codes = {name: getattr(one, name) for name in ("excused", "contacted")} | {
        "work": one.season or asked.season(request, seen.known, today),
        "who": one.employer,
        "know": one.known,
        "papers": {True: absences.YES, False: absences.NO, None: ""}[one.has_papers],
    }
    told = one.reasons_for(caller.account)
    if told is None:  # a colleague told it, and it is hidden: nothing of it stands filled in
        return _page(request, caller, seen, Sheet((one.pupil,), "", "", (), dict.fromkeys(codes, ""), ""))
    return _page(request, caller, seen, Sheet((one.pupil,), "", "", told, codes, ""))


@DOORS.post(paths.REASON, TEACHER)
async def tell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Write it down; who will read it is said before, where the school itself sends its pupils."""
    seen, sheet = await _seen(request, caller), asked.read(caller)
    if not all(asked.is_offered(request, name, code) for name, code in sheet.codes.items()):
        raise web.HTTPBadRequest
    problem = asked.problem_of_reasons(sheet, caller)
    if problem:
        return _page(request, caller, seen, sheet, problem=problem)
    told = _told(request, seen.one, sheet)
    around = await missing.readers(request, caller, seen.known, told)
    if around and caller.said("sure") != "yes":
        return _page(request, caller, seen, sheet, around=around)
    house, now = theirs.house(request), request.app[PARTS].now()

    def note(tx: Transaction) -> Learned:
        one, of = _absence(tx, request, seen.known), seen.known.of
        wish = Flag(of, (one.pupil,), told, caller.account, missing.CHANNEL, caller.language)
        return learning.learn(tx, house, wish, one, now=now)

    return _done(request, caller, seen, await work.write(request, note))


def _told(request: web.Request, one: Absence, sheet: Sheet) -> Told:
    """Give what was ticked; days go on to count while the pupil is absent."""
    today, law = missing.now_and_law(request)
    until = today if one.back_on is None else max(one.since, one.back_on - timedelta(1))
    days = one.days if one.back_on else max(one.days, calendar.missed(one.since, today, law))
    told = asked.told(sheet, one.since, until, law)
    return replace(told, days=min(days, absences.MOST_DAYS))


async def _seen(request: web.Request, caller: Caller) -> _Seen:
    def read(tx: Transaction) -> _Seen:
        known = theirs.known(tx, request, caller)
        return _Seen(known, _absence(tx, request, known))

    return await work.read(request, read)


def _absence(tx: Transaction, request: web.Request, known: Known) -> Absence:
    """Give the absence that the address names. Raises HTTPNotFound: there is none, or it is long over."""
    over = absences.back_since(
        tx, request.app[PARTS].keys, known.of.id, missing.now_and_law(request)[0] - telling.LATELY
    )
    id = request.match_info["absence"]
    found = next((one for one in (*known.away.values(), *over) if one.id == id), None)
    if found is None:
        raise web.HTTPNotFound
    return found


def _done(request: web.Request, caller: Caller, seen: _Seen, done: Learned) -> web.Response:
    return drawing.draw(
        request,
        caller,
        "field/school/sent.html",
        of=seen.known.of,
        noted=0,
        learned=True,
        moved=done.moved is not None,
        reports=len(done.filed),
        is_class=False,
        receivers=missing.receivers(request, caller, done.filed),
    )


def _page(
    request: web.Request,
    caller: Caller,
    seen: _Seen,
    sheet: Sheet,
    *,
    problem: str = "",
    around: list[str] | None = None,
) -> web.Response:
    return drawing.draw(
        request,
        caller,
        "field/school/reason.html",
        status=422 if problem else 200,
        of=seen.known.of,
        pupil=seen.known.of.pupil(seen.one.pupil),
        since=formatting.date(seen.one.since, caller.language),
        sheet=sheet,
        steps=asked.steps(request),
        problem=problem,
        around=around or [],
        is_reported=seen.one.case_number is not None,
    )
