"""The public chat at `/`: the same words for a browser with JavaScript and for one without."""

import re
from dataclasses import replace
from typing import Any

from aiohttp import web

from conversations import bringing, files, pickup
from conversations.bringing import Room
from locales import catalogue, languages
from locales.texts import Text
from web import form, newcomers, pages, preference, transcript, uploads, visit, visitor, work
from web.errors import UploadRefused
from web.form import Form
from web.parts import PARTS
from web.transcript import Shown
from web.visit import Came, View

ROUTES = web.RouteTableDef()
LONGEST_TEXT = 4096  # characters, as in Telegram

_TOO_LONG = Text("err.too_long", "Too long. At most {n} characters.")
_ARGUMENT = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)  # what Telegram allows behind ?start=


@ROUTES.get("/", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show the chat; who comes for the first time, or by a deep link, is heard as having said /start.

    Who comes from a page in another language is heard as having chosen that one.
    """
    asked = request.query.get("start", "")
    argument = asked if _ARGUMENT.fullmatch(asked) else ""
    came, parts = _came(request), request.app[PARTS]
    view = await _look(request, came, 0)
    tongue = languages.known(request.query.get("lang", ""))
    if tongue and not argument and tongue != _language(request, view):
        choice, speaking = Form(token=visit.LANGUAGE + tongue), replace(came, language=tongue)
        view = await newcomers.admitted(request, came, lambda tx: visit.hear(tx, parts, speaking, choice))
    elif argument or not view.shown:
        view = await newcomers.admitted(request, came, lambda tx: visit.greet(tx, parts, came, argument))
    if argument or tongue:  # so that loading the page again does not start again
        return _known(request, web.Response(status=303, headers={"Location": "/#end"}), view)
    return _known(request, _page(request, view), view)


@ROUTES.post("/chat")
async def hear(request: web.Request) -> web.StreamResponse:
    """Hear a button, words or a point; answer our script with what is new, a browser with the page."""
    sent, came, parts = await form.read(request), _came(request), request.app[PARTS]
    if not sent.token and len(sent.text) > LONGEST_TEXT:
        return await _too_long(request, came, sent)
    if sent.token or sent.text or sent.point:
        view = await newcomers.admitted(request, came, lambda tx: visit.hear(tx, parts, came, sent))
    else:
        view = await _look(request, came, sent.after)
    return _answer(request, view)


@ROUTES.post("/chat/file")
async def take(request: web.Request) -> web.StreamResponse:
    """Hear a photo, a video or a recording; what is too large, or too much at once, is not heard at all."""
    came, parts, after = _came(request), request.app[PARTS], form.after(request)
    try:
        async with uploads.place(request):
            upload = await uploads.bring(request, await _room(request, came))
            if upload is None:
                return _answer(request, await _look(request, came, after))
            sent = Form(after=after, file=upload)
            view = await newcomers.admitted(request, came, lambda tx: visit.hear(tx, parts, came, sent))
    except UploadRefused as refused:
        return await _not_heard(request, came, refused)
    return _answer(request, view)


@ROUTES.get("/chat/messages", allow_head=False)
async def poll(request: web.Request) -> web.StreamResponse:
    """Give our script the messages behind `after`."""
    return _json(request, await _look(request, _came(request), form.after(request)))


@ROUTES.post("/chat/leave")
async def leave(request: web.Request) -> web.StreamResponse:
    """Leave no trace on this device: what waited is deleted and the cookie taken back."""
    known, parts = visitor.recognise(request), request.app[PARTS]
    if known:
        await work.write(request, lambda tx: pickup.clear(tx, parts.keys, visit.address(known)))
    # Not straight to the other site: browsers hold `form-action 'self'` against such a redirect.
    response = web.Response(status=303, headers={"Location": "/left"})
    visitor.forget(response, secure=_is_secure(request))
    return response


@ROUTES.get("/left", allow_head=False)
async def left(request: web.Request) -> web.StreamResponse:
    """Lead a browser without JavaScript on to a neutral page."""
    return pages.render("left.html", pages.language_asked(request), away=request.app[PARTS].away)


async def page_language(request: web.Request) -> str:
    """The language for a page: what this visitor chose in the chat, else what the browser asks for."""
    known, reception = visitor.recognise(request), request.app[PARTS].reception
    choice = ""
    if known:
        choice = await work.read(request, lambda tx: reception.language_of(tx, visit.address(known)))
    return preference.chosen(choice, request.headers.get("Accept-Language", ""))


def _came(request: web.Request) -> Came:
    parts = request.app[PARTS]
    language = preference.asked(request.headers.get("Accept-Language", ""))
    drawn, now = visitor.draw(parts.entropy), parts.now()
    return Came(visitor.recognise(request), drawn, language, now, newcomers.may_come(request, now))


async def _look(request: web.Request, came: Came, after: int) -> View:
    known, parts = came.known, request.app[PARTS]
    if not known:
        return View("", last=after)
    return await work.read(request, lambda tx: visit.look(tx, parts, known, after))


async def _room(request: web.Request, came: Came) -> Room:
    known, reception = came.known, request.app[PARTS].reception
    if not known:
        return bringing.NONE
    return await work.read(request, lambda tx: reception.room_for_files(tx, visit.address(known), came.now))


def _answer(request: web.Request, view: View) -> web.Response:
    if pages.wants_json(request):
        return _known(request, _json(request, view), view)
    return _known(request, web.Response(status=303, headers={"Location": "/#end"}), view)


async def _too_long(request: web.Request, came: Came, sent: Form) -> web.Response:
    # Refused whole and given back, because words cut off in the middle may say the opposite.
    view = await _look(request, came, 0)
    words = catalogue.load(_language(request, view)).say(_TOO_LONG, n=LONGEST_TEXT)
    return _problem(request, view, words, status=422, draft=sent.text)


async def _not_heard(request: web.Request, came: Came, refused: UploadRefused) -> web.Response:
    view = await _look(request, came, 0)
    words = catalogue.load(_language(request, view)).say(refused.text, **refused.values)
    response = _problem(request, view, words, status=refused.status)
    if refused.status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _problem(request: web.Request, view: View, words: str, *, status: int, draft: str = "") -> web.Response:
    if pages.wants_json(request):
        return web.json_response({"error": words}, status=status)
    return _page(request, view, status=status, problem=words, draft=draft)


def _page(
    request: web.Request, view: View, *, status: int = 200, problem: str = "", draft: str = ""
) -> web.Response:
    parts, language = request.app[PARTS], _language(request, view)
    return pages.render(
        "chat.html",
        language,
        status=status,
        shown=[_values(one, request, language) for one in view.shown if _is_visible(one)],
        live=transcript.live(view.shown),
        newest=transcript.newest(view.shown),
        last=view.last,
        files=view.files,
        kinds=",".join(uploads.KINDS),
        most_megabytes=files.LIMITS["file_size"],
        place=transcript.place_button(view.shown),
        problem=problem,
        draft=draft,
        emergency=parts.emergency_number,
        away=parts.away,
        public=parts.house is not None,
        demonstration=parts.demonstration is not None,
    )


def _json(request: web.Request, view: View) -> web.Response:
    language = _language(request, view) if view.visitor else ""
    messages = [_values(one, request, language) for one in view.shown]
    told = {"messages": messages, "last": view.last, "language": language, "cleared": view.cleared}
    return web.json_response(told | {"files": view.files})


def _values(one: Shown, request: web.Request, language: str) -> dict[str, Any]:
    rows = [] if one.own else one.message.buttons
    return {
        "id": one.id,
        "row": one.row,
        "own": one.own,
        "text": one.message.text,
        "buttons": [
            [{"label": each.label, "token": each.token, "link": pages.link(each)} for each in row]
            for row in rows
        ],
        "place": one.message.place_button,
        "clear": one.message.clear,
        "time": pages.clock(one.at, request.app[PARTS].now(), language),
        "at": pages.stamp(one.at),
    }


def _is_visible(one: Shown) -> bool:
    return bool(one.message.text or one.message.buttons)


def _language(request: web.Request, view: View) -> str:
    return preference.chosen(view.language, request.headers.get("Accept-Language", ""))


def _known(request: web.Request, response: web.Response, view: View) -> web.Response:
    if view.visitor:
        visitor.remember(response, view.visitor, secure=_is_secure(request))
    return response


def _is_secure(request: web.Request) -> bool:
    return request.secure or request.app[PARTS].public_url.startswith("https://")
