"""Invitations for the field: a monitor's territory by typing; then link and code for the chat, shown once."""

import io

from aiohttp import web

from cases import errors
from cases.admission import field as outdoors
from conversations.private import INVITED
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake.places import Site
from web.desk.schools import adding, listing, paths
from web.parts import PARTS

DOORS = Doors()

_NO_PLACE = Text("schools.monitor_place", "Please write where they monitor: an oblast, district or town.")
_UNKNOWN = Text(
    "schools.unknown_place", "We do not know such a place in your territory. Please write it again."
)
_CHOOSE = Text("schools.choose_place", "Please choose which place it is.")


@DOORS.get(paths.INVITE, access.STAFFING)
async def ask(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Ask for a monitor's territory; the inviter's own stands offered."""
    return _page(request, caller, "", _own(request, caller))


@DOORS.post(paths.INVITE, access.STAFFING)
async def invite(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Offer the places that were meant; once one is chosen, make the invitation."""
    parts = request.app[PARTS]
    house, typed, chosen = parts.house, caller.said("place"), caller.said("territory")
    assert house is not None
    offered = adding.theirs(house, caller, typed) or ([] if typed else _own(request, caller))
    if caller.said("typed") != typed or chosen not in {one.code for one in offered}:
        why = _CHOOSE if offered else _UNKNOWN if typed else _NO_PLACE
        return _page(request, caller, caller.say(why), offered)
    try:
        token = await work.write(
            request,
            lambda tx: outdoors.invite_monitor(
                tx, house.office, caller.officer, chosen, entropy=parts.entropy, now=parts.now()
            ),
        )
    except errors.UnknownOfficer as error:
        raise web.HTTPNotFound from error
    return made(caller, token)


@DOORS.get(paths.INVITATION, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the invitation once: links, words and a code; after that only that it was shown."""
    parts = request.app[PARTS]
    assert parts.house is not None
    token, caller.session.invitation = caller.session.invitation, ""
    argument = f"{INVITED}{token}"
    base = parts.public_url.rstrip("/") or f"{request.scheme}://{request.host}"
    bot = parts.house.link()
    in_chat, on_page = f"{bot}?start={argument}" if bot else "", f"{base}/?start={argument}"
    return drawing.draw(
        request,
        caller,
        "desk/schools/invitation.html",
        is_here=bool(token),
        in_chat=in_chat if token else "",
        on_page=on_page if token else "",
        words=f"/start {argument}" if token else "",
        code=_code(in_chat or on_page) if token else "",
    )


def made(caller: Caller, token: str) -> web.Response:
    """Lead to the page that shows the invitation once."""
    caller.session.invitation = token
    return drawing.seen(paths.INVITATION)


def _own(request: web.Request, caller: Caller) -> list[Site]:
    house, own = request.app[PARTS].house, caller.officer.territory
    assert house is not None
    return [Site(own, listing.place(house, own, caller.language))] if own else []


def _code(link: str) -> str:
    """Give the code that a telephone reads, as a picture that stands in the page."""
    import segno  # here: nobody else needs it

    drawn = io.BytesIO()
    made = segno.make(link, error="m", micro=False, boost_error=False)
    made.save(drawn, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return drawn.getvalue().decode()


def _page(request: web.Request, caller: Caller, problem: str, offered: list[Site]) -> web.Response:
    return drawing.draw(
        request,
        caller,
        "desk/schools/invite.html",
        status=422 if problem else 200,
        problem=problem,
        offered=offered,
    )
