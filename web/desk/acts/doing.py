"""Doing an act: permitted is asked anew in the transaction that does it; then back to the case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from cases.casework import permitted, standing
from cases.casework.standing import Standing
from cases.office import Office
from conversations.house import House
from conversations.rendering import Speaker
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.acts import before
from web.desk.caller import Caller
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


@dataclass(frozen=True, slots=True)
class Became:
    """What came of an act: `said`, a code of `sayings`, or `refused`, a sentence for the person."""

    said: str = ""
    refused: str = ""


NOT_NOW = Text("desk.act.not_now", "This cannot be done with the case now. Please look at the case again.")


def address(number: int, path: str = "") -> str:
    """Give the address of a case, or of an act on it."""
    return f"/desk/cases/{number}/{path}" if path else f"/desk/cases/{number}"


async def do(
    request: web.Request, caller: Caller, act: str, unit: Callable[[Deed], Became]
) -> web.StreamResponse:
    """Do an act if it is open to this person now, and lead back to the case; else say why not (409)."""
    became = await work.write(request, lambda tx: _done(_deed(tx, request, caller), act, unit))
    number = int(request.match_info["number"])
    if became.refused:
        return drawing.draw(
            request, caller, "desk/acts/refused.html", status=409, number=number, refused=became.refused
        )
    return drawing.seen(f"{address(number)}?said={became.said}")


def _deed(tx: Transaction, request: web.Request, caller: Caller) -> Deed:
    parts = request.app[PARTS]
    assert parts.house is not None
    now, number = parts.now(), int(request.match_info["number"])
    stands = standing.of(tx, parts.house.office_at(now), caller.signed, number, now=now)
    return Deed(tx, parts.house, stands, caller, now)


def _done(deed: Deed, act: str, unit: Callable[[Deed], Became]) -> Became:
    if act in permitted.acts(deed.stands):
        return unit(deed)
    done = before.last(deed.tx, deed.number, act)
    if done is None:
        return deed.refused(NOT_NOW)
    return Became(refused=before.said(deed.house, deed.caller.language, done))
