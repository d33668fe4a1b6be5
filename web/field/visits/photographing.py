"""Photos of the workplace: one after the other, cleaned before they are kept; nobody's face."""

from aiohttp import web

from cases.visits import errors, photos
from cases.visits.drafts import Draft
from cases.visits.photos import Photo
from conversations import sentences
from conversations.bringing import Room
from locales.texts import Text
from store.transaction import Transaction
from web import uploads, work
from web.errors import UploadRefused
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import planning, theirs
from web.parts import PARTS

DOORS = Doors()
PHOTOS = theirs.ROOT + "/{token}/photos"
KINDS = "image/jpeg,image/png,image/webp"
NONE = Text("visit.photo_none", "Choose a photo first.")
NO_PHOTO = Text("visit.photo_kind", "This is no photo. Choose a picture: JPEG, PNG or WebP.")
LARGE = Text("visit.photo_large", "This picture is too large. Choose a smaller one.")
OF_FILES = {
    "file": NO_PHOTO,
    "file_heic": NO_PHOTO,
    "file_long": NO_PHOTO,
    "file_pixels": LARGE,
    "file_size": LARGE,
}
"""What is said otherwise here than in a chat, where voices are taken too."""
REFUSED = {
    "barred": Text(
        "visit.photo_barred",
        "Sexual exploitation was found: take no photos here, and keep none. The police see to it.",
    ),
    "size": LARGE,
    "count": Text("err.file_count", "No more files can be added. The limit: {n}."),
}
_ROOM = Room(offered=True, taken=True)
_LONGEST_NUMBER = 15  # digits


@DOORS.get(PHOTOS, MONITOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The photos of a visit, and a field for the next one."""
    return await _page(request, caller, "")


@DOORS.post(PHOTOS, MONITOR, reads_form=False)
async def add(request: web.Request, caller: Caller) -> web.Response:
    """Clean a photo and keep it; what cannot be kept is said."""
    there = await theirs.read(request, caller)  # before anything of it is read
    try:
        async with uploads.place(request):
            upload = await uploads.bring(request, _ROOM)
    except UploadRefused as refused:
        said = caller.say(refused.text, **(refused.values or {}))
        return await _page(request, caller, said, status=refused.status)
    if upload is None:
        return await _page(request, caller, caller.say(NONE), status=422)
    content, code = upload.content, upload.sent.refused
    if content is None or upload.sent.kind != "photo":
        return await _page(request, caller, _refusal(caller, code or "file"), status=422)
    parts, photo = request.app[PARTS], Photo(content.told, content.body)

    def kept(tx: Transaction) -> Draft:
        draft = theirs.get(tx, request, caller)
        photos.add(tx, parts.keys, draft.token, caller.account, photo, now=parts.now())
        return draft

    try:
        draft = await work.write(request, kept)
    except errors.VisitSent:  # by a colleague, meanwhile: its page says so
        return drawing.seen(theirs.path(there))
    except errors.PhotosRefused as error:
        return await _page(request, caller, _barred(caller, error.code), status=422)
    return drawing.seen(theirs.path(draft, "photos"))


@DOORS.get(PHOTOS + "/{number}.jpg", MONITOR)
async def give(request: web.Request, caller: Caller) -> web.Response:
    """One photo of the visit."""
    keys, number = request.app[PARTS].keys, _number(request)

    def found(tx: Transaction) -> Photo | None:
        return photos.get(tx, keys, theirs.get(tx, request, caller).id, number)

    photo = await work.read(request, found)
    if photo is None:
        raise web.HTTPNotFound
    return web.Response(body=photo.body, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@DOORS.post(PHOTOS + "/{number}/drop", MONITOR)
async def drop(request: web.Request, caller: Caller) -> web.Response:
    """Delete a photo."""
    number = _number(request)

    def dropped(tx: Transaction) -> Draft:
        draft = theirs.get(tx, request, caller)
        photos.drop(tx, draft.id, number)
        return draft

    return drawing.seen(theirs.path(await work.write(request, dropped), "photos"))


async def _page(request: web.Request, caller: Caller, wrong: str, *, status: int = 200) -> web.Response:
    def look(tx: Transaction) -> tuple[Draft, tuple[int, ...]]:
        draft = theirs.get(tx, request, caller)
        return draft, photos.of_visit(tx, draft.id)

    draft, kept = await work.read(request, look)
    if draft.body is None:
        return drawing.seen(theirs.path(draft))
    return drawing.draw(
        request,
        caller,
        "field/visits/photos.html",
        status=status,
        visit=draft,
        heading=planning.heading(theirs.house_of(request), draft, caller),
        wrong=wrong,
        photos=kept,
        most=photos.MOST,
        kinds=KINDS,
        barred=caller.say(REFUSED["barred"]) if photos.are_barred(draft.body) else "",
    )


def _refusal(caller: Caller, code: str) -> str:
    return caller.say(OF_FILES.get(code) or sentences.NOTICES[code])


def _barred(caller: Caller, code: str) -> str:
    return caller.say(REFUSED[code], **({"n": photos.MOST} if code == "count" else {}))


def _number(request: web.Request) -> int:
    told = request.match_info["number"]
    if not (told.isascii() and told.isdecimal() and len(told) <= _LONGEST_NUMBER):
        raise web.HTTPNotFound
    return int(told)
