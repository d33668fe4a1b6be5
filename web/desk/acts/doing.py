"""Doing an act: permitted is asked anew in the transaction that does it; then back to the case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from cases import opening
from cases.casework import permitted, standing
from cases.casework.standing import Standing
from cases.office import Office
from conversations.house import House
from conversations.rendering import Speaker
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, drawing, returning
from web.desk.acts import before
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.sessions import Reading
from web.parts import PARTS


@dataclass(frozen=True, slots=True)
class Deed:
    """An act about to be done: by whom, on which case, when, inside which transaction."""

    tx: Transaction
    house: House
    stands: Standing
    caller: Caller = field(repr=False)
    now: datetime

    @property
    def office(self) -> Office:
        """What acts on cases need, with the rules in force now."""
        return self.house.office_at(self.now)

    @property
    def number(self) -> int:
        """The number of the case."""
        return self.stands.case.number

    @property
    def actor(self) -> str:
        """Who does it, as the history says it: a role or a department, never a person."""
        return self.caller.officer.actor

    @property
    def speaker(self) -> Speaker:
        """The voice of this person's language."""
        return self.house.speaker(self.caller.language)

    def refused(self, text: Text, /, **values: object) -> "Became":
        """Give that nothing was done, and why."""
        return Became(refused=self.speaker.say(text, **values))

    def wrong(self, text: Text, /, **values: object) -> "Became":
        """Give that the form is not whole, and what is missing."""
        return Became(wrong=self.speaker.say(text, **values))

    def name(self, code: str) -> str:
        """Give the name of a department in this person's language."""
        return self.house.department(code, self.caller.language)


@dataclass(frozen=True, slots=True)
class Became:
    """What came of an act: `said`, a code of `sayings`; `refused`, why it cannot be; `wrong`, what is
    missing in the form; `asks`, what the form asks next, with nothing done yet. All but the first are
    sentences for the person.
    """

    said: str = ""
    refused: str = ""
    wrong: str = ""
    asks: str = ""


NOT_NOW = Text("desk.act.not_now", "This cannot be done with the case now. Please look at the case again.")


def address(number: int, path: str = "") -> str:
    """Give the address of a case, or of an act on it."""
    return f"/desk/cases/{number}/{path}" if path else f"/desk/cases/{number}"


def door(act: str) -> str:
    """Give the path of an act, as doors are hung by it."""
    return f"/desk/cases/{{number}}/{act}"


def hang(doors: Doors, act: str, unit: Callable[[Deed], Became]) -> None:
    """Hang the door of an act of one press."""

    @doors.post(door(act), access.CASEWORK)
    async def pressed(request: web.Request, caller: Caller) -> web.StreamResponse:
        return await do(request, caller, act, unit)


async def do(
    request: web.Request, caller: Caller, act: str, unit: Callable[[Deed], Became]
) -> web.StreamResponse:
    """Do an act if it is open to this person now, and lead back to the case; else say why not (409)."""
    return answer(request, caller, await done(request, caller, act, unit))


async def done(request: web.Request, caller: Caller, act: str, unit: Callable[[Deed], Became]) -> Became:
    """Do an act if it is open to this person now, in one transaction; gives what came of it."""
    became, known = await work.write(request, lambda tx: _done(deed(tx, request, caller), act, unit))
    if became.said and known is not None:
        number, now = int(request.match_info["number"]), request.app[PARTS].now()
        caller.session.returns = Reading(number, known, now)
    return became


def answer(request: web.Request, caller: Caller, became: Became) -> web.StreamResponse:
    """Lead back to the case, or say why nothing was done."""
    number = int(request.match_info["number"])
    if became.refused:
        return refuse(request, caller, number, became.refused)
    return drawing.seen(f"{address(number)}?said={became.said}")


def refuse(request: web.Request, caller: Caller, number: int, why: str) -> web.Response:
    """Say why something cannot be done with a case, with the way back to it (409)."""
    return drawing.draw(request, caller, "desk/acts/refused.html", status=409, number=number, refused=why)


def deed(tx: Transaction, request: web.Request, caller: Caller) -> Deed:
    """Give the act that this person is about to do with the case in the address."""
    parts = request.app[PARTS]
    assert parts.house is not None
    now, number = parts.now(), int(request.match_info["number"])
    stands = standing.of(tx, parts.house.office_at(now), caller.signed, number, now=now)
    return Deed(tx, parts.house, stands, caller, now)


def late(deed: Deed, act: str) -> Became:
    """Say why an act is not open (any more): who did it before, where somebody did."""
    done = before.last(deed.tx, deed.number, act)
    if done is None:
        return deed.refused(NOT_NOW)
    return Became(refused=before.said(deed.house, deed.caller.language, done))


def _done(deed: Deed, act: str, unit: Callable[[Deed], Became]) -> tuple[Became, frozenset[str] | None]:
    """Do it; gives, too, the parts that this person knows afterwards: what lay open, and what they added."""
    if act not in permitted.acts(deed.stands):
        return late(deed, act), None
    unlocked = deed.caller.signed.unlocked
    before = returning.lying_open(deed.tx, deed.caller.session, unlocked, deed.number)
    became = unit(deed)
    known = None if before is None else frozenset(opening.openable(deed.tx, unlocked, deed.number))
    return became, known
