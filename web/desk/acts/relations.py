"""Page: linking a case with another one of the same scope, and undoing it."""

from aiohttp import web

from cases import errors, linking, scope
from cases.casework import relating
from locales.texts import Text
from web.desk import access
from web.desk.acts import doing, forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Beside, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
LINK = Text("desk.act.link", "Link with another case")
OTHER = Text("desk.act.other", "Number of the other case")
UNLINK = Text("desk.act.unlink", "Undo the link")
CASE = Text("pointer.title", "Case {number}")
UNKNOWN = Text("desk.act.unknown_case", "There is no other case of this number, or it is not yours.")
_LARGEST = 2**63 - 1


@DOORS.post("/desk/cases/{number}/unlink", access.CASEWORK)
async def unlink(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Undo the link of the two cases."""
    return await doing.do(request, caller, "unlink", lambda deed: _unlinked(deed, caller))


def theirs(deed: Deed, caller: Caller) -> int | None:
    """Give the number of the other case that the form names; None unless there is one, and it is theirs."""
    told = caller.said("other").removeprefix("№").strip()
    if not (told.isascii() and told.isdecimal() and 0 < int(told[:18]) <= _LARGEST) or len(told) > 18:
        return None
    other = int(told)
    try:
        holds = scope.holds(deed.tx, deed.office, caller.officer, other, now=deed.now)
    except errors.UnknownCase:
        return None
    return other if holds and other != deed.number else None


def _form(deed: Deed) -> Form:
    say, officer = deed.speaker.say, deed.caller.officer
    linked = [
        other
        for other in linking.of_case(deed.tx, deed.number)
        if scope.holds(deed.tx, deed.office, officer, other, now=deed.now)
    ]
    besides = tuple(
        Beside("unlink", say(UNLINK), say(CASE, number=other), {"other": str(other)}) for other in linked
    )
    field = Field("other", say(OTHER), "number")
    return Form(say(LINK), (Press(say(LINK)),), (field,), besides=besides)


def _linked(deed: Deed, caller: Caller) -> Became:
    other = theirs(deed, caller)
    if other is None:
        return deed.wrong(UNKNOWN)
    relating.link(deed.tx, deed.number, other, actor=deed.actor, now=deed.now)
    return Became("link")


def _unlinked(deed: Deed, caller: Caller) -> Became:
    other = theirs(deed, caller)
    if other is None or not relating.unlink(deed.tx, deed.number, other, actor=deed.actor, now=deed.now):
        return deed.refused(NOT_NOW)
    return Became("unlink")


forms.hang(DOORS, Sheet("link", _form, _linked))
