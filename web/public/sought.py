"""What is found in the public directory, ready to be shown.

Only what `conversations.lookup.card` says to the public: of a hidden seat nothing but the number to call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from conversations.house import House
from conversations.lookup import card, conditions, listing, offering
from conversations.lookup.card import Card
from conversations.rendering import Speaker
from directory.search.asked import Answer, Asked, Hit
from directory.service import FRESH, Service
from locales import daytime

_OFFERED = ("active", "temporarily closed")
_WEIGHED = 200  # services of each need that are put together


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `need`: key of a button; `place`: as it was typed, or a code of KATO."""

    words: str = ""
    need: str = ""
    place: str = ""
    offset: int = 0

    @property
    def is_anything(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.need or self.place)


@dataclass(frozen=True, slots=True)
class Row:
    """One service: its public card in paragraphs. `phones`: as they read, and as they are dialled."""

    id: str
    name: str
    where: str
    paragraphs: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]

    @property
    def brief(self) -> str:
        """The card without its last line, which names the number to call at any time."""
        return "\n".join(self.paragraphs).rpartition("\n")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, or which places are to choose from. `is_lost`: the place is not known."""

    rows: tuple[Row, ...] = ()
    total: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    is_lost: bool = False
    place: str = ""
    territory: str = ""


def find(house: House, speaker: Speaker, wanted: Wanted, at: tuple[datetime, int]) -> Found:
    """Give the services that fit; behind those of the place stand those of its oblast and of the country.

    `at`: now, and how many at most.
    """
    territory, which = _territory(house, wanted.place)
    if wanted.place and not territory:
        return Found(choices=_named(house, speaker, which), is_lost=not which)
    if not wanted.is_anything:
        return Found()
    answer = _answer(house, wanted, territory, at)
    if answer.which is not None and answer.which.places:
        return Found(choices=_named(house, speaker, (one.code for one in answer.which.places)))
    rows = tuple(_row(house, speaker, hit, answer.territory) for hit in answer.hits)
    place = speaker.place(answer.territory) if answer.territory else ""
    return Found(rows, answer.total, place=place, territory=answer.territory)


def one(house: House, speaker: Speaker, asked: str, now: datetime) -> Row | None:
    """Give one service by its id; None where there is none, or none any more."""
    service = house.shelf.services.get(asked)
    if service is None or service.status not in _OFFERED:
        return None
    closed = service.status == "temporarily closed"
    return _row(house, speaker, Hit(service, 100, stale=_is_stale(service, now), closed=closed), "")


def inside(house: House, language: str, territory: str) -> tuple[tuple[str, str], ...]:
    """Give the regions or, of a region, its districts and cities: code and name."""
    territories = house.directory.territories
    known = territories.find(territory)
    if known is None:
        listed = territories.oblasts(language)
    else:
        listed = territories.children(territory, language) if known.level == "oblast" else ()
    return tuple(
        (row.code, territories.name(row.code, language))
        for row in listed
        if row.level in ("oblast", "district", "city")
    )


def _answer(house: House, wanted: Wanted, territory: str, at: tuple[datetime, int]) -> Answer:
    now, most = at
    heard = conditions.heard(wanted.words)
    needs = offering.needs_of(wanted.need) if wanted.need else ("",)
    if len(needs) == 1:
        asked = Asked(heard.text, need=needs[0], territory=territory, limit=most, offset=wanted.offset)
        return house.finder.find(conditions.narrow(asked, heard, now), now)
    known: dict[str, Hit] = {}
    for need in needs:
        asked = Asked(heard.text, need=need, territory=territory, limit=_WEIGHED)
        answer = house.finder.find(conditions.narrow(asked, heard, now), now)
        if answer.which is not None and answer.which.places:
            return answer
        for hit in answer.hits:
            known.setdefault(hit.service.id, hit)
    hits = tuple(known.values())
    return Answer(hits[wanted.offset : wanted.offset + most], len(hits), territory=answer.territory)


def _territory(house: House, place: str) -> tuple[str, tuple[str, ...]]:
    """The code of a place, or the codes of those that may be meant."""
    if not place or house.directory.territories.find(place):
        return place, ()
    asked = house.directory.places.ask(place)
    codes = tuple(one.code for one in asked.places)
    return (codes[0], ()) if asked.kind == "one" else ("", codes)


def _named(house: House, speaker: Speaker, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, speaker.place(code)) for code in codes)


def _row(house: House, speaker: Speaker, hit: Hit, territory: str) -> Row:
    told = card.text(Card(house, speaker, hit, territory)).split("\n\n")
    phones = tuple((one.number, _dialled(one.number)) for one in hit.service.phones)
    where = " · ".join(listing.where(speaker, hit))
    beside = told[0].partition("\n")[2]  # under its name: whose it is, former names, that it is closed
    paragraphs = tuple(filter(None, (beside, *told[1:])))
    return Row(hit.service.id, listing.name(speaker, hit), where, paragraphs, phones)


def _dialled(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def _is_stale(service: Service, now: datetime) -> bool:
    if service.assured is None:
        return service.confidence != "high"
    return daytime.day(now) - service.assured > FRESH
