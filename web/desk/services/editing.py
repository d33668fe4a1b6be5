"""Editing a service: one form with every field, its history, and a new service."""

import uuid
from collections.abc import Mapping
from sqlite3 import Connection

from aiohttp import web

from conversations.house import House
from directory import kinds
from directory.editing import changing, fields, marks
from directory.editing import history as past
from directory.editing import sheet as sheets
from directory.editing.changing import New, Wanted
from directory.editing.errors import Overtaken, Refused, UnknownEntry
from directory.service import Service, in_language
from locales import daytime, formatting, languages
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import form, renaming, scope, shelf, suggested, wording, writing
from web.desk.services.form import Sent, Shown
from web.parts import PARTS

DOORS = Doors()
TEXTS = ("name", "about", "eligibility")
_LONGEST_NAME = 300


@DOORS.get("/desk/services/new", scope.KEEPERS)
async def blank(request: web.Request, caller: Caller) -> web.StreamResponse:
    """An empty form."""
    shelf.file(request)
    wanted = request.query.get("territory", "")
    is_known = shelf.house(request).directory.territories.find(wanted) is not None
    needs = request.query.get("needs", "")
    values = {
        "territory": wanted if is_known else caller.officer.territory,
        "status": "active",
        "needs": needs if needs in kinds.all_needs() else "",
    }
    return _draw(request, caller, form.blank(shelf.house(request), caller.language, values))


@DOORS.post("/desk/services/new", scope.KEEPERS)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Put a new service into the directory."""
    house, now = shelf.house(request), request.app[PARTS].now()
    sent = form.read(house, caller)
    own = str(uuid.UUID(bytes=request.app[PARTS].entropy(16), version=4))
    new = New(own, caller.said("organization")[:_LONGEST_NAME], sent.values)
    entrust = writing.entrusting(request, caller)
    if not sent.problems:
        try:
            await writing.change(
                request, lambda path: changing.begin(path, new, caller.role, now=now, entrust=entrust)
            )
        except Refused as refused:
            sent.problems |= refused.why
    if sent.problems:
        return _draw(request, caller, form.again(house, caller, sent, {}), status=422)
    return drawing.seen(f"/desk/services/{own}?done=new")


@DOORS.get("/desk/services/{service}/edit", scope.KEEPERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Every field with what stands in it; what somebody told is put in where it is understood."""
    one, house, today = kept(request, caller), shelf.house(request), daytime.day(request.app[PARTS].now())

    def read(connection: Connection) -> dict[str, Shown]:
        sheet = sheets.sheet(connection, one.id, today)
        return form.of(house, caller.language, sheet, past.of(connection, one.id))

    shown = await shelf.read(request, read)
    told = await suggested.told(request, one)
    if not await renaming.may_name(request, caller, one):
        shown = {key: field for key, field in shown.items() if not renaming.of_organization([key])}
    return _draw(request, caller, suggested.filled(shown, told), one, told=told)


@DOORS.post("/desk/services/{service}/edit", scope.KEEPERS)
async def save(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Write what was changed; nothing where a value cannot stand, or somebody else was quicker."""
    one, house, now = kept(request, caller), shelf.house(request), request.app[PARTS].now()
    sent, overtaken = form.read(house, caller), dict[str, str]()
    entrust = writing.entrusting(request, caller)
    renaming.keep_former(caller, sent, daytime.day(now))
    changed = {key: value for key, value in sent.values.items() if value != sent.seen[key]}
    if (theirs := renaming.of_organization(changed)) and not await renaming.may_name(request, caller, one):
        sent.problems |= dict.fromkeys(theirs, "outside")
    wanted = Wanted(one.id, changed, sent.seen)
    try:
        if changed and not sent.problems:
            await writing.change(
                request, lambda path: changing.change(path, wanted, caller.role, now=now, entrust=entrust)
            )
    except Refused as refused:
        sent.problems |= refused.why
    except Overtaken as found:
        overtaken = found.now
    if sent.problems or overtaken:
        return _draw(request, caller, form.again(house, caller, sent, overtaken), one, status=422)
    await _note_compared(request, caller, one, sent)
    return drawing.seen(f"/desk/services/{one.id}?done=saved")


@DOORS.get("/desk/services/{service}/history", scope.KEEPERS)
async def history(request: web.Request, caller: Caller) -> web.StreamResponse:
    """What became of each field, the latest change first."""
    one, house, today = kept(request, caller), shelf.house(request), daytime.day(request.app[PARTS].now())

    def read(connection: Connection) -> tuple[tuple[past.Entry, ...], dict[str, str]]:
        return past.of(connection, one.id), fields.read_all(sheets.sheet(connection, one.id, today))

    entries, values = await shelf.read(request, read)
    return drawing.draw(
        request,
        caller,
        "desk/services/history.html",
        service=one,
        name=wording.name(one, caller.language),
        entries=[_entry(house, caller, entry, values) for entry in reversed(entries)],
        done=request.query.get("done", ""),
    )


@DOORS.post("/desk/services/{service}/revert", scope.KEEPERS)
async def revert(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Put back what stood in one field before a change, if nobody has changed it since it was looked at."""
    one, now = kept(request, caller), request.app[PARTS].now()
    entrust, seen = writing.entrusting(request, caller), caller.form.get("was", "")
    try:
        entry = await shelf.read(request, lambda known: past.entry(known, one.id, caller.said("entry")))
        wanted = Wanted(one.id, {entry.field: entry.before}, {entry.field: seen}, past.REVERT)
        is_theirs = not renaming.of_organization([entry.field])
        if entry.field not in fields.FIELDS or not (
            is_theirs or await renaming.may_name(request, caller, one)
        ):
            raise web.HTTPNotFound
        await writing.change(
            request, lambda path: changing.change(path, wanted, caller.role, now=now, entrust=entrust)
        )
    except UnknownEntry as error:
        raise web.HTTPNotFound from error
    except (Refused, Overtaken):
        return drawing.seen(f"/desk/services/{one.id}/history?done=overtaken")
    return drawing.seen(f"/desk/services/{one.id}/history?done=reverted")


@DOORS.post("/desk/services/{service}/state", scope.KEEPERS)
async def state(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Close a service, for a time or for good, or open it again. It is never deleted."""
    one, now = kept(request, caller), request.app[PARTS].now()
    wanted = Wanted(one.id, {"status": caller.said("status")}, {"status": caller.said("was")})
    entrust = writing.entrusting(request, caller)
    try:
        await writing.change(
            request, lambda path: changing.change(path, wanted, caller.role, now=now, entrust=entrust)
        )
    except (Refused, Overtaken):
        return drawing.seen(f"/desk/services/{one.id}?done=overtaken")
    return drawing.seen(f"/desk/services/{one.id}?done=saved")


def kept(request: web.Request, caller: Caller) -> Service:
    """The service that the path names; 404 when it is not theirs to keep."""
    one = shelf.service(request)
    shelf.file(request)
    if not scope.may_keep(caller.officer, one, shelf.house(request).directory.territories):
        raise web.HTTPNotFound
    return one


async def _note_compared(request: web.Request, caller: Caller, one: Service, sent: Sent) -> None:
    """Note the translations of which somebody says that they are right still."""
    now = request.app[PARTS].now()
    for key in caller.lists.get("compared", ()):
        if key in sent.seen and "." in key and sent.values[key] == sent.seen[key]:
            await writing.change(
                request,
                lambda path, key=key: changing.compared(path, one.id, key, caller.role, now=now),  # type: ignore[misc]
            )


def _entry(house: House, caller: Caller, entry: past.Entry, values: Mapping[str, str]) -> dict[str, object]:
    language = caller.language
    current = values.get(entry.field)
    return {
        "id": entry.id,
        "on": formatting.date(entry.on, language),
        "act": entry.act,
        "role": wording.ROLES.get(entry.by_role),
        "field": wording.label(entry.field, language),
        "before": wording.value(house, entry.field, entry.before, language),
        "after": wording.value(house, entry.field, entry.after, language),
        "was": current,
        "can_revert": current is not None and entry.act != past.CREATE and current != entry.before,
    }


def _draw(
    request: web.Request,
    caller: Caller,
    shown: Mapping[str, Shown],
    service: Service | None = None,
    *,
    told: suggested.Told | None = None,
    status: int = 200,
) -> web.StreamResponse:
    spoken = [*kinds.LANGUAGES, *(code for code in shown["languages"].codes if code not in kinds.LANGUAGES)]
    return drawing.draw(
        request,
        caller,
        "desk/services/edit.html",
        status=status,
        service=service,
        name=wording.name(service, caller.language) if service else "",
        organization=in_language(service.organization, caller.language) if service else "",
        shown=shown,
        told=told,
        texts=TEXTS,
        days={asked: caller.form.get(asked, "") for asked in renaming.DAYS},
        today=daytime.day(request.app[PARTS].now()).isoformat(),
        columns=[(code, languages.OWN_NAMES[code]) for code in kinds.LANGUAGES],
        spoken=[(code, languages.OWN_NAMES.get(code, code)) for code in spoken],
        labels=wording.LABELS,
        choices=wording.CHOICES,
        unknown=wording.UNKNOWN,
        codes={
            key: [(code, wording.name_of(key, code, caller.language)) for code in marks.codes(key)]
            for key in ("kinds", "needs", "decided_by")
        },
    )
