"""Where a teacher begins: the classes, the last used first; and what is open in the whole school."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from cases.absences import absences, classes, handing_over
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.absences.handing_over import Wish
from conversations.fieldwork import absence_answers
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import paths, theirs
from web.parts import PARTS

DOORS = Doors()
DONE: Mapping[str, Text] = {
    "taken": Text("school.taken", "The class list has been saved."),
    "left": Text("school.left_class", "The class is no longer among yours. Its list stays with the school."),
    "asked": Text(
        "school.asked", "Asked. The class comes to you when its teacher or the coordinator agrees."
    ),
    handing_over.OVER: Text("school.gave_over", "The class has been handed over. You no longer see it."),
    handing_over.TOGETHER: Text("school.gave_too", "You teach the class together now."),
    handing_over.REFUSED: Text("school.gave_not", "The class stays as it was."),
    "nobody": Text("school.gave_nobody", "Nobody asks for this class any more."),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A colleague who asks to teach a class: nobody's name is kept, only since when they are here."""

    account: str = field(repr=False)
    joined: str


@dataclass(frozen=True, slots=True)
class Row:
    """One class in words."""

    id: str
    label: str
    pupils: int
    away: int
    wishes: tuple[Asking, ...] = ()
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """One absence that lasts. `pupil`: the name in their own class, elsewhere number and initials."""

    id: str
    class_id: str
    label: str
    pupil: str = field(repr=False)
    since: str
    days: int
    reasons: tuple[tuple[str, str], ...] | None
    is_own: bool
    is_reported: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    own: list[SchoolClass]
    others: list[SchoolClass]
    away: list[Absence]
    reminded: bool
    wishes: Mapping[str, tuple[Wish, ...]]


@DOORS.get(paths.CLASSES, TEACHER)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the classes, and those of the school that they may add to theirs."""
    seen = await work.read(request, lambda tx: _seen(tx, request, caller))
    done = DONE.get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "field/school/classes.html",
        school=seen.name,
        own=[_row(one, seen, caller) for one in seen.own],
        others=[_row(one, seen, caller) for one in seen.others],
        open=len(seen.away),
        reminded=seen.reminded,
        done=caller.say(done) if done else "",
    )


@DOORS.get(paths.SCHOOL, TEACHER)
async def school(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show who of the school is absent, and since when; who may not see the reason sees none."""
    seen = await work.read(request, lambda tx: _seen(tx, request, caller))
    options = theirs.house(request).scripts[absence_answers.SCRIPT].step(absence_answers.REASON).options
    words = {one.code: one.text for one in options}
    by_class = {one.id: one for one in [*seen.own, *seen.others]}
    own = {one.id for one in seen.own}
    rows = [_open(one, by_class, own, words, caller) for one in seen.away if one.class_id in by_class]
    return drawing.draw(request, caller, "field/school/open.html", school=seen.name, rows=rows)


@DOORS.post(paths.MORNING, TEACHER)
async def remind(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask this teacher in the morning who is there, or no longer."""
    wanted = caller.said("wanted") == "yes"
    await work.write(request, lambda tx: classes.remind(tx, caller.account, wanted=wanted))
    return drawing.seen(paths.CLASSES)


def _seen(tx: Transaction, request: web.Request, caller: Caller) -> _Seen:
    keys, school = request.app[PARTS].keys, theirs.school(tx, request, caller)
    own = classes.of_teacher(tx, keys, caller.account, school.code)
    mine = {one.id for one in own}
    others = [one for one in classes.of_school(tx, keys, school.code) if one.id not in mine]
    away = absences.open_of_school(tx, keys, school.code)
    wishes = {one.id: handing_over.asked(tx, one) for one in (*own, *others)}
    return _Seen(school.name, own, others, away, classes.is_reminded(tx, caller.account), wishes)


def _row(one: SchoolClass, seen: _Seen, caller: Caller) -> Row:
    away = sum(other.class_id == one.id for other in seen.away)
    wishes = seen.wishes[one.id]
    asking = tuple(Asking(wish.account, formatting.date(wish.joined_at, caller.language)) for wish in wishes)
    is_asked = any(wish.account == caller.account for wish in wishes)
    return Row(one.id, one.label, len(one.present), away, asking, is_asked)


def _open(
    one: Absence,
    by_class: Mapping[str, SchoolClass],
    own: set[str],
    words: Mapping[str, tuple[str, str]],
    caller: Caller,
) -> Open:
    of, is_own = by_class[one.class_id], one.class_id in own
    pupil, reasons = of.pupil(one.pupil), one.reasons_for(caller.account)
    called = "" if pupil is None else pupil.label
    if is_own and pupil is not None and pupil.name:
        called = f"{pupil.number} · {pupil.name}"
    return Open(
        one.id,
        one.class_id,
        of.label,
        called,
        formatting.date(one.since, caller.language),
        one.days,
        None if reasons is None else tuple(words[code] for code in reasons if code in words),
        is_own,
        one.case_number is not None,
    )
