"""The list of a class: numbers, names, sex, year of birth; corrected, added to, moved, taken out."""

from dataclasses import dataclass, field
from datetime import date

from aiohttp import web
from msgspec.structs import replace

from cases import errors
from cases.absences import absences, classes, pupils
from cases.absences.pupils import Line, Pupil
from cases.absences.registers import listing
from cases.absences.registers.listing import Checked, Typed
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import paths, theirs, wording
from web.field.school.theirs import Known
from web.parts import PARTS

DOORS = Doors()
HERE, MOVED, OUT = "here", "moved", "out"
NEW = 3
"""Empty lines below the list, for pupils who are new."""
_ABSENT = Text(
    "school.out_absent",
    "Absent now: say first whether this pupil is back or has moved; then take them out of the list.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form. `key`: the pupil's opaque id, or the place of a new line."""

    key: str
    number: str
    name: str = field(repr=False)
    sex: str
    born: str
    state: str = HERE
    problems: tuple[Text, ...] = ()


@DOORS.get(paths.LIST, TEACHER)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the list, to be corrected."""
    known = await theirs.opened(request, caller)
    return _page(request, caller, known, [_row(one) for one in known.of.pupils], known.of.label)


@DOORS.post(paths.LIST, TEACHER)
async def keep(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the whole list; while a line is not right, nothing is kept and nothing is lost."""
    known, today = await theirs.opened(request, caller), daytime.day(request.app[PARTS].now())
    rows = _checked(_typed(caller, known), known, today)
    label = " ".join(caller.said("label").split())
    if any(row.problems for row in rows) or not 0 < len(label) <= classes.LONGEST:
        return _page(request, caller, known, rows, label, is_refused=True)
    try:
        await work.write(request, lambda tx: _keep(tx, request, caller, rows, label))
    except errors.WordsUnfit:
        return _page(request, caller, known, rows, label, is_refused=True)
    return drawing.seen(f"{paths.ONE.format(class_id=known.of.id)}?done=kept")


def _row(one: Pupil) -> Row:
    born, state = str(one.born or ""), MOVED if one.left else HERE
    return Row(one.id, str(one.number), one.name, one.sex, born, state)


def _typed(caller: Caller, known: Known) -> list[Row]:
    """Give the lines of the form; new ones only where something was written."""
    keys = [one.id for one in known.of.pupils] + [f"new{place}" for place in range(NEW)]
    rows = [_row_of(caller, key) for key in keys if f"name.{key}" in caller.form]
    return [row for row in rows if row.name or row.number or not row.key.startswith("new")]


def _row_of(caller: Caller, key: str) -> Row:
    def said(name: str) -> str:
        return " ".join(caller.said(f"{name}.{key}").split())

    state = said("state") or HERE
    return Row(key, said("number"), said("name"), said("sex"), said("born"), state)


def _checked(rows: list[Row], known: Known, today: date) -> list[Row]:
    """Give the rows with what is wrong; whom the chat made has a number, and needs no name."""
    nameless = {one.id for one in known.of.pupils if not one.name}
    lines = [
        Typed(place, "1", row.name or "?", row.number, row.sex, row.born) for place, row in enumerate(rows)
    ]
    found = {
        one.typed.line: one for one in listing.check([line for line in lines if _stays(rows, line)], today)
    }
    checked = []
    for place, row in enumerate(rows):
        problems = [wording.FINDINGS[code] for code in _codes(found.get(place), row, nameless)]
        if row.state == OUT and row.key in known.away:
            problems.append(_ABSENT)
        checked.append(Row(row.key, row.number, row.name, row.sex, row.born, row.state, tuple(problems)))
    return checked


def _stays(rows: list[Row], line: Typed) -> bool:
    return rows[line.line].state != OUT


def _codes(found: Checked | None, row: Row, nameless: set[str]) -> list[str]:
    if found is None:
        return []
    wrong = [code for code in found.findings if code not in listing.NOTES]
    is_number_only = not row.name and row.key in nameless and row.number
    return [code for code in wrong if not (is_number_only and code in (listing.NO_NAME, listing.TWICE))]


def _keep(tx: Transaction, request: web.Request, caller: Caller, rows: list[Row], label: str) -> None:
    parts, known = request.app[PARTS], theirs.known(tx, request, caller)
    today = daytime.day(parts.now())
    changed = []
    fresh = [
        Line(row.name, row.sex, listing.year(row.born, today) or 0, int(row.number or 0))
        for row in rows
        if row.key.startswith("new") and row.state != OUT
    ]
    by_key = {row.key: row for row in rows}
    there = {one.name for one in known.of.pupils if one.id not in by_key}  # by a second press, another tab
    fresh = [line for line in fresh if line.name not in there]
    for one in known.of.pupils:
        row = by_key.get(one.id)
        if row is None:
            changed.append(one)
        elif row.state != OUT or one.id in known.away:
            changed.append(_changed(one, row, today))
        if row is not None and row.state == MOVED and one.id in known.away:
            absences.end(tx, known.away[one.id], absences.MOVED, today)
    listed = pupils.numbered([*changed, *pupils.listed((), fresh, parts.entropy)])
    classes.keep(tx, parts.keys, replace(known.of, label=label, pupils=listed), now=parts.now())


def _changed(one: Pupil, row: Row, today: date) -> Pupil:
    born = listing.year(row.born, today) or 0
    number = int(row.number) if row.number else 0
    sex = row.sex if row.sex in (pupils.FEMALE, pupils.MALE) else pupils.UNTOLD
    return replace(
        one, number=number, name=row.name[: pupils.LONGEST], sex=sex, born=born, left=row.state == MOVED
    )


def _page(
    request: web.Request,
    caller: Caller,
    known: Known,
    rows: list[Row],
    label: str,
    *,
    is_refused: bool = False,
) -> web.Response:
    blank = [Row(f"new{place}", "", "", "", "") for place in range(NEW)]
    there = {row.key for row in rows}
    return drawing.draw(
        request,
        caller,
        "field/school/list.html",
        status=422 if is_refused else 200,
        of=known.of,
        rows=[row for row in rows if not row.key.startswith("new")],
        fresh=[
            *(row for row in rows if row.key.startswith("new")),
            *(b for b in blank if b.key not in there),
        ],
        label=label,
        is_refused=is_refused,
        longest=classes.LONGEST,
        longest_name=pupils.LONGEST,
    )
