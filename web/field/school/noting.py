"""What one press notes: everybody is here, a pupil is back or still absent, a class taught or no longer."""

from aiohttp import web

from cases import errors
from cases.absences import absences, calendar, classes
from cases.absences.absences import Absence
from conversations.fieldwork import flagging
from conversations.fieldwork.flagging import Flag, Flagged
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import TEACHER, Doors
from web.field.school import missing, paths, theirs
from web.parts import PARTS

DOORS = Doors()


@DOORS.post(paths.PRESENT, TEACHER)
async def everyone(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Note that everybody who was not said to be absent is here today."""
    house, now = theirs.house(request), request.app[PARTS].now()

    def note(tx: Transaction) -> None:
        of = theirs.one(tx, request, caller)
        flagging.everyone_present(tx, house, of, caller.account, now=now)

    await work.write(request, note)
    return _back_to(request, "present")


@DOORS.post(paths.BACK, TEACHER)
async def back(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Note that a pupil is back at school today."""
    house, now = theirs.house(request), request.app[PARTS].now()
    await work.write(request, lambda tx: flagging.back(tx, house, _absence(tx, request, caller), now=now))
    if caller.said("from") == "school":
        return drawing.seen(paths.SCHOOL)
    return _back_to(request, "back")


@DOORS.post(paths.STILL, TEACHER)
async def still(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Note that an absence lasts."""
    house, now = theirs.house(request), request.app[PARTS].now()

    today, law = missing.now_and_law(request)

    def note(tx: Transaction) -> Flagged:
        of, one = theirs.one(tx, request, caller), _absence(tx, request, caller)
        told = one.told(today, calendar.missed(one.since, today, law))
        wish = Flag(of, (), told, one.made_by, missing.CHANNEL, caller.language)
        return flagging.still(tx, house, wish, one, now=now)

    done = await work.write(request, note)
    if not done.filed:
        return _back_to(request, "still")
    known = await theirs.opened(request, caller)
    return missing.said(request, caller, known, done)


@DOORS.post(paths.TEACH, TEACHER)
async def teach(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Add a class of their school to theirs."""
    keys, now, id = request.app[PARTS].keys, request.app[PARTS].now(), request.match_info["class_id"]

    def note(tx: Transaction) -> None:
        try:
            of = classes.get(tx, keys, id)
        except errors.UnknownClass as error:
            raise web.HTTPNotFound from error
        if of.school != theirs.school(tx, request, caller).code:
            raise web.HTTPNotFound
        classes.take(tx, of.id, caller.account, now=now)

    await work.write(request, note)
    return drawing.seen(f"{paths.CLASSES}?done=taught")


@DOORS.post(paths.LEAVE, TEACHER)
async def leave(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Take a class out of theirs; its list stays with the school."""
    await work.write(
        request, lambda tx: classes.leave(tx, theirs.one(tx, request, caller).id, caller.account)
    )
    return drawing.seen(f"{paths.CLASSES}?done=left")


def _absence(tx: Transaction, request: web.Request, caller: Caller) -> Absence:
    """Give the open absence of the class that the form names. Raises HTTPNotFound."""
    of, id = theirs.one(tx, request, caller), caller.said("absence")
    lasting = absences.open_of_class(tx, request.app[PARTS].keys, of.id)
    found = next((one for one in lasting if one.id == id), None)
    if found is None:
        raise web.HTTPNotFound
    return found


def _back_to(request: web.Request, done: str) -> web.Response:
    return drawing.seen(f"{paths.ONE.format(class_id=request.match_info['class_id'])}?done={done}")
