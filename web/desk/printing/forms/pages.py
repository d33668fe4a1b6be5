"""Forms 1 and 2 as PDF: of a case, and empty for pen and paper. Printing one of a case is noted."""

import asyncio
from collections.abc import Callable, Mapping

from aiohttp import web

from cases import errors
from conversations.house import House
from conversations.rendering import Speaker
from locales import languages
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access
from web.desk.acts import doing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.printing.forms import reading
from web.forms import drawing, first, second
from web.forms.sheet import Sheet
from web.parts import PARTS

DOORS = Doors()
NO_KEY = Text("desk.no_key", "Your department has been told of this case, but cannot read it yet.")
NO_VISIT = Text(
    "form.no_visit", "No visit has been submitted in this case yet. The form can be printed empty."
)
Make = Callable[[Transaction], Sheet | None]


@DOORS.get("/desk/cases/{number}/form-1.pdf", access.CASEWORK)
async def first_form(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give form 1 of a case, filled from its last visit. `?language=kk`."""
    house, now, number = _house(request), request.app[PARTS].now(), _number(request)
    speaker = house.speaker(_language(request, caller))

    def make(tx: Transaction) -> Sheet | None:
        filled = reading.first_form(tx, house, caller.signed, number, now=now)
        return None if filled is None else first.sheet(speaker, filled)

    return await _drawn(request, caller, make, f"form-1-case-{number}.pdf")


@DOORS.get("/desk/cases/{number}/form-2.pdf", access.CASEWORK)
async def second_form(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give form 2 of a case with its measures. `?language=kk`."""
    house, now, number = _house(request), request.app[PARTS].now(), _number(request)
    speaker = house.speaker(_language(request, caller))

    def make(tx: Transaction) -> Sheet:
        return second.sheet(speaker, reading.second_form(tx, house, caller.signed, speaker, number, now=now))

    return await _drawn(request, caller, make, f"form-2-case-{number}.pdf")


@DOORS.get("/desk/forms/{form}.pdf", access.CASEWORK)
async def empty(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give an empty form, "form-1" or "form-2", to be filled with a pen. `?language=kk`."""
    house, form = _house(request), request.match_info["form"]
    if form not in EMPTY:
        raise web.HTTPNotFound
    speaker, rules = house.speaker(_language(request, caller)), house.office.law.version
    drawn = await asyncio.to_thread(drawing.draw, EMPTY[form](speaker, rules), house)
    return _file(drawn, f"{form}.pdf")


EMPTY: Mapping[str, Callable[[Speaker, str], Sheet]] = {
    "form-1": lambda speaker, rules: first.sheet(speaker, first.Filled(rules)),
    "form-2": lambda speaker, rules: second.sheet(speaker, second.Filled(rules)),
}
"""The empty forms, by their names."""


async def _drawn(request: web.Request, caller: Caller, make: Make, name: str) -> web.StreamResponse:
    number = _number(request)
    try:
        sheet = await work.write(request, make)
    except errors.NotForThisKey:
        return doing.refuse(request, caller, number, caller.say(NO_KEY))
    except (errors.UnknownCase, errors.NotTheirCase) as error:  # erased, or gone elsewhere in this moment
        raise web.HTTPNotFound from error
    if sheet is None:
        return doing.refuse(request, caller, number, caller.say(NO_VISIT))
    return _file(await asyncio.to_thread(drawing.draw, sheet, _house(request)), name)


def _file(body: bytes, name: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="application/pdf", headers=headers)


def _language(request: web.Request, caller: Caller) -> str:
    asked = request.query.get("language", "")
    return asked if asked in languages.CODES else caller.language


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])
