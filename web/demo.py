"""`/demo/department`: the pointers that the departments of the demonstration receive, with their buttons.

It shows every pointer to whoever opens it, so it exists only where the composition asks for it.
"""

from dataclasses import dataclass

from aiohttp import web

from conversations import pickup
from conversations.incoming import Address, Incoming
from conversations.pickup import Kept
from store.transaction import Transaction
from web import chat, form, pages, transcript, work
from web.parts import PARTS, Parts, Showcase
from web.transcript import Shown

ROUTES = web.RouteTableDef()
OFFICER = "demo-officer"
"""The account, on channel "demo", of whoever presses a button here."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One message in the chat of one department."""

    showcase: Showcase
    shown: Shown


@ROUTES.get("/demo/department", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show what every department received, newest first."""
    parts, language = request.app[PARTS], await chat.page_language(request)
    pointers = await work.read(request, lambda tx: _pointers(tx, parts))
    now = parts.now()
    return pages.render(
        "demo.html",
        language,
        pointers=[(each, pages.clock(each.shown.at, now, language)) for each in pointers],
        count=len(parts.demonstration or ()),
        now=pages.clock(now, now, language),
    )


@ROUTES.post("/demo/department")
async def press(request: web.Request) -> web.StreamResponse:
    """Press a button as an officer of the department."""
    sent, parts = await form.read(request), request.app[PARTS]
    if sent.chat not in {each.chat for each in parts.demonstration or ()}:
        raise web.HTTPNotFound
    if sent.token:
        incoming = Incoming(
            Address("demo", sent.chat), OFFICER, "button", sent.token, group=True, message=sent.message
        )
        now = parts.now()
        await work.write(request, lambda tx: parts.reception.hear_all(tx, [incoming], now))
    return web.Response(status=303, headers={"Location": "/demo/department"})


def _pointers(tx: Transaction, parts: Parts) -> list[Pointer]:
    found = []
    for showcase in parts.demonstration or ():
        kept: list[Kept] = pickup.waiting(tx, parts.keys, Address("demo", showcase.chat), 0)
        found += [Pointer(showcase, shown) for shown in transcript.fold(kept) if shown.message.text]
    # Of those that came in one second the first stays first: it is the department that has to act.
    return sorted(found, key=lambda pointer: (-int(pointer.shown.at.timestamp()), pointer.shown.row))
