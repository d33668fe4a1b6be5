"""The list of services, for everybody at the desk."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from directory import kinds
from directory.editing import checked
from directory.editing.checked import Checked
from directory.service import Service, in_language
from locales import daytime, languages
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import found, scope, shelf, wording
from web.desk.services.found import Question
from web.parts import PARTS

DOORS = Doors()


@dataclass(frozen=True, slots=True)
class Line:
    """One service of the list. `tag`: a word of its state, "" while it works."""

    id: str
    name: str
    organization: str
    kinds: str
    place: str
    phones: tuple[str, ...]
    checked: str
    is_stale: bool
    status: str


@DOORS.get("/desk/services", access.EVERYBODY)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The services that fit what is asked in the address."""
    house, now = shelf.house(request), request.app[PARTS].now()
    question = found.read(request.query)
    answer = await shelf.thought(request, lambda: found.find(house, question, now))
    known: dict[str, Checked] = {}
    if house.file is not None and answer.services:
        ids = [one.id for one in answer.services]
        known = await shelf.read(request, lambda connection: checked.latest(connection, ids))
    return drawing.draw(
        request,
        caller,
        "desk/services/list.html",
        question=question,
        total=answer.total,
        lines=[line(request, caller, one, known.get(one.id)) for one in answer.services],
        places=[(code, wording.place(house, code, caller.language)) for code in answer.choose],
        options=_options(request, caller.language),
        earlier=_page(request, question.page - 1) if question.page > 1 else "",
        later=_page(request, question.page + 1) if question.page * found.PAGE < answer.total else "",
        checks=caller.role in scope.CHECKERS and house.file is not None,
        keeps=caller.role in scope.KEEPERS and house.file is not None,
    )


def line(request: web.Request, caller: Caller, service: Service, last: Checked | None) -> Line:
    """One service as the list shows it."""
    house, language, now = shelf.house(request), caller.language, request.app[PARTS].now()
    places = dict.fromkeys(seat.territory for seat in service.seats if seat.territory and not seat.hidden)
    where = "; ".join(wording.place(house, code, language) for code in places)
    name = wording.name(service, language)
    of = in_language(service.organization, language)
    return Line(
        service.id,
        name,
        of if of != name else "",
        ", ".join(wording.name_of("kinds", code, language) for code in service.kinds),
        where or wording.value(house, "serves", ";".join(service.serves), language),
        tuple(phone.number for phone in service.phones[:2]),
        wording.freshness(service, last, daytime.day(now), language),
        found.is_stale(service, now),
        "" if service.status == "active" else wording.value(house, "status", service.status, language),
    )


def _page(request: web.Request, number: int) -> str:
    return "?" + urlencode({**request.query, "page": str(number)})


def _options(request: web.Request, language: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the filters: (code, name)."""
    territories = shelf.house(request).directory.territories
    return {
        "need": [(one.code, in_language(one.names, language)) for one in kinds.all_needs().values()],
        "kind": [(one.code, in_language(one.names, language)) for one in kinds.all_kinds().values()],
        "territory": [
            (one.code, territories.name(one.code, language)) for one in territories.oblasts(language)
        ],
        "spoken": [(code, languages.OWN_NAMES[code]) for code in kinds.LANGUAGES],
    }


def is_asked(question: Question) -> bool:
    """Whether anything at all is asked."""
    return question != Question(page=question.page)
