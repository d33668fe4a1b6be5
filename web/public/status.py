"""How far a report is, by its code. The code comes in a form and never stands in an address.

It is looked up by the chat itself: the same answer, the same limits, and the conversation can go on there.
"""

from aiohttp import web

from conversations import pickup, tracking
from conversations.incoming import Incoming
from conversations.message import Message
from locales import catalogue
from store.transaction import Transaction
from web import form, newcomers, visit, visitor
from web.parts import PARTS, Parts
from web.public import frame
from web.visit import Came, View

ROUTES = web.RouteTableDef()
_ASK = "f:code"  # the button that asks for a code, whatever else the person was doing


@ROUTES.get("/status", allow_head=False)
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask for the code."""
    code = await frame.language(request)
    return frame.render(request, "public/status.html", code, answer=(), found=False)


@ROUTES.post("/status")
async def tell(request: web.Request) -> web.StreamResponse:
    """Tell how far the report of this code is. What cannot be a code is not looked up at all."""
    typed, code, parts = (await form.read(request)).text, await frame.language(request), request.app[PARTS]
    if sum(char.isdecimal() for char in typed) < tracking.LOOKS_LIKE_CODE:
        said = (catalogue.load(code).say(tracking.NOT_FOUND),)
        return frame.render(request, "public/status.html", code, answer=said, found=False)
    now, drawn = parts.now(), visitor.draw(parts.entropy)
    came = Came(visitor.recognise(request), drawn, code, now, newcomers.may_come(request, now))
    view = await newcomers.admitted(request, came, lambda tx: look_up(tx, parts, came, typed))
    texts = tuple(one.message.text for one in view.shown if one.message.text)
    found = any(b.token.startswith("f:") for one in view.shown for row in one.message.buttons for b in row)
    page = frame.render(request, "public/status.html", code, answer=texts, found=found)
    secure = request.secure or parts.public_url.startswith("https://")
    visitor.remember(page, view.visitor, secure=secure)
    return page


def look_up(tx: Transaction, parts: Parts, came: Came, typed: str) -> View:
    """Say the code in the chat of this visitor, and give what is answered; the code itself is not kept there.

    Raises:
        TooManyNewcomers: it is somebody new, and one too many in this minute.
    """
    known = visit.look(tx, parts, came.known, 0) if came.known else None
    who = (known if known and known.shown else visit.greet(tx, parts, came, "")).visitor
    address = visit.address(who)
    asking = Incoming(address, who, "button", _ASK, language=came.language)
    parts.reception.hear_all(tx, [asking], came.now)
    before = visit.look(tx, parts, who, 0).last
    [heard] = parts.reception.hear_all(
        tx, [Incoming(address, who, "text", typed, language=came.language)], came.now
    )
    if heard.toast:
        pickup.put(tx, parts.keys, address, Message(heard.toast), now=came.now)
    return visit.look(tx, parts, who, before)
