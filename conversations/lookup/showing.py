"""One service of a list, shown to who opened it: its card, and where it is on the map."""

import math
from collections.abc import Iterator

from conversations import hiding, sentences
from conversations.hearing import Hearing
from conversations.lookup import (
    card,
    correcting,
    entrusted,
    listing,
    offering,
    searched,
    searching,
    telling_back,
    views,
)
from conversations.lookup.card import Card
from conversations.lookup.cutting import cut
from conversations.lookup.offering import Offer
from conversations.lookup.searching import Search
from conversations.message import Button, Message, Pin
from conversations.rendering import Speaker
from directory.search.asked import Hit
from directory.service import Seat, in_language
from locales.texts import Text

MAP = Text("svc.map", "Show on the map")

_TITLE, _ADDRESS = 100, 160  # characters of what stands under a point of the map


def open_card(hearing: Hearing, search: Search, service: str) -> None:
    """Show the card; if the directory has changed meanwhile, the list as it is now."""
    house, speaker = hearing.house, hearing.speaker
    offer = offering.offer(house, search, hearing.now)
    hit = _opened(offer, service)
    if hit is None:
        views.say(hearing, views.found(hearing, search))
        return
    searched.chosen(hearing)
    telling_back.ask(hearing)
    known = entrusted.of(hearing, hit.service.id)
    said = card.text(Card(house, speaker, hit, offer.territory, offer.department, known))
    rows = (
        *_to_map(hearing, search, hit),
        (_back(speaker, search),),
        *correcting.under_card(hearing, hit.service),
        listing.again(speaker),
    )
    views.say(hearing, Message(said, rows, protect=entrusted.is_secret(known)))


def open_map(hearing: Hearing, search: Search, service: str) -> None:
    """Show where it is; if that is not known or not told any more, the list as it is now."""
    speaker, offer = hearing.speaker, offering.offer(hearing.house, search, hearing.now)
    hit = _opened(offer, service)
    seat = seat_on_map(hit.service.seats, search.point) if hit else None
    if hit is None or seat is None or seat.point is None:
        views.say(hearing, views.found(hearing, search))
        return
    title = cut(listing.name(speaker, hit), _TITLE)
    street = in_language(seat.address, speaker.catalogue.language)
    address = cut(street or speaker.place(seat.territory) if street or seat.territory else title, _ADDRESS)
    pin = Pin(*seat.point, title, address)
    rows = ((_back(speaker, search),), listing.again(speaker))
    views.say(hearing, Message(f"{title}\n{address}", rows, pin=pin))


def seat_on_map(seats: tuple[Seat, ...], near: tuple[float, float] | None) -> Seat | None:
    """Give the seat to show: the nearest to a point, else the first; None where no point may be shown.

    A hidden seat has no point; a service that has one shows none of its others either: who waits near the
    office would find out who goes there.
    """
    shown = [seat for seat in seats if seat.point is not None]
    if not shown or any(seat.hidden for seat in seats):
        return None
    return min(shown, key=lambda seat: _apart(seat.point, near)) if near else shown[0]


def page_of_map(point: tuple[float, float]) -> str:
    """Give the page of OpenStreetMap with a mark at the point."""
    lat, lon = (f"{part:.5f}" for part in point)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"


def _opened(offer: Offer, service: str) -> Hit | None:
    return next((hit for hit in offer.hits if hit.service.id == service), None)


def _to_map(hearing: Hearing, search: Search, hit: Hit) -> Iterator[tuple[Button, ...]]:
    """The row that leads to the map: where the channel has none, to a page that has one."""
    seat = seat_on_map(hit.service.seats, search.point)
    if seat is None or seat.point is None:
        return
    label = hearing.speaker.say(MAP)
    if hiding.is_page(hearing):
        yield (Button(label, link=page_of_map(seat.point)),)
    else:
        place = search.offered.index(hit.service.id)
        yield (Button(label, searching.make(search, searching.MAP, place)),)


def _back(speaker: Speaker, search: Search) -> Button:
    return Button(speaker.say(sentences.WORDS["back_list"]), searching.make(search, searching.LIST))


def _apart(one: tuple[float, float] | None, other: tuple[float, float]) -> float:
    """How far two points are apart, to compare: in degrees of latitude, squared."""
    if one is None:
        return math.inf
    return (one[0] - other[0]) ** 2 + ((one[1] - other[1]) * math.cos(math.radians(other[0]))) ** 2
