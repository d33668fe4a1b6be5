"""A class list by file or by writing: each line shows what will be taken, is mended in place, then kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web
from msgspec.structs import replace

from cases import errors
from cases.absences import absences, classes, pupils
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Line, Pupil
from cases.absences.registers import listing, words
from cases.absences.registers.listing import Brought, Checked, Typed
from locales import daytime
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import brought, paths, theirs, wording
from web.parts import PARTS

DOORS = Doors()
KEEP, MOVED, OUT = "keep", "moved", "out"
"""What becomes of those of a known class whom the new list does not have."""
_DIGITS = 9  # of the number of a line
_FIELDS = ("label", "name", "number", "sex", "born")


@dataclass(frozen=True, slots=True)
class Class:
    """One class of the list: how many are taken; of a known class, who is not in the list any more."""

    label: str
    taken: int
    is_known: bool
    is_others: bool = False  # of a colleague: nothing of its list is shown, and it is not taken
    gone: tuple[Pupil, ...] = field(default=(), repr=False)


@DOORS.get(paths.UPLOAD, TEACHER)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for a file, or for names."""
    return _form(request, caller, {}, "")


@DOORS.post(paths.UPLOAD, TEACHER, reads_form=False)
async def bring(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what would be taken; nothing is kept yet."""
    came = await brought.read(request)
    label, text = came.said.get("label", "").strip(), came.said.get("text", "").strip()
    if not came.has_file and not text:
        return _form(request, caller, came.said, caller.say(wording.REFUSED["none"]))
    try:
        found = _read(came, text, label)
    except errors.RegisterRefused as refused:
        return _form(request, caller, came.said, refusal(caller, refused))
    return await _preview(request, caller, found, frozenset())


@DOORS.post(paths.TAKE, TEACHER)
async def take(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep what is right; while something is not, show it again with all that was typed."""
    lines, left_out = _typed(caller), frozenset(caller.lists.get("skip", ()))
    checked = listing.check(
        [one for one in lines if str(one.line) not in left_out],
        daytime.day(request.app[PARTS].now()),
    )
    if not checked or any(one.taken is None for one in checked) or caller.said("act") != "take":
        return await _preview(request, caller, Brought(lines, ()), left_out, is_again=True)
    gone = caller.said("gone") or KEEP
    kept = listing.by_class(checked)
    if not await work.write(request, lambda tx: _keep(tx, request, caller, kept, gone)):
        return await _preview(request, caller, Brought(lines, ()), left_out, is_again=True)
    return drawing.seen(f"{paths.CLASSES}?done=taken")


def refusal(caller: Caller, refused: errors.RegisterRefused) -> str:
    """Say why a file cannot be read."""
    if refused.columns == (words.CLASS,):
        return caller.say(wording.NO_CLASS)
    named = ", ".join(caller.say(wording.COLUMNS[one]) for one in refused.columns)
    return caller.say(wording.REFUSED[refused.code], columns=named, n=listing.MOST_LINES)


def _read(came: brought.Brought, text: str, label: str) -> Brought:
    if came.data or not text:
        return listing.read(came.data, label)
    is_table = any(sign in text for sign in ";\t")
    return listing.read(text.encode(), label) if is_table else listing.names(text, label)


def _typed(caller: Caller) -> tuple[Typed, ...]:
    """Give the lines of the form, as they were typed; `line`: their numbers, in order."""
    told = caller.lists.get("line", ())
    numbers = [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) <= _DIGITS]
    return tuple(
        Typed(line, *(" ".join(caller.said(f"{name}.{line}").split()) for name in _FIELDS))
        for line in dict.fromkeys(numbers[: listing.MOST_LINES])
    )


def _form(request: web.Request, caller: Caller, said: dict[str, str], problem: str) -> web.Response:
    return drawing.draw(
        request,
        caller,
        "field/school/upload.html",
        status=422 if problem else 200,
        problem=problem,
        label=said.get("label", ""),
        text=said.get("text", ""),
        most=listing.MOST_LINES,
        longest=classes.LONGEST,
    )


async def _preview(
    request: web.Request,
    caller: Caller,
    found: Brought,
    left_out: frozenset[str],
    *,
    is_again: bool = False,
) -> web.Response:
    today = daytime.day(request.app[PARTS].now())
    checked = listing.check(found.lines, today)
    wanted = [one for one in checked if str(one.typed.line) not in left_out]
    there, own = await work.read(request, lambda tx: _there(tx, request, caller))
    twice = {str(one.typed.line) for one in checked if listing.TWICE in one.findings}
    return drawing.draw(
        request,
        caller,
        "field/school/preview.html",
        status=422 if is_again and caller.said("act") == "take" else 200,
        checked=checked,
        classes=_classes(wanted, there, own),
        others={one.typed.label for one in checked if _is_others(_known(there, one.typed.label, own), own)},
        findings=wording.FINDINGS,
        sexes={"female": pupils.FEMALE, "male": pupils.MALE},
        sex_of=words.sex,
        left_out=left_out if is_again else twice,
        missing=[caller.say(wording.COLUMNS[one]) for one in found.missing],
        gone=caller.said("gone") or KEEP,
        is_again=is_again,
    )


def _there(tx: Transaction, request: web.Request, caller: Caller) -> tuple[list[SchoolClass], set[str]]:
    """Give the classes of the school, and which of them are theirs."""
    keys, school = request.app[PARTS].keys, theirs.school(tx, request, caller)
    own = classes.of_teacher(tx, keys, caller.account, school.code)
    return classes.of_school(tx, keys, school.code), {one.id for one in own}


def _classes(checked: Sequence[Checked], there: Sequence[SchoolClass], own: set[str]) -> list[Class]:
    found = []
    for label, lines in listing.by_class(checked).items():
        known = _known(there, label, own)
        if known is None:
            found.append(Class(label, len(lines), is_known=False))
        elif _is_others(known, own):
            found.append(Class(label, len(lines), is_known=True, is_others=True))
        else:
            gone = _gone(known, lines)
            found.append(Class(known.label, len(lines), is_known=True, gone=gone))
    return found


def _known(there: Sequence[SchoolClass], label: str, own: set[str]) -> SchoolClass | None:
    """Give the class of this label; of two that were begun beside each other, their own."""
    same = [one for one in there if listing.is_same_class(one.label, label)]
    return next((one for one in same if one.id in own), same[0] if same else None)


def _is_others(known: SchoolClass | None, own: set[str]) -> bool:
    return known is not None and known.id not in own


def _gone(known: SchoolClass, lines: Sequence[Line]) -> tuple[Pupil, ...]:
    """Give who is in the class and not among these lines."""
    now = pupils.listed(known.pupils, lines, lambda size: bytes(size))
    stay = {one.id for one in now}
    return tuple(one for one in known.present if one.id not in stay and one.name)


def _keep(
    tx: Transaction, request: web.Request, caller: Caller, kept: dict[str, list[Line]], gone: str
) -> bool:
    """Keep the lists; False, and nothing kept, where a class is a colleague's."""
    parts = request.app[PARTS]
    keys, now, (there, own) = parts.keys, parts.now(), _there(tx, request, caller)
    found = {label: _known(there, label, own) for label in kept}
    if any(_is_others(one, own) for one in found.values()):
        return False
    for label, lines in kept.items():
        known = found[label]
        if known is None:
            _add(tx, request, caller, (label, lines))
            continue
        missing = _gone(known, lines)
        away = absences.pupils_of(absences.open_of_class(tx, keys, known.id))
        stay = [one for one in missing if gone == KEEP or (gone == OUT and one.id in away)]
        moved = {one.id for one in missing} if gone == MOVED else set()
        for one in moved & set(away):
            absences.end(tx, away[one], absences.MOVED, daytime.day(now))
        known = replace(
            known, pupils=tuple(replace(one, left=one.left or one.id in moved) for one in known.pupils)
        )
        more = [Line(one.name, one.sex, one.born, one.number) for one in stay]
        classes.relist(tx, keys, known, [*lines, *more], entropy=parts.entropy, now=now)
        classes.take(tx, known.id, caller.account, now=now)
    return True


def _add(tx: Transaction, request: web.Request, caller: Caller, new: tuple[str, list[Line]]) -> None:
    parts, (label, lines) = request.app[PARTS], new
    school, account = caller.person.school, caller.account
    entropy, now = parts.entropy, parts.now()
    classes.add(tx, parts.keys, school, label, lines, account=account, entropy=entropy, now=now)
