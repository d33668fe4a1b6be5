"""A register of attendance as a file: who has missed so many days is proposed, and the teacher decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from aiohttp import web

from cases import errors
from cases.absences import absences, calendar, thresholds
from cases.absences.pupils import Pupil
from cases.absences.registers import attendance, proposing
from cases.absences.registers.attendance import Asked, Register
from conversations.fieldwork import flagging
from conversations.fieldwork.flagging import Flag, Flagged
from conversations.house import House
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import asked, brought, missing, paths, theirs, uploading, wording
from web.field.school.theirs import Known
from web.parts import PARTS

DOORS = Doors()
_ZERO, _ONE = "0", "1"
_NOBODY = Text("school.nobody_chosen", "Please tick who is absent.")


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil whose days count, in words; `reason` as it was chosen."""

    pupil: Pupil = field(repr=False)
    since: str
    days: tuple[str, ...]
    is_due: bool
    is_back: bool
    is_ticked: bool
    reason: str = absences.UNKNOWN

    @property
    def count(self) -> int:
        """How many days they are."""
        return len(self.days)


@DOORS.get(paths.REGISTER, TEACHER)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for the file."""
    return _form(request, caller, await theirs.opened(request, caller), {}, "")


@DOORS.post(paths.REGISTER, TEACHER, reads_form=False)
async def bring(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show whose days have reached the threshold; nothing is kept, and nothing is sent."""
    known, came = await theirs.opened(request, caller), await brought.read(request)
    today, law = missing.now_and_law(request)
    if not came.has_file:
        return _form(request, caller, known, came.said, caller.say(wording.REFUSED["none"]))
    wanted = Asked(
        _month(came.said.get("month", ""), today),
        today,
        _ONE if came.said.get("digits") == _ONE else _ZERO,
    )
    try:
        found = attendance.read(came.data, known.of.present, wanted)
    except errors.RegisterRefused as refused:
        return _form(request, caller, known, came.said, uploading.refusal(caller, refused))
    unknown = thresholds.in_force(today).unknown
    proposed = proposing.proposed(found.pupils, found.until, unknown, law)
    return _page(request, caller, known, _rows(known, proposed), found, found.until)


@DOORS.post(paths.CONFIRM, TEACHER)
async def confirm(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep and report what the teacher has confirmed, each pupil with a reason of their own."""
    known, (today, law) = await theirs.opened(request, caller), missing.now_and_law(request)
    until = _day(caller.said("until"), today)
    codes = {name: caller.said(name) for name in asked.SINGLE}
    if until is None or not all(asked.is_offered(request, name, code) for name, code in codes.items()):
        raise web.HTTPBadRequest
    chosen = [
        (one, days)
        for one in known.of.present
        if one.id in caller.lists.get("pupil", ())
        and one.id not in known.away
        and (days := _days(caller.said(f"days.{one.id}"), today))
    ]
    if not chosen:
        rows = list(_again(caller, known, today))
        return _page(request, caller, known, rows, None, until, problem=caller.say(_NOBODY))
    wishes, around = [], list[str]()
    for one, days in chosen:
        sheet = asked.Sheet((one.id,), days[0].isoformat(), "", _reason(caller, one), codes, "")
        told = asked.told(sheet, calendar.nearest(days[0], today, law), today, law)
        is_back = one.id in caller.lists.get("back", ())
        counted = replace(told, until=days[-1] if is_back else until, days=len(days))
        wishes.append(Flag(known.of, (one.id,), counted, caller.account, missing.CHANNEL, caller.language))
        around = around or await missing.readers(request, caller, known, counted)
    if around and caller.said("sure") != "yes":  # said before it is sent, as in the chat
        return _page(request, caller, known, list(_again(caller, known, today)), None, until, around=around)
    back = {one.id for one, _ in chosen if one.id in caller.lists.get("back", ())}
    done = await _sent(request, wishes, back)
    return missing.said(request, caller, known, done)


async def _sent(request: web.Request, wishes: list[Flag], back: set[str]) -> Flagged:
    """Keep and report; of those who are in class again, note that, too."""
    house, now = theirs.house(request), request.app[PARTS].now()

    def send(tx: Transaction) -> Flagged:
        over = [_over(tx, house, wish, now) for wish in wishes if wish.pupils[0] in back]
        lasting = [wish for wish in wishes if wish.pupils[0] not in back]
        done = flagging.flag_all(tx, house, lasting, now=now)
        noted = [one for told in over for one in told.absences]
        filed = [one for told in over for one in told.filed]
        return replace(done, absences=(*noted, *done.absences), filed=(*filed, *done.filed))

    return await work.write(request, send)


def _over(tx: Transaction, house: House, wish: Flag, now: datetime) -> Flagged:
    """Keep and report one that is over: the pupil is not away at once with the others any more."""
    done = flagging.flag_all(tx, house, [wish], now=now)
    for one in done.absences:
        flagging.back(tx, house, absences.get(tx, house.keys, one.id), now=now)
    return done


def _reason(caller: Caller, one: Pupil) -> tuple[str, ...]:
    code = caller.said(f"reason.{one.id}")
    return (code,) if code in absences.REASONS else (absences.UNKNOWN,)


def _rows(known: Known, proposed: Iterable[proposing.Proposed]) -> list[Row]:
    found = []
    for one in proposed:
        pupil = known.of.pupil(one.pupil)
        if pupil is not None and one.pupil not in known.away:
            days = tuple(day.isoformat() for day in one.days)
            found.append(Row(pupil, days[0], days, one.is_due, one.is_back, one.is_due))
    return found


def _again(caller: Caller, known: Known, today: date) -> Iterable[Row]:
    """Give the rows as the form had them."""
    for one in known.of.present:
        days = _days(caller.said(f"days.{one.id}"), today)
        if days and one.id not in known.away:
            told = tuple(day.isoformat() for day in days)
            is_back = one.id in caller.lists.get("back", ())
            due = len(days) >= thresholds.in_force(today).unknown.days
            is_ticked = one.id in caller.lists.get("pupil", ())
            yield Row(one, told[0], told, due, is_back, is_ticked, _reason(caller, one)[0])


def _days(text: str, today: date) -> tuple[date, ...]:
    found = [_day(word, today) for word in text.split()[: absences.MOST_DAYS]]
    return tuple(sorted({day for day in found if day is not None}))


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if calendar.year_begins(today) <= day <= today else None


def _month(text: str, today: date) -> date:
    """Give the month of bare day numbers: the chosen one, else that of today."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _months(today: date) -> list[date]:
    """Give the months of the school year that have begun, the latest first."""
    begins, found, month = calendar.year_begins(today).replace(day=1), [], today.replace(day=1)
    while month >= begins:
        found.append(month)
        before = month.toordinal() - 1
        month = date.fromordinal(before).replace(day=1)
    return found


def _form(
    request: web.Request, caller: Caller, known: Known, said: dict[str, str], problem: str
) -> web.Response:
    today, _ = missing.now_and_law(request)
    return drawing.draw(
        request,
        caller,
        "field/school/register.html",
        status=422 if problem else 200,
        of=known.of,
        problem=problem,
        months=_months(today),
        month=said.get("month", ""),
        digits=said.get("digits", _ZERO),
    )


def _page(
    request: web.Request,
    caller: Caller,
    known: Known,
    rows: list[Row],
    found: Register | None,
    until: date,
    *,
    problem: str = "",
    around: Sequence[str] = (),
) -> web.Response:
    today, _ = missing.now_and_law(request)
    return drawing.draw(
        request,
        caller,
        "field/school/proposed.html",
        status=422 if problem else 200,
        of=known.of,
        due=[row for row in rows if row.is_due],
        fewer=[row for row in rows if not row.is_due],
        found=found,
        until=until,
        problem=problem,
        around=around,
        steps=asked.steps(request),
        codes={name: caller.said(name) for name in asked.SINGLE}
        if problem or around
        else asked.season_only(asked.season(request, known, today)),
        threshold=thresholds.in_force(today).unknown,
        told_date=lambda day: formatting.date(
            date.fromisoformat(day) if isinstance(day, str) else day, caller.language
        ),
    )
