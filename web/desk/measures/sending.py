"""Sending a measure: the one-time link, its letter, and the page that shows the link this once."""

from datetime import datetime

from aiohttp import web

from cases.referrals import referring, terms
from cases.referrals.measures import Measure
from cases.referrals.referring import Sending
from conversations import referring as letters
from conversations.referring import Letter
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web.desk import drawing
from web.desk.acts import doing
from web.desk.caller import Caller
from web.desk.measures.draft import Draft
from web.desk.measures.situation import Situation
from web.parts import PARTS

KM = Text("svc.km", "{n} km")


def send(
    tx: Transaction,
    found: Situation,
    kept: Measure,
    draft: Draft,
    *,
    request: web.Request,
    now: datetime,
) -> str:
    """Make the link, and write the letter where a mailbox was named; gives the token of the link.

    Raises:
        NotNow: the family has not agreed, or the measure is over.
    """
    deed, office = found.deed, found.deed.stands.officer.department
    is_department = deed.house.directory.departments.find(office) is not None
    name = draft["name"] if draft.is_named else ""
    sender = office if is_department else ""
    told = Sending(draft["template"], draft["speaks"], sender, draft["contact"], name, barred=found.barred)
    token = referring.send(
        tx, deed.office, kept, told, entropy=request.app[PARTS].entropy, by=deed.actor, now=now
    )
    if draft["mailbox"] and deed.house.mail:
        page = letters.page(deed.house, token, _here(request))
        letter = Letter(draft["mailbox"], found.number, deed.actor, token, page)
        letters.write(tx, deed.house, letter, now=now)
    return token


def page(request: web.Request, caller: Caller, found: Situation, kept: Measure, token: str) -> web.Response:
    """Show the link: to copy, to print, or to hand over as a picture. It is shown this once."""
    link = letters.page(found.house, token, _here(request))
    return drawing.draw(
        request,
        caller,
        "desk/measures/sent.html",
        number=found.number,
        days=terms.in_force(daytime.day(request.app[PARTS].now())).link_days,
        link=link,
        renewed=kept.sent_at is not None,
        picture=_drawn(link),
        service=found.named(kept.service),
        mailed=bool(caller.said("mailbox")) and found.house.mail,
    )


def not_now(request: web.Request, caller: Caller) -> web.Response:
    """Say that this cannot be done with the case now (409)."""
    return doing.refuse(request, caller, int(request.match_info["number"]), caller.say(doing.NOT_NOW))


def _here(request: web.Request) -> str:
    """Give where we are as the browser says, for a house that was not told."""
    return f"{request.scheme}://{request.host}"


def _drawn(link: str) -> str:
    import segno  # here: nobody else needs it

    code = segno.make(link, error="m", micro=False)
    drawn: str = code.svg_inline(scale=4, border=4, light="white", svgclass="qr", lineclass=None)
    return drawn
