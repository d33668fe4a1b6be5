"""What one press notes: everybody is here, a pupil is back or still absent, a class taught or no longer."""

from aiohttp import web

from cases import errors
from cases.absences import absences, calendar, classes, handing_over
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
    """Ask for a class of their school: it becomes theirs when its teacher or the coordinator agrees."""
    keys, now, id = request.app[PARTS].keys, request.app[PARTS].now(), request.match_info["class_id"]

    def note(tx: Transaction) -> None:
        try:
            of = classes.get(tx, keys, id)
        except errors.UnknownClass as error:
            raise web.HTTPNotFound from error
        if of.school != theirs.school(tx, request, caller).code:
            raise web.HTTPNotFound
        handing_over.ask(tx, of, caller.account, now=now)

    await work.write(request, note)
    return drawing.seen(f"{paths.CLASSES}?done=asked")


@DOORS.post(paths.AGREE, TEACHER)
async def agree(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Answer a colleague who asks for a class of theirs: over to them, together, or not."""
    now, how = request.app[PARTS].now(), caller.said("how")
    if how not in handing_over.ANSWERS:
        raise web.HTTPBadRequest

    def note(tx: Transaction) -> bool:
        of = theirs.one(tx, request, caller)
        return handing_over.answer(tx, of, caller.said("who"), how, actor="teacher", now=now)

    done = how if await work.write(request, note) else "nobody"
    return drawing.seen(f"{paths.CLASSES}?done={done}")


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
