"""The page between wish and act: what follows, who else holds the key, and what nobody could do then.

Nothing of it can be undone. So it takes a second button, and where something breaks a tick for each of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aiohttp import web

from cases.admission import parting, staffing
from cases.admission.parting import Aftermath
from cases.officers import Officer
from conversations.house import House
from locales.texts import Text
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.drawing import ROLES
from web.desk.people import listing, paths
from web.parts import PARTS

UNDERSTOOD = "understood"
"""The field of the ticks."""

_BREAKS: Mapping[str, Text] = MappingProxyType(
    {
        parting.NO_COORDINATOR: Text(
            "people.no_coordinator",
            "No coordinator with a key is left then. Nobody can give a key to a new officer any more, unless "
            "somebody takes the recovery key from its envelope and does it at the machine.",
        ),
        parting.NOT_HERE: Text(
            "people.no_coordinator_here",
            "No coordinator with a key answers for this territory then. A new officer here can get the key "
            "only from a colleague of the same department.",
        ),
        parting.NO_READER: Text(
            "people.no_reader",
            "Nobody else here reads the cases under this key. They lie unread until somebody is given "
            "the key.",
        ),
    }
)
_TICK = Text("people.tick", "Nothing has been done yet. Please read the lines below and tick each of them.")


@dataclass(frozen=True, slots=True)
class Step:
    """An act that needs a second press: where it is sent, what it is called, what follows from it."""

    act: str
    heading: Text
    points: tuple[Text, ...]
    press: Text
    kind: str = "danger"
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holders:
    """Who else holds the key: those whom this caller sees, by name and role; how many more there are."""

    names: tuple[tuple[str, str], ...] = field(repr=False)
    more: int


async def draw(
    request: web.Request, caller: Caller, whom: Officer, step: Step, *, is_refused: bool = False
) -> web.Response:
    """Give the page; `is_refused`: a tick was missing, and nothing has been done."""
    house = request.app[PARTS].house
    assert house is not None
    after = await work.read(request, lambda tx: parting.aftermath(tx, house.office, whom))
    breaks = () if step.act == "grant" else after.breaks
    return drawing.draw(
        request,
        caller,
        "desk/people/sure.html",
        status=422 if is_refused else 200,
        problem=caller.say(_TICK) if is_refused else "",
        whom=whom,
        whose=listing.department(house, whom, caller.language),
        whom_role=caller.say(ROLES[whom.role]),
        path=paths.ONE.format(one=whom.lookup),
        step=step,
        heading=caller.say(step.heading),
        points=[caller.say(point) for point in step.points],
        press=caller.say(step.press, name=whom.name),
        has_key=staffing.reads_cases(whom),
        after=after,
        holders=_holders(house, caller, after),
        breaks=[(code, caller.say(_BREAKS[code])) for code in breaks],
        ticked=understood(caller),
    )


def understood(caller: Caller) -> tuple[str, ...]:
    """Give what was ticked."""
    return caller.lists.get(UNDERSTOOD, ())


def _holders(house: House, caller: Caller, after: Aftermath) -> Holders:
    everyone = after.colleagues + after.coordinators
    seen = [one for one in everyone if staffing.may_see(house.office, caller.officer, one)]
    names = sorted((one.name, caller.say(ROLES[one.role])) for one in seen)
    return Holders(tuple(names), len(everyone) - len(seen))
