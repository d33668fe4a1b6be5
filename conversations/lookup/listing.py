"""The list of what was found: how far it was looked, what may fit as well, and at last whom to call."""

from collections.abc import Iterator
from itertools import groupby

from conversations import menu
from conversations.house import House
from conversations.lookup import card, conditions, searching
from conversations.lookup.cutting import cut
from conversations.lookup.offering import Offer
from conversations.lookup.searching import Search
from conversations.message import Button, Message
from conversations.rendering import Speaker
from directory import service
from directory.search.asked import Hit
from locales.texts import Text

NEEDS = (
    Text("need.school", "Back to school"),
    Text("need.shelter", "A safe place to stay"),
    Text("need.medical", "A doctor"),
    Text("need.psych", "A psychologist"),
    Text("need.legal", "Legal help and protection"),
    Text("need.aid", "Benefits, food, school clothes"),
    Text("need.work", "Legal work for a teenager or parents"),
    Text("need.leisure", "Clubs and camps"),
)
"""The buttons of needs; data/needs.toml says which needs stand under each."""

NONE_NEAR = Text("svc.none_near", "Nothing was found nearby. The nearest place that can help:")
MAYBE = Text("svc.maybe", "These may also help:")
KM = Text("svc.km", "{n} km")
NEW = Text("svc.new", "New search")
MENU = Text("nav.menu", "Menu")
NARROW = Text("svc.narrow", "Narrow the list")
CONDITIONS = Text("svc.conditions", "Conditions: {text}")
ASK_ABOUT = Text("svc.ask_about", "Not known, please ask: {text}")
SCOPES = {
    "district": Text("svc.in_district", "In this district or city:"),
    "oblast": Text("svc.in_oblast", "In this region (oblast):"),
    "country": Text("svc.in_country", "For the whole country:"),
    "elsewhere": Text("svc.elsewhere", "In other regions:"),
}

_NAME, _LABEL = 160, 60  # characters of a name in the list and of a whole button


def message(house: House, speaker: Speaker, asked: Search, found: Offer) -> Message:
    """Give the list as text and as buttons, numbered alike."""
    rows = tuple((_button(speaker, asked, hit, n),) for n, hit in enumerate(found.hits, start=1))
    return Message(text(house, speaker, asked, found), (*rows, narrow(speaker, asked), again(speaker)))


def text(house: House, speaker: Speaker, asked: Search, found: Offer) -> str:
    """Give the list as text: what was asked for, what was found where, and whom to call."""
    numbers = {hit.service.id: number for number, hit in enumerate(found.hits, start=1)}
    need = [speaker.say(text) for text in NEEDS if text.context == asked.need]
    parts = ["\n".join([*need, *_conditions(speaker, asked)]), *_nearest(house, speaker, found)]
    for is_good, hits in groupby(found.hits, key=lambda hit: hit.is_good):
        parts += [] if is_good else [speaker.say(MAYBE)]
        for scope, theirs in groupby(hits, key=lambda hit: hit.scope):
            heading = [speaker.say(SCOPES[scope])] if scope else []
            parts.append("\n".join([*heading, *(_line(speaker, asked, hit, numbers) for hit in theirs)]))
    parts.append(speaker.say(card.ALWAYS, number=speaker.helpline))
    return "\n\n".join(filter(None, parts))


def narrow(speaker: Speaker, asked: Search) -> tuple[Button, ...]:
    """Give the row that leads to the conditions."""
    return (Button(speaker.say(NARROW), searching.make(asked, searching.NARROW)),)


def again(speaker: Speaker) -> tuple[Button, ...]:
    """Give the row that begins a new search or leaves for the menu."""
    return (Button(speaker.say(NEW), menu.FIND_TOKEN), Button(speaker.say(MENU), "m:menu"))


def _nearest(house: House, speaker: Speaker, found: Offer) -> Iterator[str]:
    """Name the authority that can help where no service does."""
    if found.department and not found.is_near:
        department = house.department(found.department, speaker.catalogue.language)
        yield f"{speaker.say(NONE_NEAR)}\n{department}"


def _conditions(speaker: Speaker, asked: Search) -> Iterator[str]:
    labels = [conditions.label(speaker, asked, code) for code in conditions.active(asked)]
    if labels:
        yield speaker.say(CONDITIONS, text=", ".join(labels))


def _line(speaker: Speaker, asked: Search, hit: Hit, numbers: dict[str, int]) -> str:
    """The name and where it is; below, what nobody told of it though it was asked for."""
    named = " · ".join([cut(name(speaker, hit), _NAME), *where(speaker, hit)])
    unknown = [conditions.label(speaker, asked, code) for code in conditions.unknown(hit, asked)]
    ask = [f"   {speaker.say(ASK_ABOUT, text=', '.join(unknown))}"] if unknown else []
    return "\n".join([f"{numbers[hit.service.id]}. {named}", *ask])


def _button(speaker: Speaker, asked: Search, hit: Hit, number: int) -> Button:
    """Name, district and distance on one button: a long name is cut, never the place."""
    places = [cut(part, _LABEL // 3) for part in where(speaker, hit)]
    room = _LABEL - sum(len(part) + len(" · ") for part in places) - len(f"{number}. ")
    label = " · ".join([cut(name(speaker, hit), room), *places])
    return Button(f"{number}. {label}", searching.make(asked, searching.SERVICE, number - 1))


def name(speaker: Speaker, hit: Hit) -> str:
    """Give the name of a service, or of who runs it."""
    found, language = hit.service, speaker.catalogue.language
    return service.in_language(found.names, language) or service.in_language(found.organization, language)


def where(speaker: Speaker, hit: Hit) -> Iterator[str]:
    """Give the district where it sits – of what is hidden only the oblast – and its distance from a point."""
    territories, language = speaker.territories, speaker.catalogue.language
    seat = next((seat for seat in hit.service.seats if territories.find(seat.territory)), None)
    if seat:
        district = None if seat.hidden else territories.district_of(seat.territory)
        yield territories.name((district or territories.oblast_of(seat.territory)).code, language)
    if hit.km is not None and not any(one.hidden for one in hit.service.seats):
        yield speaker.say(KM, n=speaker.number(round(hit.km)))
